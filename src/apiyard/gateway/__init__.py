"""Who carries the traffic: intent, resolve, compile, snapshot and ads for Envoy."""
