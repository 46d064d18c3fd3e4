"""The licence can be found: it has an address, or in later versions an identifier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import holds, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    later = bool(context.formats & {"oas3_1", "oas3_2"})
    names = ("url", "identifier") if later else ("url",)
    hint = "add the address of the licence" + (", or its SPDX identifier" if later else "")
    for arrival in walk(context.inventory, context.formats).first("License"):
        if type(arrival.value) is not dict:
            continue
        present = [name for name in names if name in arrival.value]
        if not present:
            yield tell(context, arrival.spot, f"The licence has no {' and no '.join(names)}.", hint=hint)
        for name in present:
            if not holds(arrival.value[name]):
                yield tell(context, arrival.below(name), f"The {name} of the licence is empty.", hint=hint)


FUNCTION = Function(
    id="info-license-strict",
    name="infoLicenseStrict",
    why="A licence without an address or identifier cannot be read.",
    call=_call,
    read=no_options("info-license-strict"),
)
