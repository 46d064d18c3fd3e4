"""One file for each format that the validator asserts."""
