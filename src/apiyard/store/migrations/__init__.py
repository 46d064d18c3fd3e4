"""How the tables came to be: one file for each change, run when a store is opened."""
