"""Functions that only built-in rules for OpenAPI use."""
