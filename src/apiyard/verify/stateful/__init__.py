"""Sequences of requests, and what a service owes after them: what was made is there, what was removed is gone."""
