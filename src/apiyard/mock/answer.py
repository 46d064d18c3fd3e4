"""Answer a good request from its operation: an example, or a made value, but nothing that breaks the contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from apiyard.core.errors import ApiyardError, nearest
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.mock.encode import encode_body, plain
from apiyard.mock.negotiate import choose_media, concrete_media
from apiyard.mock.prefer import Wishes
from apiyard.mock.problem import problem
from apiyard.mock.step import Refused
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import MediaType, Operation, Parameter, Response
from apiyard.spec.sample import sample
from apiyard.spec.schema import Schema
from apiyard.spec.violation import Violation

_FIELD = re.compile(r"[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?|", re.ASCII)
_WITHOUT_BODY = frozenset({204, 205, 304})


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a good request wants to be answered.

    Args:
        method: the request's method.
        accept: the value of its header ``Accept``.
        wishes: what its header ``Prefer`` asks for.
        seed: makes other values when it is another.
    """

    method: str
    accept: str | None
    wishes: Wishes
    seed: int = 0


def answer(operation: Operation, wanted: Wanted) -> Reply | Refused:
    """Answer a good request.

    Args:
        operation: the operation that it means.
        wanted: how it wants to be answered.

    Returns:
        A reply that conforms to the contract, or a refusal that says why there is none: 400 for a wish that the
        contract cannot fulfil, 406 when the caller accepts no media type of it, 500 when no conforming value was
        found.
    """
    chosen = choose_response(operation, wanted.wishes.code)
    if chosen is None:
        known = ", ".join(operation.responses) or "none"
        return Refused(
            problem(400, f"the contract has no such response here; it has: {known}", code="no-such-response")
        )
    status, response = chosen
    if not response.content or status in _WITHOUT_BODY:
        return _first_good(operation, wanted, status, bodies=iter([(b"", "")]), reasons=[])
    media = choose_media(wanted.accept, _offered(response))
    if media is None:
        offered = ", ".join(response.content)
        return Refused(problem(406, f"this response can be given as {offered}", code="not-acceptable"))
    name = wanted.wishes.example
    if name and name not in response.content[media].examples:
        hint = nearest(name, response.content[media].examples)
        return Refused(problem(400, f"no example {name!r}; {hint}", code="no-such-example"))
    reasons: list[str] = []
    bodies = _bodies(response.content[media], concrete_media(media, wanted.accept), wanted, reasons=reasons)
    return _first_good(operation, wanted, status, bodies=bodies, reasons=reasons)


def choose_response(operation: Operation, code: int | None) -> tuple[int, Response] | None:
    """Choose the status to answer with.

    Args:
        operation: the operation.
        code: the status that the caller wishes; None for the first success, else the first other one.

    Returns:
        The status and its response, or None when the contract has none.
    """
    if code is not None:
        response = operation.response(code)
        return None if response is None else (code, response)
    statuses = {_status(key): key for key in reversed(list(operation.responses))}
    if not statuses:
        return None
    status = min(statuses, key=lambda number: (not 200 <= number < 300, number))
    return status, operation.responses[statuses[status]]


def _status(key: str) -> int:
    if key == "default":
        return 200
    return int(key[0]) * 100 if key.endswith("XX") else int(key)


def _offered(response: Response) -> list[str]:
    """Put JSON first: it can always be written from a schema."""
    return sorted(response.content, key=lambda media: "json" not in media and "*" not in media)


def _bodies(media: MediaType, name: str, wanted: Wanted, *, reasons: list[str]) -> Iterator[tuple[bytes, str]]:
    """Give bodies from best to worst; why one cannot be made or written goes to the reasons."""
    for make in _values(media, wanted):
        try:
            yield encode_body(make(), name), name
        except ApiyardError as error:
            reasons.append(f"{error.what} {error.piece}".rstrip())
        except ValueError:  # an example that JSON cannot hold, such as an infinity
            reasons.append(f"a value cannot be written as {name}")


def _values(media: MediaType, wanted: Wanted) -> Iterator[Callable[[], Json]]:
    wishes, schema = wanted.wishes, media.schema
    if wishes.example and not wishes.dynamic:
        yield partial(media.examples.__getitem__, wishes.example)
        return
    if not wishes.dynamic:
        for value in media.examples.values():
            yield partial(_same, value)
    if media.item_schema is not None:
        for seed in range(wanted.seed, wanted.seed + 3):
            yield partial(_one_item, media.item_schema, seed)
    if schema is None:
        yield dict
        yield str
        return
    for seed in range(wanted.seed, wanted.seed + 3):
        yield partial(sample, schema, direction="response", seed=seed)


def _one_item(schema: Schema, seed: int) -> Json:
    return [sample(schema, direction="response", seed=seed)]


def _same(value: Json) -> Json:
    return value


def _first_good(
    operation: Operation, wanted: Wanted, status: int, *, bodies: Iterator[tuple[bytes, str]], reasons: list[str]
) -> Reply | Refused:
    """Give the first reply that conforms; a problem with the violations of the first one when none does."""
    first: tuple[Violation, ...] = ()
    response = operation.response(status)
    headers = _headers(response.headers if response is not None else {}, wanted.seed)
    for body, media in bodies:
        reply = Reply(status, ((("content-type", media),) if media else ()) + headers, body)
        violations = check_reply(operation, wanted.method, reply)
        if not violations:
            return reply
        first = first or violations
    because = f": {reasons[0]}" if reasons else ""
    detail = f"no answer {status} that keeps the contract was found{because}"
    return Refused(problem(500, detail, violations=first, code="no-conforming-answer"))


def _headers(headers: Mapping[str, Parameter], seed: int) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for name, header in headers.items():
        if not header.required and not header.examples:
            continue
        text = _header_text(header, seed)
        if text is not None and _FIELD.fullmatch(text) is not None:
            found.append((name.lower(), text))
    return tuple(found)


def _header_text(header: Parameter, seed: int) -> str | None:
    if header.examples:
        return plain(next(iter(header.examples.values())))
    if header.schema is None:
        return ""
    try:
        return plain(sample(header.schema, direction="response", seed=seed))
    except ApiyardError:
        return None
