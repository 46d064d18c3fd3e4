"""What can be seen of one operation: the words of its path, its success, its request."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apiyard.core.noun import dataclass
from apiyard.spec.operation import MediaType, Operation
from apiyard.spec.schema import Schema

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_ENDING = re.compile(r"\.(?:json|xml)\Z")
_READ = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Facts:
    """One operation, as a sandbox looks at it.

    Args:
        operation: the operation.
        shape: the segments of its path, with ``{}`` for each variable and without endings such as ``.json``.
        variables: the variables in the path's order, None for segments without one.
        success: the schema of its success's body; None without one.
        request: the schema of its request's body; None without one.
    """

    operation: Operation
    shape: tuple[str, ...]
    variables: tuple[str | None, ...]
    success: Schema | None
    request: Schema | None

    @property
    def tail(self) -> str:
        """The variable that the path ends with; empty when it ends with a word."""
        return (self.variables[-1] or "") if self.variables else ""

    @property
    def name(self) -> str:
        """The last word of the path."""
        return next((each for each in reversed(self.shape) if each and "{" not in each), "")


def facts_of(operation: Operation) -> Facts:
    """Look at an operation.

    Args:
        operation: the operation.

    Returns:
        What can be seen of it.
    """
    segments = operation.path.partition("?")[0].strip("/").split("/")
    if segments:
        segments[-1] = _ENDING.sub("", segments[-1])
    found = [_VARIABLE.findall(segment) for segment in segments]
    return Facts(
        operation,
        tuple(_VARIABLE.sub("{}", segment) for segment in segments),
        tuple(names[-1] if len(names) == 1 else None for names in found),
        _success(operation),
        _request(operation),
    )


def success_status(operation: Operation, preferred: tuple[int, ...] = ()) -> int:
    """Give the status that an operation succeeds with.

    Args:
        operation: the operation.
        preferred: statuses that fit best, in order, taken where the contract has them.

    Returns:
        The status; 0 when the contract knows no success.
    """
    for status in preferred:
        if str(status) in operation.responses:
            return status
    exact = sorted(int(key) for key in operation.responses if key.startswith("2") and key.isdecimal())
    if exact:
        return exact[0]
    return 200 if "2XX" in operation.responses or "default" in operation.responses else 0


def _success(operation: Operation) -> Schema | None:
    """Give the schema of the first success that has a body."""
    for status in sorted(key for key in operation.responses if key.startswith("2")) or ["default"]:
        response = operation.responses.get(status)
        found = media_schema(response.content) if response is not None else None
        if found is not None:
            return found
    return None


def _request(operation: Operation) -> Schema | None:
    if operation.request_body is None:
        return None
    content = {name: each for name, each in operation.request_body.content.items() if "json-patch" not in name}
    return media_schema(content)


def media_schema(content: Mapping[str, MediaType]) -> Schema | None:
    """Give the schema of the best media type of a body: JSON, then forms, then any that has one.

    Args:
        content: by media type.

    Returns:
        The schema, or None when no media type has one.
    """
    ordered = sorted(content.items(), key=lambda pair: ("json" not in pair[0], pair[0] not in _READ))
    return next((media.schema for _, media in ordered if media.schema is not None), None)
