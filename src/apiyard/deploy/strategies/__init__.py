"""Entries: one file for each strategy."""
