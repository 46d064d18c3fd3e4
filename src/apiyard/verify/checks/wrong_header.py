"""A reply has the headers that the contract promises."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.verify.check import Check
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble, told_by
from apiyard.verify.shown import listed


@dataclass(frozen=True, slots=True)
class _Options:
    """Which headers are looked at.

    Args:
        ignore: names of headers that are not, in any case; one that a proxy adds is missing without it.
    """

    ignore: tuple[str, ...] = ()


def _look(exchange: Exchange, options: _Options) -> Iterator[Trouble]:
    spared = {name.lower() for name in options.ignore}
    for violation in exchange.told:
        if violation.place == "header" and violation.pointer.strip("/").partition("/")[0].lower() not in spared:
            yield told_by("wrong-header", violation)


CHECK = Check(
    id="wrong-header",
    why="Callers page, cache and retry by the headers that the contract requires; other headers are free.",
    look=_look,
    options=_Options,
    good=(listed("the header is there and has its form"),),
    bad=(
        listed("it is missing", headers=(("content-type", "application/json"),)),
        listed("it has another form", headers=(("content-type", "application/json"), ("x-total", "many"))),
    ),
)
