"""Promises that a contract makes about its own future: deprecation, sunset, stability."""
