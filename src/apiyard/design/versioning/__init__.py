"""Which version a change asks for, and whether the contract says so."""
