"""The ways to a service: over a socket, or into an application in this process."""
