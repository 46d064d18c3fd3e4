"""Requests at the boundaries of an operation: a good one, changed at one place at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from urllib.parse import unquote_plus

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.spec import media
from apiyard.spec.coerce import member, types
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.composing.write_body import MULTIPART
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.sample import sample
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING
from apiyard.verify.draft import example_of, media_of, schema_of
from apiyard.verify.edges.edge import Edge, bad, good
from apiyard.verify.edges.places import Places
from apiyard.verify.exchange import has_one_value

# These headers say how HTTP itself is spoken; the contract cannot bound them (OpenAPI 3.1, Parameter Object).
_OWN_HEADERS = frozenset({"accept", "content-type", "authorization"})
_OTHER = "application/x-apiyard-unknown"
_AS_TEXT = ("NaN",)
"""No number as 1e3: JSON Schema calls it an integer, and no contract says that a parameter is not read so."""


@dataclass(frozen=True, slots=True)
class EdgeCase:
    """A request that differs from a good one in one place.

    Args:
        origin: the place and the boundary, in words.
        request: the request.
        good: whether it keeps the contract, as the judge of exchanges says.
        firm: whether a service that takes the good one has no reason of its own to refuse this one.
        wish: what the request has; None where no wish can say it.
    """

    origin: str
    request: Request
    good: bool
    firm: bool
    wish: Wish | None = None


def edge_cases(contract: Contract, operation: Operation, wish: Wish, *, seed: int) -> Iterator[EdgeCase]:
    """Give all requests at the boundaries of an operation, each once, in turns over its places.

    An edge that is meant to be good and is not, or the other way round, is left out: then another rule of the
    contract speaks, and nothing could be concluded from the reply.

    Args:
        contract: the contract.
        operation: the operation.
        wish: what a good request of it has.
        seed: chooses values that have to be made.

    Yields:
        The cases.
    """
    seen: set[Request] = set()
    rows = [_of_parameter(each, wish, seed) for each in operation.parameters if _bounded(each)]
    rows += [_of_body(operation, wish, seed), _of_wire(contract, operation, wish)]
    for turn in zip_longest(*rows):
        for edge in turn:
            case = _case(contract, operation, edge) if edge is not None else None
            if case is not None and case.request not in seen:
                seen.add(case.request)
                yield case


@dataclass(frozen=True, slots=True)
class _Changed:
    """An edge with the whole request it makes: a wish, or bytes where no wish can say it; ``twice`` is repeated."""

    place: str
    edge: Edge
    wish: Wish | None = None
    request: Request | None = None
    twice: str = ""


def _case(contract: Contract, operation: Operation, changed: _Changed) -> EdgeCase | None:
    try:
        request = changed.request
        if request is None and changed.wish is not None:
            request = _repeated(composer(contract).request(operation, changed.wish), changed.twice)
    except ApiyardError:
        return None  # no text of the parameter's style means this value
    if request is None:
        return None
    judgement = check_request(contract, request)
    if judgement.operation is None or judgement.operation.id != operation.id:
        return None  # it would be another one's, or nobody's
    keeps = all(each.place == "security" for each in judgement.violations)
    if keeps is not changed.edge.good:
        return None
    sort = "good" if keeps else "bad"
    origin, firm = f"{sort} edge: {changed.place}: {changed.edge.words}", changed.edge.firm and keeps
    return EdgeCase(origin, request, keeps, firm, None if changed.twice else changed.wish)


def beside(contract: Contract, operation: Operation, edge: EdgeCase, *, old: Wish, new: Wish) -> EdgeCase:
    """Give the same edge with other values around it, for a service that takes no values twice.

    Args:
        contract: the contract.
        operation: the operation.
        edge: the edge.
        old: what it was made from.
        new: what it is to be made from.

    Returns:
        The edge with the other values; as it was where it would be no such edge with them.
    """
    held, was, now = (edge.wish.body if edge.wish is not None else MISSING), old.body, new.body
    if edge.wish is None or not (isinstance(held, Mapping) and isinstance(was, Mapping) and isinstance(now, Mapping)):
        return edge
    kept = {name for name, it in held.items() if name in was and type(was[name]) is type(it) and was[name] == it}
    body = {name: now[name] if name in kept and name in now else it for name, it in held.items()}
    wish = replace(edge.wish, body=body)
    try:
        request = composer(contract).request(operation, wish)
    except ApiyardError:
        return edge
    judgement = check_request(contract, request)
    keeps = all(each.place == "security" for each in judgement.violations)
    return replace(edge, request=request, wish=wish) if keeps is edge.good else edge


def about_varied(edge: EdgeCase, *, old: Wish, new: Wish) -> bool:
    """Say whether an edge is about a value that other requests have differently, which may be there already.

    Args:
        edge: the edge.
        old: what it was made from.
        new: the edge's own request with other values where the contract leaves a choice.

    Returns:
        True also where it cannot be told.
    """
    held, was, now = (edge.wish.body if edge.wish is not None else MISSING), old.body, new.body
    if not (isinstance(held, Mapping) and isinstance(was, Mapping) and isinstance(now, Mapping)):
        return True
    return any(it != now.get(name, it) and it != was.get(name, MISSING) for name, it in held.items())


def _repeated(request: Request, name: str) -> Request:
    again = [piece for piece in request.query.split("&") if name and unquote_plus(piece.partition("=")[0]) == name]
    return replace(request, query="&".join((request.query, *again))) if again else request


def _bounded(parameter: Parameter) -> bool:
    return parameter.location != "header" or parameter.name.lower() not in _OWN_HEADERS


def _of_parameter(parameter: Parameter, wish: Wish, seed: int) -> Iterator[_Changed]:
    key: Name = (parameter.location, parameter.name)
    place = f"{parameter.location} {parameter.name}"
    if parameter.location != "path":
        edge = bad("left out though it is required", MISSING) if parameter.required else good("left out", MISSING)
        values = {name: value for name, value in wish.values.items() if name != key}
        yield _Changed(place, edge, replace(wish, values=values, without=wish.without | {key}))
    schema = schema_of(parameter)
    if schema is None:
        return
    start = wish.values.get(key, MISSING)
    if start is MISSING:
        start = example_of(parameter.examples, schema)
    if start is MISSING:
        try:
            start = sample(schema, direction="request", seed=seed)
        except ApiyardError:
            start = "text"
    yield _Changed(place, good("a usual value", start), _valued(wish, key, start))
    if parameter.location == "query" and has_one_value(parameter):
        yield _Changed(place, good("given twice", start), _valued(wish, key, start), twice=parameter.name)
    for at, edge in Places(schema, seed).edges(start):
        firm = edge.firm and parameter.location != "path"  # whether there is such a thing is another question
        shown = f"{place} {at}" if at else place
        yield _Changed(shown, replace(edge, firm=firm), _valued(wish, key, edge.value))
    if not parameter.content:
        # An optional parameter without a value is widely taken for one that was left out.
        empty = parameter.required and parameter.location != "path"
        for text in ("", *_AS_TEXT) if empty else _AS_TEXT:
            yield _Changed(place, bad(f"the text {text!r}", text), _texted(wish, key, text))


def _valued(wish: Wish, key: Name, value: Json) -> Wish:
    return replace(wish, values={**wish.values, key: value})


def _texted(wish: Wish, key: Name, text: str) -> Wish:
    values = {name: value for name, value in wish.values.items() if name != key}
    return replace(wish, values=values, texts={**wish.texts, key: text})


def _of_body(operation: Operation, wish: Wish, seed: int) -> Iterator[_Changed]:
    chosen = media_of(operation)
    if chosen is None or chosen[1].schema is None or wish.body is MISSING:
        return
    in_parts = media.read(chosen[0]).essence == MULTIPART
    for at, edge in Places(chosen[1].schema, seed).edges(wish.body):
        if not (in_parts and _is_text_in_part(chosen[1].schema, edge)):
            yield _Changed(f"body {at}".rstrip(), edge, replace(wish, body=edge.value))


def _is_text_in_part(schema: Schema, edge: Edge) -> bool:
    """Whether an object stands in a part of a form for a text: many a service reads all of a part's bytes as text."""
    if not isinstance(edge.value, Mapping):
        return False
    held = ((member(schema, name), value) for name, value in edge.value.items() if isinstance(value, Mapping))
    return any(each is not None and "string" in types(each) for each, _ in held)


