"""Make the request of a failure smaller, by sending less of it as long as the same goes wrong."""
