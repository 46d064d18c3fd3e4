"""Functions that only the rules of Redocly CLI need."""
