"""The pages, one file each; every file exports PAGE."""
