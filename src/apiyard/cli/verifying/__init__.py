"""What the flags of ``apiyard verify`` do."""
