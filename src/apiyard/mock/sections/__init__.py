"""The sections of a mock's settings file, one file each."""
