"""The control plane: HTTP API, portal and loops in one process."""
