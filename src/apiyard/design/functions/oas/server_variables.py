"""The variables in a server's URL are the ones it defines, and give URLs that can be called."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass
from apiyard.design.function import Context, Function, Result

_LINE = late_pattern("[\n\r\u2028\u2029]")
_FIELDS = {"enum": list, "default": str, "description": str, "examples": str}
_KEPT_IN_URLS = "-_.!~*'();/?:@&=+$,#"
_SHOWN = 5
# So many addresses of one server are tried; more would take minutes for a few long enums.
_MOST_ADDRESSES = 10_000
_MOST_LETTERS = 100_000_000


@dataclass(frozen=True, slots=True)
class _Options:
    substitutions: bool
    default: bool


def _read(options: Mapping[str, Json] | None) -> _Options:
    options = options or {}
    for name, value in options.items():
        if name not in {"checkSubstitutions", "requireDefault"} or not isinstance(value, bool):
            hint = "the options are checkSubstitutions and requireDefault, true or false"
            raise InvalidInputError("an option of server variables is wrong", where=f"/{name}", hint=hint)
    return _Options(options.get("checkSubstitutions") is True, options.get("requireDefault") is True)


def _call(value: Any, options: _Options, context: Context) -> Iterator[Result]:
    server = _server(value, context)
    if server is None:
        yield Result("This is no server: it needs a url, and variables with texts only.", hint="see the Server Object")
        return
    url, variables = server
    used = _names(url)
    for name in variables or {}:
        if name not in used:
            message = f'The url of this server does not use its variable "{name}".'
            yield Result(message, ("variables", name), name, f"write {{{name}}} into the url, or remove the variable")
    if missing := [name for name in used if name not in (variables or {})]:
        names = ", ".join(missing)
        message = f"The url of this server uses variables that it does not define: {names}."
        yield Result(message, ("variables",), names, "define each in variables with a default")
    if variables is not None and used:
        yield from _values(url, {name: each for name, each in variables.items() if name in used}, options)


def _values(url: str, variables: dict[str, dict[str, Any]], options: _Options) -> Iterator[Result]:
    for name, variable in variables.items():
        if "default" in variable and variable["default"] not in variable.get("enum", [variable["default"]]):
            message = f'The default of the server variable "{name}" is not among the values of its enum.'
            yield Result(message, ("variables", name, "default"), variable["default"], "add it to the enum")
        if "default" not in variable and options.default:
            message = f'The server variable "{name}" has no default.'
            yield Result(message, ("variables", name), name, "add the value that most callers need")
    if not options.substitutions or not variables:
        return
    most = min(_MOST_ADDRESSES, _MOST_LETTERS // (len(url) * len(variables)) + 1)
    addresses = itertools.islice(_addresses(url, variables), most)
    from apiyard.design.web_address import is_web_address

    wrong = list(itertools.islice((each for each in addresses if not is_web_address(each)), _SHOWN))
    if wrong:
        shown = ", ".join(wrong) + (", ..." if len(wrong) == _SHOWN else "")
        message = f"Values of the server's variables make addresses that cannot be called: {shown}."
        yield Result(message, ("variables",), wrong[0], "correct the values or the url")


def _addresses(url: str, variables: dict[str, dict[str, Any]]) -> Iterator[str]:
    values = [
        [
            quote(each, safe=_KEPT_IN_URLS)
            for each in variable.get("enum", [variable.get("default")])
            if each is not None
        ]
        for variable in variables.values()
    ]
    for chosen in itertools.product(*values):
        address = url
        for name, value in zip(variables, chosen, strict=True):
            address = address.replace(f"{{{name}}}", value)
        yield address


def _names(url: str) -> list[str]:
    """Give what stands in braces, one after the other; braces do not reach over a line."""
    names: list[str] = []
    for line in _LINE.split(url):
        start = line.find("{")
        while start >= 0 and (end := line.find("}", start + 2)) >= 0:
            names.append(line[start + 1 : end])
            start = line.find("{", end + 1)
    return names


def _server(value: Any, context: Context) -> tuple[str, dict[str, dict[str, Any]] | None] | None:
    """Give url and variables of a Server Object, or None when its shape is wrong."""
    url = context.follow(value.get("url")) if isinstance(value, dict) else None
    if not isinstance(url, str):
        return None
    if "variables" not in value:
        return url, None
    written = context.follow(value["variables"])
    if not isinstance(written, dict):
        return None
    variables = {name: _variable(each, context) for name, each in written.items()}
    if None in variables.values():
        return None
    return url, {name: each for name, each in variables.items() if each is not None}


def _variable(written: Any, context: Context) -> dict[str, Any] | None:
    variable = context.follow(written)
    if not isinstance(variable, dict):
        return None
    read = {name: context.follow(each) for name, each in variable.items()}
    for name, value in read.items():
        kind = _FIELDS.get(name)
        if kind is None and not name.startswith("x-"):
            return None
        if kind is not None and not isinstance(value, kind):
            return None
    if not all(isinstance(each, str) for each in read.get("enum", ())):
        return None
    return read


FUNCTION = Function(
    id="server-variables",
    name="serverVariables",
    why="A variable that is missing, unused or without a fitting default makes a server nobody can call.",
    call=_call,
    read=_read,
)
