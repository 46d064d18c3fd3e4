"""Instances of a deployed version: what is wanted, and what is seen of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass


class Health(StrEnum):
    """What is seen of an instance; a closed set."""

    STARTING = "starting"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A place that answers calls.

    Args:
        host: IP address or host name.
        port: TCP port.
    """

    host: str
    port: int

    def __post_init__(self) -> None:
        """Check the port and that there is a host."""
        if not self.host or not 0 < self.port < 65_536:
            raise InvalidInputError(
                "an endpoint needs a host and a port from 1 to 65535", piece=f"{self.host}:{self.port}"
            )

    def to_json(self) -> dict[str, Json]:
        """Give the JSON that ``from_json`` reads."""
        return {"host": self.host, "port": self.port}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Endpoint:
        """Read an endpoint.

        Args:
            value: what ``to_json`` gave.
        """
        return cls(str(value["host"]), int(value["port"]))


@dataclass(frozen=True, slots=True)
class Report:
    """What is seen of one instance.

    Args:
        id: its id.
        health: how it is; FAILED when it ends again and again, so that waiting does not help.
        endpoint: where it answers, None while that is not known.
        last_output: the end of what it wrote, for people.
    """

    id: str
    health: Health
    endpoint: Endpoint | None = None
    last_output: str = ""
