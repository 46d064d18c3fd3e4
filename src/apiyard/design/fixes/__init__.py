"""The rules that can be mended without a person, one file each."""
