"""The command line's door to the control plane's HTTP API."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from apiyard.core.errors import (
    ApiyardError,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RefusedError,
    UnauthenticatedError,
    UnavailableError,
)
from apiyard.settings.program import Program
from apiyard.wiring.desired import Desired

_BY_STATUS: Mapping[int, type[ApiyardError]] = {
    400: InvalidInputError,
    401: UnauthenticatedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    413: InvalidInputError,
    422: RefusedError,
    503: UnavailableError,
}
TOKEN_FILE = "admin-token"  # noqa: S105 - the name of a file
"""The file in the folder of the keys that holds this user's API token."""


@dataclass(frozen=True, slots=True)
class ControlPlane:
    """The HTTP API of a control plane.

    Args:
        url: where it listens.
        token: the API token that calls carry.
    """

    url: str
    token: str

    def get(self, path: str, **query: object) -> Any:
        """Read something.

        Args:
            path: path of the API, such as ``/api/apis``.
            query: parameters; None and empty ones are left out.

        Returns:
            The JSON of the answer.

        Raises:
            ApiyardError: the kind that the control plane named.
        """
        return self._call("GET", path, params=_given(query))

    def post(self, path: str, body: object = None) -> Any:
        """Change something.

        Args:
            path: path of the API.
            body: JSON value.

        Returns:
            The JSON of the answer.

        Raises:
            ApiyardError: the kind that the control plane named.
        """
        return self._call("POST", path, json={} if body is None else body)

    def delete(self, path: str) -> Any:
        """Remove something.

        Args:
            path: path of the API.

        Returns:
            The JSON of the answer.

        Raises:
            ApiyardError: the kind that the control plane named.
        """
        return self._call("DELETE", path)

    def _call(self, method: str, path: str, **extra: Any) -> Any:
        try:
            answer = httpx.request(
                method, self.url + path, headers=self._headers(), timeout=600, trust_env=False, **extra
            )
        except httpx.TransportError as error:
            raise not_running(self.url, str(error)) from error
        if answer.is_success:
            return answer.json()
        raise error_of(answer)

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    @contextmanager
    def stream(self, path: str, **query: object) -> Iterator[Iterator[dict[str, Any]]]:
        """Read events as they come (server-sent events with JSON data).

        Args:
            path: path of the API.
            query: parameters; None and empty ones are left out.

        Yields:
            An iterator of the events' data.

        Raises:
            UnavailableError: the connection cannot be made, or broke.
            ApiyardError: the kind that the control plane named.
        """
        asked: Any = {"params": _given(query), "headers": self._headers(), "timeout": httpx.Timeout(10, read=None)}
        try:
            with httpx.stream("GET", self.url + path, trust_env=False, **asked) as answer:
                if not answer.is_success:
                    answer.read()
                    raise error_of(answer)
                yield (json.loads(line[5:]) for line in answer.iter_lines() if line.startswith("data:"))
        except httpx.TransportError as error:
            raise not_running(self.url, str(error)) from error


def _given(query: Mapping[str, object]) -> Any:
    return {name: value for name, value in query.items() if value is not None and value != ""}


def connect(program: Program) -> ControlPlane:
    """Find the control plane of a workspace.

    Args:
        program: settings and folders.

    Returns:
        The door to it.

    Raises:
        UnavailableError: it does not run, or this user has no token for it.
    """
    place = program.state / "control.json"
    try:
        url = json.loads(place.read_text())["url"]
        token = os.environ.get("APIYARD_TOKEN") or (program.keys / TOKEN_FILE).read_text().strip()
    except (OSError, ValueError, KeyError) as error:
        raise not_running(str(program.root), "") from error
    return ControlPlane(url, token)


def not_running(where: str, piece: str) -> UnavailableError:
    """Make the error for a control plane that does not answer.

    Args:
        where: its URL, or the workspace.
        piece: what the attempt ended with.

    Returns:
        The error.
    """
    return UnavailableError(
        "the control plane does not answer", where=where, piece=piece, hint="start it: apiyard up", code="not-running"
    )


def error_of(answer: httpx.Response) -> ApiyardError:
    """Turn a problem response back into the error that it tells.

    Args:
        answer: a response that is no success.

    Returns:
        The error.
    """
    try:
        told = answer.json()
    except ValueError:
        told = {"detail": answer.text[:200]}
    kind = _BY_STATUS.get(answer.status_code, ApiyardError)
    texts = {key: str(told.get(key, "")) for key in ("where", "piece", "hint")}
    what = str(told.get("detail") or f"the control plane answered {answer.status_code}")
    return kind(what, **texts, code=str(told.get("code") or kind.code), retryable=bool(told.get("retryable")))


def desired_json(desired: Desired) -> dict[str, Any]:
    """Give what the files ask for in the form of the HTTP API.

    Args:
        desired: what the files ask for.

    Returns:
        The body of ``/api/plan`` and ``/api/apply``.
    """
    return {
        "intents": {f"{kind}/{id_}": body for (kind, id_), body in desired.intents.items()},
        "blobs": {digest: base64.b64encode(data).decode() for digest, data in desired.blobs.items()},
    }
