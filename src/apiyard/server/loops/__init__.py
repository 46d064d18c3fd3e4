"""The loops of the control plane, one per file."""
