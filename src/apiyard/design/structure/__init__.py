"""What the objects of each kind of document look like: tables, a fast verdict, and what is wrong where."""
