"""The built-in rulesets."""
