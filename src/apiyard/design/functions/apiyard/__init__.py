"""Functions that only the house's own rules ask."""
