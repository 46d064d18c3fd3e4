"""What editors ask: a language server for OpenAPI, Arazzo and Overlay documents."""
