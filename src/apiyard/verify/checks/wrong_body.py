"""A reply's body has the form that the contract promises."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.noun import dataclass
from apiyard.verify.check import Check
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble, told_by
from apiyard.verify.shown import listed

_OTHERS = frozenset({"status", "media-type", "header"})


@dataclass(frozen=True, slots=True)
class _Options:
    """Which parts of a body are looked at.

    Args:
        ignore: pointers (RFC 6901) to parts that are not, with all below them; ``*`` stands for any one name or index.
    """

    ignore: tuple[str, ...] = ()

    def spares(self, pointer: str) -> bool:
        """Whether a part is not looked at."""
        names = pointer.split("/")
        return any(_within(each.split("/"), names) for each in self.ignore)


def _within(pattern: list[str], names: list[str]) -> bool:
    return len(pattern) <= len(names) and all(each in {"*", name} for each, name in zip(pattern, names, strict=False))


def _look(exchange: Exchange, options: _Options) -> Iterator[Trouble]:
    for violation in exchange.told:
        if violation.place not in _OTHERS and not options.spares(violation.pointer):
            yield told_by("wrong-body", violation)


CHECK = Check(
    id="wrong-body",
    why="The schema of the reply is what every client was written or generated for.",
    look=_look,
    options=_Options,
    good=(listed("the body that it promises"),),
    bad=(listed("another type", body=b"[1]"), listed("no JSON", body=b"[")),
)
