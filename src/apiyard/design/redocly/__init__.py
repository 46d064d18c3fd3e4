"""Configuration of Redocly CLI to rulesets."""
