"""The names of components are made of letters, digits, dots, hyphens and underscores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import place, tell
from apiyard.design.redocly.walk import walk

_NAME = re.compile(r"[a-zA-Z0-9.\-_]+")
_KINDS = (
    "NamedSchemas",
    "NamedParameters",
    "NamedResponses",
    "NamedExamples",
    "NamedRequestBodies",
    "NamedHeaders",
    "NamedSecuritySchemes",
    "NamedLinks",
    "NamedCallbacks",
)


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first(*_KINDS):
        for name, written in arrival.value.items() if type(arrival.value) is dict else ():
            if not _NAME.fullmatch(name):
                message = f'The name "{name[:100]}" has characters that names of components may not have.'
                spot = place(context, written, arrival.below(name))
                yield tell(
                    context, spot, message, hint="use letters, digits, dots, hyphens and underscores", piece=name
                )


FUNCTION = Function(
    id="spec-components-invalid-map-name",
    name="specComponentsInvalidMapName",
    why="References to other names do not work everywhere (OpenAPI 3.1, Components Object).",
    call=_call,
    read=no_options("spec-components-invalid-map-name"),
)
