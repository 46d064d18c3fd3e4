"""The forms in which a changelog is written."""
