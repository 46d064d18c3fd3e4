"""Rules equal to those of Spectral's OWASP ruleset."""
