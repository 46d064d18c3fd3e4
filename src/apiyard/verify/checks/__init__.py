"""What a service owes its callers, one check per file."""
