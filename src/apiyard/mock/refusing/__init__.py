"""Refusals: what is wrong with a request, in problem details or in the contract's own form."""
