"""How rulesets are read: files, packages and built-in ones to definitions, and definitions to the rules in force."""
