"""Each source of a workflow document has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import items, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("SourceDescriptions"):
        seen: list[Any] = []
        for index, each in enumerate(items(arrival.value)):
            name = member(each, "name")
            if name in seen:
                message = f'Another source is named "{name}" already.'
                yield tell(context, arrival.below(index), message, hint="name it differently", piece=str(name))
            seen.append(name)


FUNCTION = Function(
    id="source-description-name-unique",
    name="sourceDescriptionNameUnique",
    why="A name that means two sources leads a step to the wrong one.",
    call=_call,
    read=no_options("source-description-name-unique"),
)
