"""Latency and faults on purpose: which calls they strike, and when."""
