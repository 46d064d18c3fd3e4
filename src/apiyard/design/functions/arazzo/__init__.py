"""Functions that only built-in rules for Arazzo use."""
