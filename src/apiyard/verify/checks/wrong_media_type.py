"""A reply has a media type that the contract names."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.verify.check import Check, NoOptions
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble, told_by
from apiyard.verify.shown import listed


def _look(exchange: Exchange, options: NoOptions) -> Iterator[Trouble]:
    yield from (told_by("wrong-media-type", each) for each in exchange.told if each.place == "media-type")


CHECK = Check(
    id="wrong-media-type",
    why="A caller chooses its parser by the media types that the contract names for the status.",
    look=_look,
    good=(listed("the media type that it names"),),
    bad=(
        listed("another media type", headers=(("content-type", "text/html"), ("x-total", "1"))),
        listed("none at all", headers=(("x-total", "1"),)),
    ),
)
