"""Sets of texts: regular languages with lengths beside them, made of patterns, lengths, words and formats."""
