"""A service that somebody else runs: it is looked at and called, never started or stopped."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.deploy.instance import Endpoint, Health, Report
from apiyard.deploy.ports import Doors
from apiyard.deploy.target import Instance, Target, Upstream

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,45}", re.ASCII)
_PATH = re.compile(r"(/[!-~]{0,1000})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ExternalOptions:
    """Where the service is.

    Args:
        host: host name or IP address, without scheme.
        port: TCP port; 0 for 443 with TLS and 80 without.
        tls: whether it is called encrypted.
        path: prefix that the service wants before the operation's path.
        host_header: the Host header it wants; empty for the host.
        health_path: path of a GET that answers 2xx or 3xx when the service is well; empty: never asked, taken as well.
        health_seconds: how long an answer may take.

    Raises:
        InvalidInputError: a value out of range.
    """

    host: str
    port: int = 0
    tls: bool = False
    path: str = ""
    host_header: str = ""
    health_path: str = ""
    health_seconds: float = 2.0

    def __post_init__(self) -> None:
        """Check the ranges."""
        if _HOST.fullmatch(self.host) is None or (self.host_header and _HOST.fullmatch(self.host_header) is None):
            raise InvalidInputError(
                "not a host",
                piece=self.host_header or self.host,
                hint="write a host name or an address without http://",
            )
        if not 0 <= self.port < 65_536 or not 0 < self.health_seconds <= 60:
            raise InvalidInputError("port must be 0 to 65535 and health_seconds above 0 and at most 60")
        if _PATH.fullmatch(self.path) is None or _PATH.fullmatch(self.health_path) is None:
            raise InvalidInputError("a path starts with '/' and has no spaces", piece=f"{self.path} {self.health_path}")

    @property
    def effective_port(self) -> int:
        """The port that is called."""
        return self.port or (443 if self.tls else 80)


def _count(_options: ExternalOptions) -> int:
    return 1


def _reports(instances: tuple[Instance, ...], doors: Doors) -> Mapping[str, Report]:
    return {one.id: _look(one, doors) for one in instances}


def _look(instance: Instance, doors: Doors) -> Report:
    options: ExternalOptions = instance.options
    endpoint = Endpoint(options.host, options.effective_port)
    if not options.health_path:
        return Report(instance.id, Health.HEALTHY, endpoint)
    answer = doors.probe.look(
        host=options.host,
        port=options.effective_port,
        tls=options.tls,
        path=options.health_path,
        seconds=options.health_seconds,
    )
    return Report(instance.id, Health.HEALTHY if answer.healthy else Health.UNHEALTHY, endpoint, answer.detail)


def _upstream(options: ExternalOptions) -> Upstream:
    return Upstream(options.path, options.host_header or options.host, options.tls)


TARGET = Target(
    id="external",
    why="For services that run elsewhere and only need the gateway, the records and the portal.",
    options=ExternalOptions,
    count=_count,
    start=None,
    reports=_reports,
    stop=None,
    upstream=_upstream,
    good=(
        {"host": "127.0.0.1", "port": 8080, "health_path": "/status/200"},
        {"host": "api.example.com", "tls": True, "path": "/v2"},
    ),
    bad=(
        {"port": 8080},
        {"host": "http://example.com"},
        {"host": "example.com", "port": 70_000},
        {"host": "example.com", "path": "v2"},
        {"hots": "example.com"},
    ),
)
