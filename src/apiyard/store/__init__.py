"""What is known: the ledger of facts, blobs by digest, intents, leases, and people apart from it all."""
