"""How much a caller may ask of the mock's server."""

from __future__ import annotations

from apiyard.core.options import read_options
from apiyard.mock.section import Section, Written
from apiyard.mock.serving.limits import Limits


def _read(written: Written) -> Limits:
    return read_options(Limits, written.value, where=written.where)


SECTION = Section(
    id="limits",
    why="Larger bodies, or more time for slow callers, than a mock gives by default.",
    read=_read,
    good=("{body-bytes: 10000000}", "{head-seconds: 5, idle-seconds: 30}"),
    bad=("{body-bytes: -1}", "{idle-seconds: 0}", "{bodies: 5}"),
)
