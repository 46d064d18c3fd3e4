"""Edits of YAML and JSON text that leave everything else as it is written."""
