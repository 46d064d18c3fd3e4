"""Rules after Zalando's RESTful API guidelines."""
