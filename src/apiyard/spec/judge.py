"""Does an exchange keep to the contract? The one place that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import unquote

from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec import body as bodies
from apiyard.spec import media
from apiyard.spec.contract import Contract, MediaType, Operation, Parameter
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.item import item_rule
from apiyard.spec.pointer import join
from apiyard.spec.route import Matched, NoMethod
from apiyard.spec.style import MISSING, cookie_pairs, from_pairs, from_text, query_pairs
from apiyard.spec.unreadable import UnreadableError
from apiyard.spec.violation import Direction, Violation

Outcome = Literal["valid", "invalid", "no-path", "no-method"]
_Pairs = Mapping[str, list[tuple[str, str]]]
_MAX_VIOLATIONS = 50
_EMPTY_STATUSES = (204, 205, 304)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a request as the contract means them; what is missing or unreadable is left out.

    Args:
        path: path parameters by name.
        query: query parameters by name.
        header: headers by the name the contract gives them.
        cookie: cookies by name.
        body: the body's value, None when it is absent or cannot be judged.
    """

    path: Mapping[str, Json] = field(default_factory=dict)
    query: Mapping[str, Json] = field(default_factory=dict)
    header: Mapping[str, Json] = field(default_factory=dict)
    cookie: Mapping[str, Json] = field(default_factory=dict)
    body: Json = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the contract says about a request.

    Args:
        outcome: ``no-path`` (404) and ``no-method`` (405) have no operation.
        operation: the operation it means.
        violations: sorted; none exactly when the outcome is ``valid``.
        values: the request's values, read and typed.
        allowed: for ``no-method``, the methods of the path in upper case.
    """

    outcome: Outcome
    operation: Operation | None = None
    violations: tuple[Violation, ...] = ()
    values: Values = field(default_factory=Values)
    allowed: tuple[str, ...] = ()


def check_request(contract: Contract, request: Request) -> Judgement:
    """Judge a request.

    Query parameters, headers and cookies that the contract does not name are let through.

    Args:
        contract: the contract.
        request: the request; its path starts where the contract's paths start.

    Returns:
        The judgement.

    Raises:
        InvalidInputError: a schema of the contract is itself wrong.
    """
    found = contract.router.match(request.method, request.path)
    if isinstance(found, NoMethod):
        return Judgement("no-method", allowed=found.allowed)
    if not isinstance(found, Matched):
        return Judgement("no-path")
    operation = found.operation
    violations: list[Violation] = []
    values: dict[str, dict[str, Json]] = {"path": {}, "query": {}, "querystring": {}, "header": {}, "cookie": {}}
    cookies = request.header("cookie")
    pairs = {
        "query": query_pairs(request.query) if request.query else [],
        "cookie": cookie_pairs(cookies) if cookies else [],
    }
    for parameter in operation.parameters:
        try:
            value = _value(parameter, request, found.path_values, pairs=pairs)
        except UnreadableError as error:
            violations.append(_about(parameter, str(error)))
            continue
        if value is MISSING:
            if parameter.required:
                violations.append(_about(parameter, f"the {parameter.location} parameter is required"))
            continue
        values[parameter.location][parameter.name] = value
        violations.extend(_judge(parameter, value, "request"))
    body, wrong = _request_body(operation, request)
    violations.extend(wrong)
    if not _secured(contract, operation, request, pairs=pairs):
        violations.append(Violation("security", "", "no credentials are given", operation.pointer + "/security"))
    return Judgement(
        "invalid" if violations else "valid",
        operation,
        tuple(sorted(violations)) if violations else (),
        Values(values["path"], values["query"] | values["querystring"], values["header"], values["cookie"], body),
    )


def _value(parameter: Parameter, request: Request, path: Mapping[str, str], *, pairs: _Pairs) -> Json:
    if parameter.location == "path":
        text = path.get(parameter.name)
    elif parameter.location == "header":
        text = request.header(parameter.name)
    elif parameter.location == "querystring":
        return _whole_query(parameter, request.query)
    else:
        return from_pairs(parameter, pairs[parameter.location])
    return MISSING if text is None else from_text(parameter, text)


def _whole_query(parameter: Parameter, query: str) -> Json:
    """Read the query as one value in a media type (OpenAPI 3.2, ``in: querystring``)."""
    if not query or not parameter.content:
        return MISSING
    name, entry = next(iter(parameter.content.items()))
    form = media.read(name).essence == "application/x-www-form-urlencoded"
    return bodies.read(name, entry, (query if form else unquote(query)).encode()).value


def _about(parameter: Parameter, message: str, *, pointer: str = "", schema: str = "") -> Violation:
    place = "query" if parameter.location == "querystring" else parameter.location
    return Violation(place, join("", parameter.name) + pointer, message, schema or parameter.pointer)


def _judge(parameter: Parameter, value: Json, direction: Direction) -> list[Violation]:
    schema = parameter.schema
    if parameter.content:
        schema = next(iter(parameter.content.values())).schema
    if schema is None or (value == "" and parameter.allow_empty):
        return []
    found = schema.validate(value, direction=direction)
    return [_about(parameter, each.message, pointer=each.pointer, schema=each.schema_pointer) for each in found]


def _request_body(operation: Operation, request: Request) -> tuple[Json, list[Violation]]:
    held = operation.request_body
    if held is None:
        return None, []
    content_type = request.header("content-type")
    if not request.body and not (content_type and _can_be_empty(content_type)):
        if held.required:
            return None, [Violation("body", "", "a body is required", held.pointer)]
        return None, []
    return _content("request", held.content, held.pointer, content_type=content_type, data=request.body)


def _can_be_empty(content_type: str) -> bool:
    """Say whether no bytes are a body of this type; so it is for a form and for text."""
    name = media.read(content_type)
    return name.essence == "application/x-www-form-urlencoded" or name.type == "text"


def _content(
    direction: Direction, content: Mapping[str, MediaType], pointer: str, *, content_type: str | None, data: bytes
) -> tuple[Json, list[Violation]]:
    if not content:
        return None, []
    if content_type is None:
        return None, [Violation("media-type", "", "there is no Content-Type", pointer + "/content")]
    chosen = media.choose(content, content_type)
    if chosen is None:
        known = ", ".join(sorted(content))
        message = f"the media type {media.read(content_type).essence[:80]} is none of {known}"
        return None, [Violation("media-type", "", message, pointer + "/content")]
    return _body(direction, chosen[1], content_type=content_type, data=data)


def check_content(content_type: str, entry: MediaType, data: bytes) -> list[Violation]:
    """Judge the body of a reply alone.

    Args:
        content_type: its Content-Type.
        entry: what the contract says about it.
        data: the bytes.

    Returns:
        What is wrong with it.

    Raises:
        InvalidInputError: a schema of the contract is itself wrong.
    """
    return _body("response", entry, content_type=content_type, data=data)[1]


def _body(direction: Direction, entry: MediaType, *, content_type: str, data: bytes) -> tuple[Json, list[Violation]]:
    try:
        found = bodies.read(content_type, entry, data)
    except UnreadableError as error:
        return None, [Violation("body", "", str(error), entry.pointer)]
    wrong: list[Violation] = []
    if found.judged and entry.schema is not None:
        wrong = entry.schema.validate(found.value, direction=direction)
    if not wrong and isinstance(found.value, list):
        wrong = _items(content_type, entry, found.value, direction=direction)
    return found.value, wrong[:_MAX_VIOLATIONS]


def _items(content_type: str, entry: MediaType, found: list[Json], *, direction: Direction) -> list[Violation]:
    """Judge each item of a sequence."""
    rule = item_rule(content_type, entry)
    wrong: list[Violation] = []
    for index, item in enumerate(found) if rule is not None else ():
        if rule is not None and item is not MISSING:
            wrong += [
                replace(each, pointer=f"/{index}{each.pointer}") for each in rule.judge(item, direction=direction)
            ]
        if len(wrong) >= _MAX_VIOLATIONS:
            break
    return wrong


def _secured(contract: Contract, operation: Operation, request: Request, *, pairs: _Pairs) -> bool:
    """Say whether credentials of one alternative are there; whether they are right is not the contract's to say."""
    if not operation.security:
        return True
    return any(
        all(_shown(contract.security_schemes.get(name), request, pairs) for name in alternative)
        for alternative in operation.security
    )


