"""Which pages of other origins may read the answers."""

from __future__ import annotations

from apiyard.core.options import read_options
from apiyard.mock.section import Section, Written
from apiyard.mock.serving.cors import Cors


def _read(written: Written) -> Cors:
    if written.value is False:
        return Cors(origins=())
    return read_options(Cors, None if written.value is True else written.value, where=written.where)


SECTION = Section(
    id="cors",
    why="Pages of other origins may read the answers, all of them or those you name.",
    read=_read,
    good=(
        "false",
        "true",
        "{origins: ['http://localhost:3000'], credentials: true}",
        "{origins: [local]}",
        "{origins: ['*'], credentials: false}",
        "{origins: ['*'], max-age: 60, exposed: [etag]}",
    ),
    bad=("{origins: [localhost]}", "{origin: ['*']}", "{origins: ['*'], credentials: true}", "{max-age: -1}"),
)
