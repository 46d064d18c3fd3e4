"""Who may steer the mock."""

from __future__ import annotations

from apiyard.core.options import read_options
from apiyard.mock.control import ControlOptions
from apiyard.mock.section import Section, Written


def _read(written: Written) -> ControlOptions:
    if isinstance(written.value, bool):
        return ControlOptions(on=written.value)
    return read_options(ControlOptions, written.value, where=written.where)


SECTION = Section(
    id="control",
    why="Tests in another container may ask the journal and steer the mock too, or nobody may.",
    read=_read,
    good=("false", "{peers: [172.16.0.0/12], hosts: [mock]}"),
    bad=("{peers: [everybody]}", "{hosts: ['http://mock']}", "{host: mock}"),
)
