"""Every operation says what it asks of callers, and the schemes it names are described."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_text
from apiyard.design.redocly.read import is_names
from apiyard.design.redocly.tell import holds, member, tell
from apiyard.design.redocly.walk import walk


@dataclass(frozen=True, slots=True)
class _Exception:
    path: str
    methods: frozenset[str] | None


def _read(options: Mapping[str, Json] | None) -> tuple[_Exception, ...]:
    kind = "a list of objects with path and methods"
    found = check_members("security-defined", options or {}, {"exceptions": (_is_list, kind)})
    read = []
    members = {"path": (is_text, "a path"), "methods": (is_names, "a list of methods")}
    for index, each in enumerate(found.get("exceptions", ())):
        told = check_members("security-defined", each, members, needed="path", where=f"/exceptions/{index}")
        methods = frozenset(name.lower() for name in told["methods"]) if "methods" in told else None
        read.append(_Exception(told["path"], methods))
    return tuple(read)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _call(_value: Any, exceptions: tuple[_Exception, ...], context: Context) -> Iterator[Result]:
    arrivals = walk(context.inventory, context.formats)
    schemes = {str(each.key) for each in arrivals.first("SecurityScheme")}
    for arrival in arrivals.first("SecurityRequirement"):
        for name in arrival.value if type(arrival.value) is dict else ():
            if name not in schemes:
                message = f'Nobody describes the security scheme "{name}".'
                yield tell(context, arrival.below(name), message, hint="describe it, or correct the name", piece=name)
    if holds(member(context.root, "security")):
        return
    for arrival in arrivals.all("Operation"):
        item = arrival.up("PathItem")
        if item is None or holds(member(arrival.value, "security")):
            continue
        path, method = item.key, str(arrival.key)
        if not any(each.path == path and (each.methods is None or method in each.methods) for each in exceptions):
            message = "Neither the operation nor the document says what it asks of callers."
            yield tell(context, arrival.spot, message, hint="add security; an empty list means that all may call")


FUNCTION = Function(
    id="security-defined",
    name="securityDefined",
    why="What nobody says about security is decided by accident.",
    call=_call,
    read=_read,
)
