"""The one place where rooms meet: one file per journey or port."""
