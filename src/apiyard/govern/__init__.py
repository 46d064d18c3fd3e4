"""Is it in order: stages of life, roles, approvals, and the audit of the ledger."""
