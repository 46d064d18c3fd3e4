"""The node agent: Envoy's only ADS server, supervisor of Envoys and services, spool of the access log."""
