"""What people see: pages made of what the house knows; the portal has no truth of its own."""
