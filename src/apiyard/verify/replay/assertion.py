"""What a test asks of the reply, in Python: it fails as long as the failure is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.spec import media
from apiyard.spec import pointer as pointers
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation, Response
from apiyard.verify.failure import Failure
from apiyard.verify.replay.sequence import after_sequence, in_one_line

_FOR_FORM = "(400, 405, 406, 411, 413, 414, 415, 422, 431)"
_REF = re.compile(r"#(/[^\s\"]*)")
_MOST_REFS = 2_000


def assertions(contract: Contract, failure: Failure) -> Iterator[str]:
    """Give the lines of a test after the reply came.

    Args:
        contract: the contract.
        failure: the failure.

    Yields:
        Statements over ``reply`` (an ``httpx.Response``) and ``replies`` (all of them, the last one included).
    """
    operation = check_request(contract, failure.case.request).operation
    operation = operation or contract.operation(failure.case.operation)
    response = operation.response(failure.reply.status) if failure.reply is not None else None
    check, status = failure.trouble.check, failure.reply.status if failure.reply is not None else 0
    match check:
        case "no-reply":
            yield "assert reply is not None  # there was none before"
        case "server-error":
            named = tuple(int(each) for each in operation.responses if each.isdecimal() and int(each) > 500)
            yield "assert reply.status_code < 500" + (f" or reply.status_code in {named}" if named else "")
        case "accepted-bad-request":
            yield "assert reply.status_code >= 300  # the request breaks the contract"
        case "refused-good-request":
            yield f"assert reply.status_code not in {_FOR_FORM}"
        case "undocumented-status":
            yield from _documented(operation)
        case "wrong-media-type" if response is not None:
            yield from _media_type(response, status)
        case "wrong-header" if response is not None:
            yield from _header(response, failure)
        case "wrong-body" if response is not None:
            yield from _body(response, failure)
        case _:
            yield from after_sequence(failure)


def _documented(operation: Operation) -> Iterator[str]:
    codes = tuple(int(each) for each in operation.responses if each.isdecimal())
    ranges = tuple(int(each[0]) for each in operation.responses if each.endswith("XX"))
    yield f"assert reply.status_code in {codes}" + (f" or reply.status_code // 100 in {ranges}" if ranges else "")


def _media_type(response: Response, status: int) -> Iterator[str]:
    names = tuple(media.read(name).essence for name in response.content)
    yield 'essence = reply.headers.get("content-type", "").partition(";")[0].strip().lower()'
    yield f"assert reply.status_code != {status} or matches(essence, {names!r})"


def _header(response: Response, failure: Failure) -> Iterator[str]:
    name = pointers.split(failure.trouble.place.partition(" ")[2] or "/")[0]
    status = failure.reply.status if failure.reply is not None else 0
    had = failure.reply.header(name) if failure.reply is not None else None
    yield f"if reply.status_code == {status}:"
    yield f"    assert {name!r} in reply.headers"
    if had is not None:
        yield f"    assert reply.headers[{name!r}] != {had!r}  # {in_one_line(failure)}"


def _body(response: Response, failure: Failure) -> Iterator[str]:
    reply = failure.reply
    chosen = media.choose(response.content, (reply.header("content-type") if reply else None) or "")
    status = reply.status if reply is not None else 0
    schema = chosen[1].schema if chosen is not None else None
    if schema is None or not media.read((reply.header("content-type") if reply else None) or "").is_json:
        yield f"assert reply.status_code != {status} or reply.content != {(reply.body if reply else b'')[:2000]!r}"
        return
    document = closed(schema.scope.directed("response"), schema.pointer)
    yield f"if reply.status_code == {status}:"
    text = json.dumps(document, ensure_ascii=True, sort_keys=True)
    yield f"    conforms(reply.json(), json.loads({text!r}))"


def closed(tree: Json, pointer: str) -> dict[str, Json]:
    """Give a JSON Schema that stands alone: a reference to a schema of a contract, with all that it refers to.

    Args:
        tree: the contract's tree.
        pointer: where the schema stands in it.

    Returns:
        A document with the same pointers in it; what is not referred to is left out.
    """
    waiting, seen = [pointer], dict[str, object]()
    while waiting and len(seen) < _MOST_REFS:
        at = waiting.pop()
        if at in seen:
            continue
        seen[at] = value = pointers.get(tree, at)
        text = json.dumps(value) if isinstance(value, dict | list) else ""
        waiting += [pointers.from_fragment(found) for found in _REF.findall(text)]
    whole: dict[str, Json] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    for at in sorted(seen, key=len):
        if seen[at] is not pointers.MISSING and pointers.get(whole, at) is pointers.MISSING:
            _place(whole, pointers.split(at), seen[at])
    return whole | {"$ref": "#" + pointers.to_fragment(pointer)}


def _place(whole: dict[str, Json], names: list[str], value: object) -> None:
    """Put a value where it stood; lists around it become objects, which pointers read the same way."""
    at = whole
    for name in names[:-1]:
        inner = at.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        at = inner
    if names:
        at[names[-1]] = value  # type: ignore[assignment]
