"""JSONPath as the standard has it (RFC 9535), with bounds."""
