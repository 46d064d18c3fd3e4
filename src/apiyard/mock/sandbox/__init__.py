"""What would a service remember? A mock with state that is derived from the contract."""
