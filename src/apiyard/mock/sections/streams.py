"""Server-sent events and other sequences."""

from __future__ import annotations

from apiyard.core.options import read_options
from apiyard.mock.section import Section, Written
from apiyard.mock.streaming.options import StreamOptions


def _read(written: Written) -> StreamOptions:
    return read_options(StreamOptions, written.value, where=written.where)


SECTION = Section(
    id="streams",
    why="Events come at another pace, in another number, or without end.",
    read=_read,
    good=("{items: 10, interval: 1}", "{endless: true}"),
    bad=("{items: -1}", "{interval: soon}", "{endless: true, interval: 0}", "{count: 3}"),
)
