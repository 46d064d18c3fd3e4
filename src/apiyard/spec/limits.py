"""The bounds on what a document may cost."""

from __future__ import annotations

from apiyard.core.noun import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that end the reading of a hostile document early, before it costs memory or time.

    Args:
        max_bytes: size of one document, in bytes.
        max_total_bytes: size of all documents of one contract together, in bytes.
        max_files: how many documents one contract may span; a folder that was split has a file for each component.
        max_depth: how deep objects and arrays may nest, with aliases expanded.
        max_nodes: how many values a JSON document may hold.
        max_yaml_nodes: how many values a YAML document may hold, with aliases expanded; reading YAML costs
            about ten times what JSON does.
        max_digits: how many digits a number may have.
        remote_seconds: how long one remote document may take, in seconds.
    """

    max_bytes: int = 32 * MEBIBYTE
    max_total_bytes: int = 64 * MEBIBYTE
    max_files: int = 10_000
    max_depth: int = 200
    max_nodes: int = 1_000_000
    max_yaml_nodes: int = 1_000_000
    max_digits: int = 400
    remote_seconds: float = 10.0


DEFAULT = Limits()
