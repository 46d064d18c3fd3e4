"""What the parts of an Arazzo document mean to each other."""
