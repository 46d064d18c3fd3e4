"""Credentials of a run: where they come from, how they are sent, and that nobody reads them."""
