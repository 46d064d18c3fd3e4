"""The commands, one per file; the order in which they are listed stands in ``cli/life.py``."""
