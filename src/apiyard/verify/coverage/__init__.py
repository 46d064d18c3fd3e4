"""How much of a contract a run has asked about: measures with a numerator and a denominator each."""
