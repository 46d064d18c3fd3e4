"""The faults that a mock can inject, one file each."""
