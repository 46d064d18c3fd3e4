"""From a contract and wishes to complete requests and replies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec import media
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.credentials import Credentials, credentials
from apiyard.spec.composing.wish import CannotBuildError, Name, ReplyWish, Wish
from apiyard.spec.composing.write_body import concrete, write_body
from apiyard.spec.composing.write_style import as_header, as_path, as_query
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.operation import MediaType, Operation, Parameter
from apiyard.spec.sample import sample, sample_shaped
from apiyard.spec.sample_item import with_contents
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING
from apiyard.spec.violation import Direction

_PART = re.compile(r"\{([^{}]*)\}")
_TEMPLATE = re.compile(r"\{[^{}]*\}|[^{]+|\{")
_SEEDS = 3
_NO_BODY = (204, 205, 304)
_Composers = list["Composer"]
_KEPT = 4
_FILLED = ("filled", "least")
_WAYS = ("least", "filled", "full")
# A response by default is most often an error.
_LIKELY = (5, 4, 2, 3, 1)


@dataclass(slots=True)
class _Parts:
    """The parts of a request that come from parameters."""

    query: list[str] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    cookies: list[tuple[str, str]] = field(default_factory=list)

    def put(self, parameter: Parameter, value: Json, *, allow_reserved: bool) -> None:
        """Write a parameter that is not in the path."""
        if parameter.location == "header":
            self.headers.append((parameter.name, as_header(parameter, value)))
        elif parameter.location == "querystring":
            self.query.append(_whole(parameter, value))
        else:
            pairs = as_query(parameter, value, allow_reserved=allow_reserved)
            if parameter.location == "query":
                self.query.extend(f"{name}={text}" for name, text in pairs)
            else:
                self.cookies.extend(pairs)

    def put_text(self, place: str, name: str, text: str) -> None:
        """Write a parameter whose text on the wire is given."""
        if place == "header":
            self.headers.append((name, text))
        elif place == "cookie":
            self.cookies.append((name, quote(text, safe="")))
        elif place == "query":
            self.query.append(f"{quote(name, safe='[]')}={quote(text, safe='')}")

    def put_credentials(self, shown: Credentials) -> None:
        """Add credentials; a header that is there already stays as it is."""
        taken = {name.lower() for name, _ in self.headers}
        self.headers.extend(pair for pair in shown.header if pair[0].lower() not in taken)
        self.query.extend(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in shown.query)
        self.cookies.extend(shown.cookie)

    def lines(self) -> Headers:
        """Give the headers, with the cookies in one line."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies)
        return (*self.headers, *((("Cookie", cookies),) if cookies else ()))


@dataclass(slots=True)
class Composer:
    """Builds exchanges of one contract; values that it made once are used again.

    Args:
        contract: the contract.
    """

    contract: Contract
    _made: dict[tuple[str, Direction, str], Json] = field(default_factory=dict, repr=False)

    def request(self, operation: Operation, wish: Wish, *, seed: int = 0) -> Request:
        """Build a request.

        Args:
            operation: an operation of the contract.
            wish: what it is to have.
            seed: another seed gives other values where the contract leaves a choice.

        Returns:
            The request, its path without the server's base path.

        Raises:
            CannotBuildError: no value for a required part was found, or a value cannot be written.
        """
        parts = _Parts()
        for parameter in operation.parameters:
            key: Name = (parameter.location, parameter.name)
            if key not in wish.texts and parameter.location != "path" and _wanted(parameter, wish):
                value = wish.values[key] if key in wish.values else self._parameter(parameter, seed)
                parts.put(parameter, value, allow_reserved=self._allows_reserved(parameter))
        body, content_type = self._body(operation, wish, seed)
        if content_type:
            parts.headers.append(("Content-Type", content_type))
        for (place, name), text in wish.texts.items():
            parts.put_text(place, name, text)
        if not wish.drop_credentials:
            parts.put_credentials(credentials(self.contract, operation, wish.security))
        path = self._path(operation, wish, seed)
        return Request(operation.method.upper(), path, "&".join(parts.query), parts.lines(), body)

    def reply(self, operation: Operation, wish: ReplyWish, *, seed: int = 0) -> Reply:
        """Build a reply.

        Args:
            operation: an operation of the contract.
            wish: what it is to have.
            seed: another seed gives other values where the contract leaves a choice.

        Returns:
            The reply.

        Raises:
            CannotBuildError: the contract has no such response, or no value for a required part was found.
        """
        response = operation.responses.get(wish.status)
        if response is None:
            raise CannotBuildError("there is no such response", piece=wish.status)
        code = wish.code or code_of(operation, wish.status)
        headers: list[tuple[str, str]] = []
        given = {name.lower(): value for name, value in wish.headers.items()}
        for header in response.headers.values():
            name = header.name.lower()
            if name in wish.without or not (header.required or name in given):
                continue
            value = given[name] if name in given else self._parameter(header, seed, "response")
            headers.append((header.name, as_header(header, value)))
        body = b""
        if response.content and code not in _NO_BODY and operation.method != "head":
            key = wish.media_type or _first(response.content)
            content_type, body = self._content(
                response.content, key, "response", sent=wish.content_type, value=wish.body, seed=seed
            )
            headers.insert(0, ("Content-Type", content_type))
        return Reply(code, tuple(headers), body)

    def _body(self, operation: Operation, wish: Wish, seed: int) -> tuple[bytes, str]:
        held = operation.request_body
        asked = wish.with_body if wish.with_body is not None else held is not None and held.required
        asked = asked or wish.body is not MISSING or bool(wish.media_type or wish.content_type)
        if not asked or wish.with_body is False or held is None:
            return b"", ""
        if not held.content:
            return b"made-up", wish.content_type or "application/octet-stream"
        key = wish.media_type or _first(held.content)
        content_type, body = self._content(
            held.content, key, "request", sent=wish.content_type, value=wish.body, seed=seed
        )
        return body, content_type

    def _content(
        self, content: Mapping[str, MediaType], key: str, direction: Direction, *, sent: str, value: Json, seed: int
    ) -> tuple[str, bytes]:
        entry = content.get(key)
        if entry is None:
            raise CannotBuildError("there is no such media type", piece=key)
        content_type = sent or concrete(content, key)
        if value is not MISSING:
            return write_body(content_type, entry, value)
        if entry.item_schema is not None:
            item = self._value(entry.item_schema, direction, seed)
            item = with_contents(entry.item_schema, item, direction=direction, seed=seed)
            return write_body(content_type, entry, [item])
        # Not all that is least can be written: no form has a list without items, and no multipart body has no part.
        problem: CannotBuildError | None = None
        for way in _WAYS:
            try:
                return write_body(content_type, entry, self._value(entry.schema, direction, seed, ways=(way,)))
            except CannotBuildError as error:
                problem = problem or error
        raise problem or CannotBuildError("no body was found", piece=key)

    def _path(self, operation: Operation, wish: Wish, seed: int) -> str:
        declared = {each.name: each for each in operation.parameters if each.location == "path"}
        text = ""
        for piece in _TEMPLATE.findall(operation.path.partition("?")[0]):
            name = _PART.fullmatch(piece)
            if name is None:
                text += quote(piece, safe="/:@!$&'()*+,;=~%-._")
                continue
            key, parameter = ("path", name[1]), declared.get(name[1])
            if key in wish.texts:
                text += quote(wish.texts[key], safe="")
            elif parameter is None:
                text += "1"
            else:
                value = wish.values[key] if key in wish.values else self._parameter(parameter, seed)
                text += as_path(parameter, value)
        return text

    def _parameter(self, parameter: Parameter, seed: int, direction: Direction = "request") -> Json:
        """Give a value that can be written as text: with an item or a member where it is a list or an object."""
        return self._value(_schema_of(parameter), direction, seed, ways=_FILLED)

    def _value(
        self, schema: Schema | None, direction: Direction, seed: int, *, ways: tuple[str, ...] = ("least",)
    ) -> Json:
        if schema is None:
            return "text"
        key = schema.pointer, direction, f"{seed} {ways}"
        if key not in self._made:
            reason = ""
            for way in ways:
                try:
                    self._made[key] = _sampled(schema, direction, seed, way=way)
                    break
                except ApiyardError as error:
                    reason = error.piece
            else:
                what = "no value was found for a part that is required"
                raise CannotBuildError(what, where=schema.pointer, piece=reason)
        return self._made[key]

    def _allows_reserved(self, parameter: Parameter) -> bool:
        held = pointers.get(self.contract.tree, parameter.pointer)
        return isinstance(held, Mapping) and held.get("allowReserved") is True


