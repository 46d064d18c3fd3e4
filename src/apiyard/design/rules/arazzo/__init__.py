"""Rules for Arazzo documents."""
