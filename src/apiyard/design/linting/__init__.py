"""The parts of a lint run: targets, contexts, places and messages."""
