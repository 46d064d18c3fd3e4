"""Entries: one file for each gate."""
