"""Exchanges that prove what a change means: built from one contract, judged under both, as small as they can be."""
