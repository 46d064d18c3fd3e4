"""Design: is the contract well written, and what changed?"""
