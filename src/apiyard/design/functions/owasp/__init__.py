"""Functions that only the OWASP rules use."""
