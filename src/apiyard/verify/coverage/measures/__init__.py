"""The measures of coverage, one per file."""
