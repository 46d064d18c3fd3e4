"""What ``apiyard diff`` does besides comparing: find pairs, keep agreements, write reports, explain checks."""
