"""JSONPath in the dialect of Spectral's rulesets: parsed once, asked of whole documents in one walk."""
