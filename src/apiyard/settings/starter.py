"""What the first ``api.yaml`` of an API says; the user changes it."""

from __future__ import annotations

PRODUCT = """\
owner: my-team
description: What this API is for, in one sentence.
service:
  target: process
  artefact: service
  options:
    command: ["{python}", service.py, --port, "{port}"]
    health-path: /healthz
"""
"""A service in this machine's Python, and where its code stands."""
