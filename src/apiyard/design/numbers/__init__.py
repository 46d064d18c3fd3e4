"""Sets of numbers: intervals with exact bounds, multiples, and points, as the keywords of a schema draw them."""
