"""Which exchanges of a journal are meant, and what keeps the others from being it."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.json import Json, JsonObject
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass
from apiyard.mock.journal.journal import Entry
from apiyard.mock.journal.readable import DEEPEST, depth
from apiyard.spec import media
from apiyard.spec.exchange import Request
from apiyard.spec.style import query_pairs

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

_STATUS = re.compile(r"[1-5](?:[0-9]{2}|[xX]{2})", re.ASCII)
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Match:
    """What an exchange must be like; what is not given may be anything.

    Args:
        api: the name of its contract's mount, where one port has several.
        operation: the id of its operation.
        method: its method, in any case.
        path: its path; ``*`` stands for any text.
        query: query parameters and their text, or a list of texts for one that is repeated; None for one that must
            not be there.
        headers: headers of the request, likewise.
        body: a part of the request's JSON body, or of a form: members of objects may be left out, arrays have the same
            length.
        body_is: the whole JSON body.
        text: a text that the body contains.
        status: the status of the reply: ``404``, or ``4XX``.
        consumer: who called.
        valid: whether both sides kept to the contract, and the contract has what was called.
        fault: the injected fault; ``*`` stands for any text.
    """

    api: str | None = None
    operation: str | None = None
    method: str | None = None
    path: str | None = None
    query: Mapping[str, Json] | None = None
    headers: Mapping[str, Json] | None = None
    body: Json = None
    body_is: Json = None
    text: str | None = None
    status: str | None = None
    consumer: str | None = None
    valid: bool | None = None
    fault: str | None = None


def read_match(held: object, *, where: str = "") -> Match:
    """Read a match from plain data.

    Args:
        held: an object with members named like those of `Match`, with a hyphen or an underscore.
        where: what the errors are about.

    Returns:
        The match.

    Raises:
        InvalidInputError: it is no object, or a member has not its form.
        UnknownNameError: a member has no such name; names the nearest one.
    """
    if not isinstance(held, Mapping):
        raise InvalidInputError("a match is an object", where=where, piece=type(held).__name__)
    fields = Match.__dataclass_fields__
    given: dict[str, Any] = {str(name).replace("-", "_"): value for name, value in held.items()}
    for name, value in given.items():
        if name not in fields:
            raise unknown("part of a match", name, fields, where=where)
        _check(name, value, where)
    if isinstance(given.get("status"), int):
        given["status"] = str(given["status"])
    return Match(**given)


def check_names(match: Match, known: Mapping[str, Collection[str]]) -> None:
    """Refuse a match about an operation or an API that there is not: it would mean no exchange, whatever happens.

    Args:
        match: the match.
        known: the ids of the operations of each API, by the name of its mount; empty for the only one of a port.

    Raises:
        UnknownNameError: one of its names is of nothing; names the nearest one.
    """
    if match.api is not None and match.api not in known:
        raise unknown("API", match.api, filter(None, known))
    if match.operation is None:
        return
    ids = {each for api, held in known.items() if match.api in {None, api} for each in held}
    if match.operation not in ids:
        raise unknown("operation", match.operation, ids)


def _check(name: str, value: object, where: str) -> None:
    if value is None or name in {"body", "body_is"}:
        if depth(value) > DEEPEST:
            raise InvalidInputError(f"{name} is nested too deeply", where=where)
        return
    kind: type = {"query": Mapping, "headers": Mapping, "valid": bool}.get(name, str)
    if name == "status":
        good = _STATUS.fullmatch(str(value)) is not None and not isinstance(value, bool)
    else:
        good = isinstance(value, kind)
    if not good:
        shown = "a status such as 404 or 4XX" if name == "status" else kind.__name__.lower()
        raise InvalidInputError(f"{name} of a match needs {shown}", where=where, piece=str(value))


def differences(match: Match, entry: Entry) -> list[str]:
    """Say what keeps an exchange from being meant.

    Args:
        match: what is meant.
        entry: the exchange.

    Returns:
        One sentence for each difference; none when it is meant.
    """
    request = entry.request
    found = [
        *_differs("api", match.api, entry.api),
        *_differs("operation", match.operation, entry.operation),
        *_differs("method", match.method and match.method.upper(), request.method.upper()),
        *_unlike("path", match.path, request.path),
        *_differs("consumer", match.consumer, entry.seen.consumer),
        *_unlike("fault", match.fault, entry.fault),
        *_of_status(match.status, entry.reply.status),
    ]
    if match.valid is not None and match.valid != entry.valid:
        told = entry.violations[0].message if entry.violations else "broken" if match.valid else "nothing is broken"
        found.append(f"valid: {told}")
    if match.query is not None:
        found += _of_lines("query", match.query, query_pairs(request.query), fold=False)
    if match.headers is not None:
        found += _of_lines("header", match.headers, request.headers, fold=True)
    if match.text is not None and match.text.encode() not in request.body:
        found.append(f"body: does not contain {_short(match.text)}")
    if match.body is not None or match.body_is is not None:
        found += _of_body(match, request)
    return found


def _differs(what: str, wanted: str | None, is_: str) -> list[str]:
    return [] if wanted is None or wanted == is_ else [f"{what}: {_short(is_)} is not {_short(wanted)}"]


def _unlike(what: str, wanted: str | None, is_: str) -> list[str]:
    if wanted is None or wanted == is_:
        return []
    pattern = fnmatch.translate(wanted.replace("[", "[[]").replace("?", "[?]"))
    return [] if re.fullmatch(pattern, is_) else [f"{what}: {_short(is_)} is not like {_short(wanted)}"]


def _of_status(wanted: str | None, is_: int) -> list[str]:
    text = str(is_)
    if wanted is None or wanted == text or (wanted.upper().endswith("XX") and text[0] == wanted[0]):
        return []
    return [f"status: {text} is not {wanted}"]


def _of_lines(what: str, wanted: Mapping[str, Json], pairs: Sequence[tuple[str, str]], *, fold: bool) -> list[str]:
    found: list[str] = []
    for name, value in wanted.items():
        have = [text for each, text in pairs if each == name or (fold and each.lower() == name.lower())]
        texts = None if value is None else [_text(each) for each in (value if isinstance(value, list) else [value])]
        if have != (texts or []):
            is_ = " and ".join(map(_short, have)) or "absent"
            found.append(f"{what} {name}: is {is_}, not {' and '.join(map(_short, texts or [])) or 'absent'}")
    return found


def _of_body(match: Match, request: Request) -> list[str]:
    held = _value(request)
    if held is None:
        return ["body: is no JSON" if request.body else "body: there is none"]
    value = held[0]
    found = [] if match.body is None else list(_part(match.body, value, ""))
    if match.body_is is not None and match.body_is != value:
        found += list(_part(match.body_is, value, "")) or ["body: has more members"]
    return found[:10]


def _value(request: Request) -> tuple[Json] | None:
    """Read a body as JSON, or a form as an object of texts."""
    if media.read(request.header("content-type") or "").essence == "application/x-www-form-urlencoded":
        return (dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)),)
    try:
        return (cast("Json", orjson.loads(request.body)),)
    except orjson.JSONDecodeError:
        return None


def _part(wanted: Json, is_: object, at: str) -> list[str]:
    if isinstance(wanted, Mapping) and isinstance(is_, Mapping):
        held = cast("JsonObject", is_)
        return [text for name, each in wanted.items() for text in _part(each, held.get(name, _ABSENT), f"{at}/{name}")]
    if isinstance(wanted, list) and isinstance(is_, list) and len(wanted) == len(is_):
        return [text for index, each in enumerate(wanted) for text in _part(each, is_[index], f"{at}/{index}")]
    # In JSON true is not 1, in Python it is.
    if wanted == is_ and isinstance(wanted, bool) == isinstance(is_, bool):
        return []
    return [f"body {at or '(whole)'}: {'absent' if is_ is _ABSENT else _short(is_)} is not {_short(wanted)}"]


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else f"{text[:117]}..."
