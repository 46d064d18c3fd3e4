"""Forms of a report about compared contracts."""
