"""Documents in, documents out: one file, several files, another version, an overlay applied."""
