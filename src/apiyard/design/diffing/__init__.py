"""How two contracts are compared: pairs of places, edits between them, decisions, causes."""
