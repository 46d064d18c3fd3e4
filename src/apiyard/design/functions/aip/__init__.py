"""Functions of the rules after the improvement proposals of Google."""
