"""The HTTP API, one file per noun; each exports ROUTER."""
