"""The schemes in which APIs say their version."""
