"""What a mock was asked and what it answered, for tests that ask it afterwards."""
