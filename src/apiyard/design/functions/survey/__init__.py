"""Functions that look at the surveyed parts of a description."""