def _of_wire(contract: Contract, operation: Operation, wish: Wish) -> Iterator[_Changed]:
    """Give bodies that are none, or in no form that the contract names."""
    body = operation.request_body
    if body is None:
        return
    nothing = replace(wish, body=MISSING, media_type="", with_body=False)
    edge = bad("left out though it is required", MISSING) if body.required else good("left out", MISSING, firm=True)
    yield _Changed("body", edge, nothing)
    try:
        request = composer(contract).request(operation, wish)
    except ApiyardError:
        return
    kind = media.read(request.header("content-type") or "/")
    if kind.is_json and request.body:
        for words, data in _broken(request.body):
            yield _Changed("body", bad(words, MISSING), request=replace(request, body=data))
        # JSON has no charset, and naming UTF-8 changes nothing (RFC 8259, section 11).
        named = _as_type(request, f"{request.header('content-type')}; charset=utf-8")
        yield _Changed("media-type", good("JSON that names its charset", MISSING, firm=True), request=named)
    yield _Changed("media-type", bad("one that the contract does not name", MISSING), request=_as_type(request, _OTHER))


def _broken(body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "JSON that is cut off", body[:-1]
    yield "JSON with a bracket too many", body + b"}"
    yield "JSON in single quotes", b"{'a': 1}"
    yield "bytes that are no UTF-8", b'{"a": "\xff"}'


def _as_type(request: Request, name: str) -> Request:
    kept = tuple(pair for pair in request.headers if pair[0].lower() != "content-type")
    return replace(request, headers=(*kept, ("Content-Type", name)))
