"""Answer a good request from its operation: an example, or a made value, but nothing that breaks the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from apiyard.core.errors import ApiyardError, nearest
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.mock.answering.encode import encode_body, is_opaque
from apiyard.mock.answering.headers import made_headers
from apiyard.mock.answering.negotiate import acceptable, concrete_media
from apiyard.mock.answering.prefer import Wishes, quoted
from apiyard.mock.answering.small_files import small_file
from apiyard.mock.refusing.problem import problem
from apiyard.mock.step import Refused
from apiyard.spec import media as media_types
from apiyard.spec.composing.write_body import FORM
from apiyard.spec.exchange import Headers, Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import MediaType, Operation, Response
from apiyard.spec.sample import sample
from apiyard.spec.sample_item import with_contents
from apiyard.spec.schema import Schema
from apiyard.spec.violation import Violation

_WITHOUT_BODY = frozenset({204, 205, 304})
_FIRST_FINAL = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SEEDS = 3


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
        contract cannot fulfil, 406 when the caller accepts no media type of it, 501 when no conforming value was
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
        return _first_good(operation, wanted, status, bodies=iter([("", b"")]), reasons=[])
    accepted = acceptable(wanted.accept, _offered(response))
    if not accepted:
        offered = ", ".join(response.content)
        return Refused(problem(406, f"this response can be given as {offered}", code="not-acceptable"))
    name = wanted.wishes.example
    if name:
        accepted = [media for media in accepted if name in response.content[media].examples]
        if not accepted:
            hint = nearest(name, [each for media in response.content.values() for each in media.examples])
            return Refused(problem(400, f"no example {name!r}; {hint}", code="no-such-example"))
    reasons: list[str] = []
    bodies = _bodies(response.content, accepted, wanted, reasons=reasons)
    return _first_good(operation, wanted, status, bodies=bodies, reasons=reasons)


def choose_response(operation: Operation, code: int | None) -> tuple[int, Response] | None:
    """Choose the status to answer with.

    Args:
        operation: the operation.
        code: the status that the caller wishes; None for the first success that the contract names, else ``2XX``, a
            redirect, ``default``, and else the first other one.

    Returns:
        The status and its response, or None when the contract has none that can end an exchange (RFC 9110, section
        15.2: those below 200 cannot).
    """
    if code is not None:
        response = operation.response(code) if code >= _FIRST_FINAL else None
        return None if response is None else (code, response)
    final = [key for key in operation.responses if _status(key) >= _FIRST_FINAL]
    if not final:
        return None
    key = min(final, key=_rank)
    return _status(key), operation.responses[key]


def _rank(key: str) -> tuple[int, int]:
    """Say how late a response comes in question; ``default`` is mostly what the contract has for errors."""
    status = _status(key)
    if key == "default":
        return 3, status
    if key == "2XX":
        return 1, status
    return (0 if 200 <= status < 300 else 2 if status in _REDIRECTS else 4), status


def _status(key: str) -> int:
    if key == "default":
        return 200
    return int(key[0]) * 100 if key.endswith("XX") else int(key)


def _offered(response: Response) -> list[str]:
    """Put JSON first: it can always be written from a schema."""
    return sorted(response.content, key=lambda media: "json" not in media and "*" not in media)


def _bodies(
    content: Mapping[str, MediaType], accepted: Sequence[str], wanted: Wanted, *, reasons: list[str]
) -> Iterator[tuple[str, bytes]]:
    """Give Content-Types and bodies from best to worst; why one cannot be made or written goes to the reasons."""
    for key in accepted:
        entry, name = content[key], concrete_media(key, wanted.accept)
        for make in _values(entry, name, wanted):
            try:
                yield encode_body(make(), name, entry)
            except ApiyardError as error:
                reasons.append(": ".join(part for part in (error.what, error.piece) if part))
            except (ValueError, TypeError, OverflowError, RecursionError):  # such as an infinity in an example
                reasons.append(f"a value cannot be written as {name}")


def _values(entry: MediaType, name: str, wanted: Wanted) -> Iterator[Callable[[], Json | bytes]]:
    wishes, schema = wanted.wishes, entry.schema
    if wishes.example and not wishes.dynamic:
        yield partial(entry.examples.__getitem__, wishes.example)
        return
    if not wishes.dynamic:
        for value in entry.examples.values():
            yield partial(_same, value)
    if is_opaque(name):
        yield partial(small_file, name)
    for seed in range(wanted.seed, wanted.seed + _SEEDS):
        if entry.item_schema is not None:
            yield partial(_one_item, entry.item_schema, seed, varied=wishes.dynamic)
        if schema is not None:
            yield partial(sample, schema, direction="response", seed=seed, natural=True, varied=wishes.dynamic)
    if schema is None:
        yield dict
        yield str
        return
    for also in _written(name):
        make = partial(sample, schema, direction="response", seed=wanted.seed, varied=wishes.dynamic)
        yield partial(make, natural=True, also=also)


def _written(name: str) -> tuple[Json, ...]:
    """Give what values are like that a media type can write, where a schema allows others, too."""
    read = media_types.read(name)
    if read.type == "multipart" or read.essence == FORM:
        return {"type": "object", "minProperties": 1}, {"type": "object"}
    if read.type == "text":
        return ({"type": ["string", "integer", "number", "boolean", "null"]},)
    return ()


def _one_item(schema: Schema, seed: int, *, varied: bool) -> Json:
    value = sample(schema, direction="response", seed=seed, natural=True, varied=varied)
    return [with_contents(schema, value, direction="response", seed=seed)]


def _same(value: Json) -> Json:
    return value


def _first_good(
    operation: Operation, wanted: Wanted, status: int, *, bodies: Iterator[tuple[str, bytes]], reasons: list[str]
) -> Reply | Refused:
    """Give the first reply that conforms; a refusal with the violations of the first one when none does."""
    first: tuple[Violation, ...] = ()
    response = operation.response(status)
    promised = response.headers if response is not None else {}
    applied = _applied(wanted.wishes)
    for media, body in bodies:
        headers = made_headers(promised, seed=wanted.seed, length=len(body), varied=wanted.wishes.dynamic)
        reply = Reply(status, ((("content-type", media),) if media else ()) + headers + applied, body)
        violations = check_reply(operation, wanted.method, reply)
        if not violations:
            return reply
        first = first or violations
    because = f": {reasons[0]}" if reasons else ""
    detail = f"no answer {status} that keeps the contract was found{because}"
    return Refused(problem(501, detail, violations=first, code="no-conforming-answer"))


def _applied(wishes: Wishes) -> Headers:
    """Say which wishes were fulfilled (RFC 7240, section 3)."""
    found = [f"code={wishes.code}"] if wishes.code is not None else []
    if wishes.dynamic:
        found.append("dynamic=true")
    elif wishes.example:
        found.append(f"example={quoted(wishes.example)}")
    if wishes.seed is not None:
        found.append(f"seed={wishes.seed}")
    return (("preference-applied", ", ".join(found)),) if found else ()
