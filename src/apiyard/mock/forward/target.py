"""Where requests go: one server, below one path, whatever the request says."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Request

_PORTS = {"http": 80, "https": 443}
_MOST_ESCAPES = 4


@dataclass(frozen=True, slots=True)
class Target:
    """A server and the path below which it has the contract's paths.

    Args:
        scheme: ``http`` or ``https``.
        authority: host and port as they stand in a URL.
        path: without a slash at its end.
    """

    scheme: str
    authority: str
    path: str

    @property
    def url(self) -> str:
        """The URL."""
        return f"{self.scheme}://{self.authority}{self.path}"

    def target_of(self, request: Request) -> bytes:
        """Give the target to ask the server for (RFC 9112, section 3.2.1).

        Args:
            request: the request; its path starts where the contract's paths start.

        Returns:
            Path and query as bytes.

        Raises:
            InvalidInputError: it has no path, or one that leads out of the server's path.
        """
        path = request.path
        if path == "*" and request.method.upper() == "OPTIONS":
            return b"*"
        if not path.startswith("/") or not (path + request.query).isascii():
            raise InvalidInputError("the request has no path", piece=path)
        if self.path and _climbs(path):
            raise InvalidInputError("the path leads out of where the server's paths start", piece=path)
        query = f"?{request.query}" if request.query else ""
        return f"{self.path}{path}{query}".encode("ascii")

    def as_seen(self, location: str) -> str:
        """Give a header ``Location`` of the server as callers of the proxy can follow it (RFC 9110, section 10.2.2).

        Args:
            location: as the server wrote it.

        Returns:
            The path from the proxy when it leads to the server's paths; any other one as it is.
        """
        try:
            parts = urlsplit(location)
            port = parts.port
        except ValueError:
            return location
        mine = urlsplit(self.url)
        same = (parts.scheme, parts.hostname, port or _PORTS.get(parts.scheme)) == (
            mine.scheme,
            mine.hostname,
            mine.port or _PORTS[self.scheme],
        )
        rooted = not parts.scheme and not parts.netloc and location.startswith("/")
        inside = parts.path == self.path or parts.path.startswith(f"{self.path}/")
        if not (same or rooted) or not inside:
            return location
        return parts._replace(scheme="", netloc="", path=parts.path[len(self.path) :] or "/").geturl()


def _climbs(path: str) -> bool:
    """Say whether a server might read a path as one that leads upwards: escaped, escaped twice, or with parameters."""
    for _ in range(_MOST_ESCAPES):
        path = unquote(path)
    return "%25" in path or any(part.partition(";")[0] in {".", ".."} for part in path.replace("\\", "/").split("/"))


def read_target(url: str) -> Target:
    """Read the URL of the server behind a proxy.

    Args:
        url: such as ``https://api.example.com/v1``.

    Returns:
        The target.

    Raises:
        InvalidInputError: it is no http or https URL, or holds a password, a query or a fragment.
    """
    hint = "write http://127.0.0.1:8000 or https://api.example.com/v1"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InvalidInputError("not the URL of a server", piece=url, hint=hint) from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.query or parts.fragment or port == 0:
        raise InvalidInputError("not the URL of a server", piece=url, hint=hint)
    if "@" in parts.netloc:
        raise InvalidInputError("a URL may hold no password", hint="give credentials as a header")
    if not url.isascii() or any(char.isspace() or char == "\\" for char in url):
        raise InvalidInputError("not the URL of a server", piece=url, hint=hint)
    return Target(parts.scheme, parts.netloc, parts.path.rstrip("/"))