def _sampled(schema: Schema, direction: Direction, seed: int, *, way: str) -> Json:
    """Give the least value of a schema, the least one with something in it, or a full one."""
    if way == "full":
        return sample(schema, direction=direction, seed=seed)
    shape = pointers.get(schema.scope.directed(direction), schema.pointer)
    if way == "filled":
        shape = {"allOf": [shape, {"minItems": 1, "minProperties": 1}]}
    return sample_shaped(schema, cast("Json", shape), direction=direction, seed=seed)


_COMPOSERS: _Composers = []


def composer(contract: Contract) -> Composer:
    """Give the composer of a contract; those of the last four contracts are kept with what they made."""
    for known in tuple(_COMPOSERS):
        if known.contract is contract:
            return known
    made = Composer(contract)
    _COMPOSERS.append(made)
    del _COMPOSERS[:-_KEPT]
    return made


def code_of(operation: Operation, status: str, *, also: Operation | None = None) -> int:
    """Give a status code that falls under a response and under no nearer one.

    Args:
        operation: the operation.
        status: ``200``, ``2XX`` or ``default``.
        also: another operation in which it should fall under the same response, if it can.

    Raises:
        CannotBuildError: each one falls under a nearer one.
    """
    if status.isdecimal():
        return int(status)
    codes: list[int] = [code for code in range(100, 600) if status in {"default", f"{code // 100}XX"}]
    if status == "default":
        codes.sort(key=lambda code: _LIKELY.index(code // 100))
    codes = [code for code in codes if code not in _NO_BODY]
    own = [code for code in codes if (nearest := operation.response(code)) is not None and nearest.status == status]
    for code in own:
        other = also.response(code) if also is not None else None
        if other is not None and other.status == status:
            return code
    if own:
        return own[0]
    raise CannotBuildError("every status code falls under a nearer response", piece=status)


def _wanted(parameter: Parameter, wish: Wish) -> bool:
    key = (parameter.location, parameter.name)
    return key not in wish.without and (parameter.required or key in wish.values or key in wish.including)


def _schema_of(parameter: Parameter) -> Schema | None:
    if parameter.content:
        return next(iter(parameter.content.values())).schema
    return parameter.schema


def _first(content: Mapping[str, MediaType]) -> str:
    """Give the media type to send: JSON where there is one, since it says most."""
    return min(content, key=lambda key: (not media.read(key).is_json, media.read(key).type == "*"))


def _whole(parameter: Parameter, value: Json) -> str:
    """Write the whole query (OpenAPI 3.2, ``in: querystring``)."""
    if not parameter.content:
        raise CannotBuildError("a query as a whole has content")
    key, entry = next(iter(parameter.content.items()))
    data = write_body(key, entry, value)[1].decode()
    return data if media.read(key).essence == "application/x-www-form-urlencoded" else quote(data, safe="")
