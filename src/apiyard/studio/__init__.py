"""The studio: a local web page to design an API in, with findings, reference and mock beside the text."""
