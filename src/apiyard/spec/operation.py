"""The nouns of an operation: what it takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass
from apiyard.spec.schema import Schema

Place = Literal["path", "query", "querystring", "header", "cookie"]
Security = tuple[Mapping[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MediaType:
    """How a body of one media type looks.

    Args:
        schema: its schema, None when anything goes.
        examples: example values by name; the single ``example`` has the name ``example``.
        encoding: by property of a form, how it is written.
        pointer: where it stands in the tree.
        item_schema: the schema of each item where the body is a sequence of them (OpenAPI 3.2, ``itemSchema``).
    """

    schema: Schema | None
    examples: Mapping[str, Json]
    encoding: Mapping[str, JsonObject]
    pointer: str
    item_schema: Schema | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a request, or a header of a response.

    Args:
        name: its name.
        location: where it stands in the request; ``querystring`` when it is the whole query (OpenAPI 3.2), ``header``
            for a header of a response.
        required: whether it must be there.
        style: how arrays and objects are written (OpenAPI 3.1, Style Values), or ``tabDelimited`` from 2.0.
        explode: whether each item is a pair of its own.
        schema: its schema, None when it has content or none.
        content: its media type when it is written in one, at most one entry.
        examples: example values by name.
        allow_empty: whether a query parameter may be empty whatever its schema says.
        deprecated: whether it should no longer be used.
        pointer: where it stands in the tree.
    """

    name: str
    location: Place
    required: bool
    style: str
    explode: bool
    schema: Schema | None
    content: Mapping[str, MediaType]
    examples: Mapping[str, Json]
    allow_empty: bool
    deprecated: bool
    pointer: str


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request.

    Args:
        required: whether it must be there.
        content: how it looks, by media type or range, as written.
        pointer: where it stands in the tree.
    """

    required: bool
    content: Mapping[str, MediaType]
    pointer: str


@dataclass(frozen=True, slots=True)
class Response:
    """A response.

    Args:
        status: ``200``, ``2XX`` (upper case) or ``default``.
        headers: its headers by name.
        content: how its body looks, by media type or range, as written.
        description: what it means.
        pointer: where it stands in the tree.
    """

    status: str
    headers: Mapping[str, Parameter]
    content: Mapping[str, MediaType]
    description: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path.

    Args:
        id: its operationId, or ``get /pets/{id}`` when it has none.
        method: in lower case.
        path: the template as written.
        summary: what it does, in a few words.
        parameters: those of the path and its own, its own winning, in the document's order.
        request_body: the body it takes, if any.
        responses: by status as written (ranges in upper case).
        security: alternatives, each a mapping of scheme to scopes; empty when nothing is asked for.
        tags: its tags.
        deprecated: whether it should no longer be used.
        pointer: where it stands in the tree.
    """

    id: str
    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    request_body: Body | None
    responses: Mapping[str, Response]
    security: Security
    tags: tuple[str, ...]
    deprecated: bool
    pointer: str

    def response(self, status: int) -> Response | None:
        """Give the response that a status code falls under: exact, then range, then default.

        Args:
            status: the status code.

        Returns:
            The response, or None when the contract does not speak of this status.
        """
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.responses:
                return self.responses[key]
        return None
