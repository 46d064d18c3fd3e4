"""What can happen to a call on its way, one policy a file."""
