"""Rules after Google's API improvement proposals."""
