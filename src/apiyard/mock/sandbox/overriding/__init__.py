"""Answers of your own, by operation, in small files."""
