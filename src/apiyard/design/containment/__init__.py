"""Is every value of one schema a value of another? Decided with a witness or a proof."""
