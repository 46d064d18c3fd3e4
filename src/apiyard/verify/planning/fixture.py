"""Fixtures: fixed values where a service needs ones that no schema can tell, such as the id of a customer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import quote, quote_plus, unquote_plus

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.spec import media
from apiyard.spec.composing.wish import CannotBuildError
from apiyard.spec.composing.write_style import as_header, as_path, as_query, plain
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.pointer import split
from apiyard.spec.route import Matched
from apiyard.verify.planning.selection import fits_any


@dataclass(frozen=True, slots=True)
class Fixture:
    """A fixed value of a parameter or of a property of the body.

    Args:
        value: the value.
        parameter: name of the parameter; a header's in any case.
        place: where the parameter stands: ``path``, ``query``, ``header`` or ``cookie``; empty for wherever it is.
        property: or a pointer (RFC 6901) to a property of a JSON body or a form.
        operations: patterns of operations as in a selection; empty for all that have it.
        always: whether it is added where a request has none; else it stands in for another value only.

    Raises:
        InvalidInputError: it names both a parameter and a property, or neither.
    """

    value: Any
    parameter: str = ""
    place: str = ""
    property: str = ""
    operations: tuple[str, ...] = ()
    always: bool = False

    def __post_init__(self) -> None:
        """Check that it says what it is for."""
        if bool(self.parameter) == bool(self.property):
            raise InvalidInputError(
                "a fixture is for a parameter or for a property", hint="write parameter: or property:"
            )
        if self.place not in {"", "path", "query", "header", "cookie"}:
            raise InvalidInputError("a parameter stands in path, query, header or cookie", piece=self.place)
        if self.property and not self.property.startswith("/"):
            raise InvalidInputError("a property is given by a pointer", piece=self.property, hint=f"/{self.property}")

    def holds(self, operation: Operation, parameter: Parameter) -> bool:
        """Say whether it is the value of a parameter.

        Args:
            operation: the operation.
            parameter: one of its parameters.

        Returns:
            Whether it is.
        """
        same = parameter.name == self.parameter or (
            parameter.location == "header" and parameter.name.lower() == self.parameter.lower()
        )
        return same and self.place in {"", parameter.location} and self.is_for(operation)

    def is_for(self, operation: Operation) -> bool:
        """Say whether it is for an operation."""
        return not self.operations or fits_any(operation, self.operations)


def pinned(fixtures: Iterable[Fixture], operation: Operation, parameter: Parameter) -> Fixture | None:
    """Give the fixture that is the value of a parameter; None when none is."""
    found = None
    for each in fixtures:
        found = each if each.holds(operation, parameter) else found
    return found


def fixed(
    contract: Contract,
    operation: Operation,
    request: Request,
    *,
    fixtures: Iterable[Fixture],
    own: Collection[str] = (),
) -> Request:
    """Put fixed values into a request.

    Args:
        contract: the contract.
        operation: the operation that the request is meant for.
        request: the request.
        fixtures: the values; of two for the same place the last one counts.
        own: texts in the path that stay, such as the id of what a sequence made itself: to ask for another thing
            instead would say that the service shows the wrong one.

    Returns:
        The request with them; as it was where they cannot stand, so that bad requests stay bad.
    """
    for fixture in fixtures:
        if not fixture.is_for(operation):
            continue
        if fixture.property:
            request = _in_body(request, fixture)
            continue
        for parameter in operation.parameters:
            if fixture.holds(operation, parameter):
                try:
                    request = _in_parameter(contract, operation, request, parameter=parameter, fixture=fixture, own=own)
                except CannotBuildError as error:
                    told = f"the fixture cannot be written as {parameter.location} parameter {parameter.name!r}"
                    raise InvalidInputError(told, piece=f"{error.what} {error.piece}") from error
    return request


def _in_parameter(
    contract: Contract,
    operation: Operation,
    request: Request,
    *,
    parameter: Parameter,
    fixture: Fixture,
    own: Collection[str],
) -> Request:
    value = fixture.value
    if parameter.location == "path":
        return _in_path(contract, operation, request, name=parameter.name, text=as_path(parameter, value), own=own)
    if parameter.location == "header":
        return _in_header(request, parameter.name, as_header(parameter, value), always=fixture.always)
    pairs = as_query(parameter, value)
    if parameter.location == "cookie":
        return _in_cookie(request, parameter.name, pairs, always=fixture.always)
    names = {unquote_plus(name) for name, _ in pairs} | {parameter.name}
    kept = [piece for piece in request.query.split("&") if piece]
    others = [piece for piece in kept if unquote_plus(piece.partition("=")[0]) not in names]
    if len(others) == len(kept) and not fixture.always:
        return request
    return replace(request, query="&".join((*others, *(f"{name}={text}" for name, text in pairs))))


def _in_path(
    contract: Contract, operation: Operation, request: Request, *, name: str, text: str, own: Collection[str]
) -> Request:
    """Write the template anew; a path that does not lead to the operation is left as it is."""
    found = contract.router.match(request.method, request.path)
    if not isinstance(found, Matched) or found.operation.id != operation.id or found.path_values.get(name) in own:
        return request
    path = operation.path.partition("?")[0]
    for each, value in found.path_values.items():
        path = path.replace("{" + each + "}", text if each == name else quote(value, safe="!$&'()*+,;=:@~"))
    return replace(request, path=path)


def _in_header(request: Request, name: str, text: str, *, always: bool) -> Request:
    others = tuple(pair for pair in request.headers if pair[0].lower() != name.lower())
    if len(others) == len(request.headers) and not always:
        return request
    return replace(request, headers=(*others, (name, text)))


def _in_cookie(request: Request, name: str, pairs: list[tuple[str, str]], *, always: bool) -> Request:
    written = request.header("cookie") or ""
    kept = [piece.strip() for piece in written.split(";") if piece.strip()]
    others = [piece for piece in kept if piece.partition("=")[0] != name]
    if len(others) == len(kept) and not always:
        return request
    line = "; ".join((*others, *(f"{key}={text}" for key, text in pairs)))
    return _in_header(request, "cookie", line, always=True)


def _in_body(request: Request, fixture: Fixture) -> Request:
    kind = media.read(request.header("content-type") or "")
    names = split(fixture.property)
    if kind.essence == "application/x-www-form-urlencoded" and len(names) == 1:
        return _in_form(request, names[0], fixture)
    if not kind.is_json:
        return request
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):  # also what is no UTF-8, numbers of too many digits, and what is too deep
        return request
    if not _put(body, names, fixture):
        return request
    return replace(request, body=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _put(body: Json, names: list[str], fixture: Fixture) -> bool:
    at: Any = body
    for name in names[:-1]:
        at = _child(at, name)
    last = names[-1]
    if isinstance(at, dict) and (last in at or fixture.always):
        at[last] = fixture.value
        return True
    if isinstance(at, list) and last.isdecimal() and int(last) < len(at):
        at[int(last)] = fixture.value
        return True
    return False


def _child(at: Any, name: str) -> Any:
    if isinstance(at, dict):
        return at.get(name)
    return at[int(name)] if isinstance(at, list) and name.isdecimal() and int(name) < len(at) else None


def _in_form(request: Request, name: str, fixture: Fixture) -> Request:
    try:
        kept = [piece for piece in request.body.decode("ascii").split("&") if piece]
    except UnicodeDecodeError:
        return request
    others = [piece for piece in kept if unquote_plus(piece.partition("=")[0]) != name]
    if len(others) == len(kept) and not fixture.always:
        return request
    line = "&".join((*others, f"{quote_plus(name)}={quote_plus(plain(fixture.value))}"))
    return replace(request, body=line.encode())
