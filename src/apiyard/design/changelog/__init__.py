"""What changed, told to those who call an API: by version and operation, with what to do and the proof."""
