"""A quick yes to values that keep their schemas, so that only the others are looked at closely."""
