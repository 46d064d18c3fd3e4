"""Pure nouns that every room speaks: names, digests, findings, evidence, splits, clocks, errors, the catalog."""
