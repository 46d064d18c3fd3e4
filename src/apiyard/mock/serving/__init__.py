"""The mock's own HTTP/1.1 server: small, strict, and as fast as Python allows."""
