"""Functions of the rules after the guidelines of Zalando."""
