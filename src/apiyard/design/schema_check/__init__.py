"""Checks values against JSON Schemas, with the errors, places and order of the field's usual checker."""
