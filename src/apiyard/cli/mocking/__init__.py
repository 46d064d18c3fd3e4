"""What ``apiyard mock`` does, cut into steps."""
