"""Can I try it before it exists? An HTTP server that answers from a contract and refuses what breaks it."""
