"""The walk of the example shop through the life of an API, with the commands that a user would type."""
