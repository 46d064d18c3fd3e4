"""Answers of the contract: what a caller likes best, examples or made values, headers and bytes."""
