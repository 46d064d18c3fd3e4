"""``apiyard proxy``: put a contract between a caller and a running service."""
