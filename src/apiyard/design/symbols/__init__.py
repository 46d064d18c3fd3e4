"""What generators of client libraries make of a contract: names, and their types."""