def shown_schemes(contract: Contract, request: Request) -> frozenset[str]:
    """Say which security schemes a request carries credentials of; whether they are right is not looked at.

    Args:
        contract: the contract.
        request: the request.

    Returns:
        Names of schemes; those that are not seen in a request, such as certificates, are always among them.
    """
    cookies = request.header("cookie")
    pairs = {
        "query": query_pairs(request.query) if request.query else [],
        "cookie": cookie_pairs(cookies) if cookies else [],
    }
    return frozenset(name for name, scheme in contract.security_schemes.items() if _shown(scheme, request, pairs))


def _shown(scheme: JsonObject | None, request: Request, pairs: _Pairs) -> bool:
    if scheme is None:
        return True
    kind, name = scheme.get("type"), str(scheme.get("name", ""))
    if kind == "apiKey":
        place = str(scheme.get("in"))
        if place == "header":
            return bool(request.header(name))
        return any(each == name and value for each, value in pairs.get(place, ()))
    authorization = (request.header("authorization") or "").strip()
    word, _, credentials = authorization.partition(" ")
    if kind == "http":
        return bool(credentials) and word.lower() == str(scheme.get("scheme", "")).lower()
    if kind in ("oauth2", "openIdConnect"):
        return bool(credentials) and word.lower() == "bearer"
    return True


def check_reply(operation: Operation, request_method: str, reply: Reply) -> tuple[Violation, ...]:
    """Judge a reply.

    Args:
        operation: the operation that was called.
        request_method: the method of the request; a reply to HEAD has no body.
        reply: the reply.

    Returns:
        What is wrong with it, sorted; nothing when it keeps to the contract.

    Raises:
        InvalidInputError: a schema of the contract is itself wrong.
    """
    response = operation.response(reply.status)
    if response is None:
        known = ", ".join(operation.responses) or "none"
        message = f"the status {reply.status} is none of {known}"
        return (Violation("status", "", message, operation.pointer + "/responses"),)
    violations: list[Violation] = []
    for header in response.headers.values():
        text = reply.header(header.name)
        if text is None:
            if header.required:
                violations.append(_about(header, "the header is required"))
            continue
        try:
            violations.extend(_judge(header, from_text(header, text), "response"))
        except UnreadableError as error:
            violations.append(_about(header, str(error)))
    if request_method.lower() != "head" and reply.status not in _EMPTY_STATUSES:
        _, wrong = _content(
            "response",
            response.content,
            response.pointer,
            content_type=reply.header("content-type"),
            data=reply.body,
        )
        violations.extend(wrong)
    return tuple(sorted(violations))
