"""Bodies that come item by item: server-sent events and other sequences."""
