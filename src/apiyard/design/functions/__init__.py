"""The functions that rulesets may name."""
