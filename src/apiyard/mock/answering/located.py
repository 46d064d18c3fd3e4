"""The header ``Location`` of what was made: it leads to the item that the body shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.mock.origin import origin, prefix
from apiyard.mock.step import Call
from apiyard.spec import media
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.route import Matched
from apiyard.spec.sample import sample

_LAST = re.compile(r"\{([^{}]+)\}")
_IDS = ("id", "uuid", "guid", "uid", "gid")
_MOST_ID = 512


def located(call: Call, reply: Reply) -> Reply:
    """Let ``Location`` of a reply with status 201 lead to what its body shows (RFC 9110, section 15.3.2).

    Args:
        call: what was asked.
        reply: what is answered, and conforms.

    Returns:
        The reply with that header, also where the contract names none; as it was where the contract has no path for
        such an item, or no form of the address conforms.
    """
    item = _item(call) if reply.status == 201 else None
    if item is None:
        return reply
    operation, base, variable = item
    header = _header(call, reply.status)
    key = _key(reply, variable) or ("" if header is None else _made(operation, variable, call.seed))
    before = reply.header("location")
    if not key or (before is not None and _leads(before, key)):
        return reply
    kept = tuple(each for each in reply.headers if each[0] != "location")
    for address in _addresses(call, base, quote(key, safe="")):
        led = replace(reply, headers=(*kept, ("location", address)))
        if header is None or not check_reply(call.operation, call.request.method, led):
            return led
    return reply


def _leads(address: str, key: str) -> bool:
    """Say whether an address, as an example of the contract, is one of the item already."""
    _, slash, last = address.rstrip("/").rpartition("/")
    return bool(slash) and unquote(last) == key


def _item(call: Call) -> tuple[Operation, str, str] | None:
    """Give the operation that reads what a call makes, the path before its last variable, and that variable."""
    path = call.request.path.rstrip("/")
    own = call.operation.path
    if call.operation.method == "put" and _LAST.fullmatch(own.rpartition("/")[2]):
        bases = [path.rpartition("/")[0]]
    else:
        collection = path.rpartition("/")[2]
        ahead = path.split("/")[: max(1, path.count("/") + 1 - own.rstrip("/").count("/"))]
        bases = [path, "/".join([*ahead, collection])]
    for base in bases:
        found = call.contract.router.match("GET", f"{base}/-") if base else None
        variable = _LAST.fullmatch(found.operation.path.rpartition("/")[2]) if isinstance(found, Matched) else None
        if isinstance(found, Matched) and variable is not None:
            return found.operation, base, variable[1]
    return None


def _header(call: Call, status: int) -> Parameter | None:
    response = call.operation.response(status)
    headers = {} if response is None else response.headers
    return next((each for name, each in headers.items() if name.lower() == "location"), None)


def _key(reply: Reply, variable: str) -> str:
    """Give what a body calls the item that it shows."""
    if not media.read(reply.header("content-type") or "").is_json:
        return ""
    try:
        value = json.loads(reply.body)
    except ValueError:
        return ""
    for held in _items(value):
        members = {_plain(name): each for name, each in held.items()}
        for name in (_plain(variable), *_IDS, *_parts(variable)):
            found = members.get(name)
            if isinstance(found, int | str) and not isinstance(found, bool) and 0 < len(str(found)) <= _MOST_ID:
                return str(found)
    return ""


def _items(value: Json) -> Iterator[Mapping[str, Json]]:
    """Give a body, and what it may be wrapped around."""
    if isinstance(value, Mapping):
        yield value
        yield from (each for each in value.values() if isinstance(each, Mapping))


def _parts(variable: str) -> Iterator[str]:
    """Give shorter names that a variable may have in a body: of ``petNumber`` the ``number``."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", variable).replace("_", " ").replace("-", " ").lower().split()
    for at in range(1, len(words)):
        yield "".join(words[at:])


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _made(operation: Operation, variable: str, seed: int) -> str:
    """Make a name for an item that no body shows."""
    for each in operation.parameters:
        if each.location == "path" and each.name == variable:
            given: Json = next(iter(each.examples.values()), None)
            try:
                if given is None and each.schema is not None:
                    given = sample(each.schema, direction="request", seed=seed, natural=True)
            except ApiyardError:
                return ""
            return "" if given is None or isinstance(given, Mapping | list | bool) else str(given)
    return ""


def _addresses(call: Call, base: str, last: str) -> Iterator[str]:
    """Give the forms of an address, the best first."""
    request = call.request
    yield f"{base}/{last}"  # the site moves it behind its prefix
    yield f"{origin(request)}{prefix(request)}{base}/{last}"
    yield f"{base.rpartition('/')[2]}/{last}"
    yield last
