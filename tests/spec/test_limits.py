"""The bounds leave room for what people really have."""

from __future__ import annotations

from apiyard.spec.limits import DEFAULT


def test_a_long_document_may_be_yaml_and_may_be_split() -> None:
    # The largest public descriptions hold about 400,000 values, and a folder that was split has a file for each part.
    assert DEFAULT.max_yaml_nodes >= 1_000_000
    assert DEFAULT.max_files >= 5_000
