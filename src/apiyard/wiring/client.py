"""The command line's door to the control plane's HTTP API."""

from __future__ import annotations

import base64
import fcntl
import http.client
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from json import dumps, loads
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

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
from apiyard.core.noun import dataclass
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
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_LONGEST_SECONDS = 600.0
_STREAM_SECONDS = 60.0
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

    def lines(self, path: str, body: object = None) -> Iterator[bytes]:
        """Read JSON lines as they come.

        Args:
            path: path of the API.
            body: JSON value to post; None to only read.

        Yields:
            Lines, each with its newline.

        Raises:
            ApiyardError: the kind that the control plane named.
        """
        method = "GET" if body is None else "POST"
        answer, connection = self._ask(method, path, params=None, body=body, seconds=_LONGEST_SECONDS)
        try:
            if answer.status != 200:
                raise error_of(answer.status, answer.read())
            yield from answer
        finally:
            connection.close()

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

    def put(self, path: str, body: object) -> Any:
        """Replace something.

        Args:
            path: path of the API.
            body: JSON value.

        Returns:
            The JSON of the answer.

        Raises:
            ApiyardError: the kind that the control plane named.
        """
        return self._call("PUT", path, json=body)

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

    def _call(self, method: str, path: str, *, params: Mapping[str, Any] | None = None, json: object = None) -> Any:
        answer, connection = self._ask(method, path, params=params, body=json, seconds=_LONGEST_SECONDS)
        try:
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise not_running(self.url, str(error)) from error
        finally:
            connection.close()
        if 200 <= answer.status < 300:
            return loads(data)
        raise error_of(answer.status, data)

    def _ask(
        self, method: str, path: str, *, params: Mapping[str, Any] | None, body: object, seconds: float | None
    ) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
        """The standard library's client: it is loaded in a few milliseconds, and commands are short."""
        url = urlsplit(self.url)
        connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=seconds)
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        query = f"?{urlencode(params, doseq=True)}" if params else ""
        try:
            connection.request(method, path + query, None if body is None else dumps(body).encode(), headers)
            return connection.getresponse(), connection
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise not_running(self.url, str(error)) from error

    @contextmanager
    def stream(self, path: str, **query: object) -> Iterator[Iterator[dict[str, Any]]]:
        """Read events as they come (server-sent events with JSON data).

        Args:
            path: path of the API.
            query: parameters; None and empty ones are left out.

        Yields:
            An iterator of the events' data.

        Raises:
            ApiyardError: the kind that the control plane named.
        """
        answer, connection = self._ask("GET", path, params=_given(query), body=None, seconds=_STREAM_SECONDS)
        try:
            if answer.status != 200:
                raise error_of(answer.status, answer.read())
            yield (loads(line[5:]) for line in answer if line.startswith(b"data:"))
        except (OSError, http.client.HTTPException, ValueError) as error:  # half an event when the server was killed
            raise not_running(self.url, str(error)) from error
        finally:
            connection.close()


def _given(query: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in query.items() if value is not None and value != ""}


def connect(program: Program) -> ControlPlane:
    """Find the control plane of a workspace.

    Args:
        program: settings and folders.

    Returns:
        The door to it.

    Raises:
        UnavailableError: it does not run, or this user has no token for it.
        ForbiddenError: the file that tells its address leads elsewhere.
    """
    place = program.state / "control.json"
    try:
        url = str(loads(place.read_text())["url"])
        token = os.environ.get("APIYARD_TOKEN") or (program.keys / TOKEN_FILE).read_text().strip()
    except (OSError, ValueError, KeyError) as error:
        raise not_running(str(program.root), "") from error
    _check_address(program, url)
    return ControlPlane(url, token)


def _check_address(program: Program, url: str) -> None:
    """The token goes to this machine, or to an address that the operator set; never where a repository's file leads."""
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in {*_LOOPBACK, os.environ.get("APIYARD_HOST")}:
        return
    if not _is_held(program.state / "control.db.lock"):
        raise ForbiddenError(
            "the address of the control plane leads elsewhere, so the token is not sent",
            where=str(program.state / "control.json"),
            piece=url,
            hint="remove the file, and start it again: apiyard up",
        )


def _is_held(lock: Path) -> bool:
    """Only a control plane that runs here holds its lock; a repository can bring a file along, but no lock."""
    try:
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


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


def error_of(status: int, data: bytes) -> ApiyardError:
    """Turn a problem response back into the error that it tells.

    Args:
        status: an HTTP status that is no success.
        data: the body.

    Returns:
        The error.
    """
    try:
        told = dict(loads(data))
    except (ValueError, TypeError):
        told = {"detail": data[:200].decode("utf-8", "replace")}
    kind = _BY_STATUS.get(status, ApiyardError)
    texts = {key: str(told.get(key, "")) for key in ("where", "piece", "hint")}
    what = str(told.get("detail") or f"the control plane answered {status}")
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
