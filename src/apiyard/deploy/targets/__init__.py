"""Entries: one file for each target."""
