"""The kinds of cases, one per file."""
