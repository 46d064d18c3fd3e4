"""The variables of a path have other names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Symbol
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, by, contract
from apiyard.design.surface.operations import operations_at
from apiyard.design.symbols.naming import method_symbol
from apiyard.spec import pointer as pointers

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice other names of variables."""
    if pair.old is None or pair.new is None:
        return
    before, after = (str(pointers.split(at)[-1]) if at else "" for at in (pair.old_at, pair.new_at))
    if before == after:
        return
    wish = Known("request", Verdict.SAFE, "names of variables in a path are not sent")
    symbols = tuple(
        Symbol("request", method_symbol(each).removesuffix("()") + f"({name})", "argument", other)
        for each in operations_at(pair.contracts, before)[:1]
        for name, other in zip(_VARIABLE.findall(before), _VARIABLE.findall(after), strict=False)
        if name != other
    )
    message = f"the path {before} is written {after}"
    yield Edit("path-renamed", message, pair.old_at, pair.new_at, before, after, (wish, *symbols))


CHECK = Check(
    id="path-renamed",
    area="path",
    what="The variables of a path have other names.",
    why="They are not sent, so calls stay the same; generated code names arguments after them.",
    find=_find,
    examples=(
        Example(
            "another name",
            contract(path="/orders/{id}"),
            contract(path="/orders/{order}"),
            by(wire=SAFE, strict=SAFE, source=BREAKING),
            NOTHING,
        ),
    ),
)
