"""Kinds of credentials, one per file."""
