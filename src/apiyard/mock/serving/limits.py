"""How much a caller may ask of the server."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on bytes, seconds and connections.

    Args:
        target_bytes: the longest target of a request (414).
        head_bytes: the longest head of a request, its target included (431).
        body_bytes: the longest body, as sent and as read (413).
        all_bytes: what all callers together may have sent of requests that are not whole (503); at least one body.
        head_seconds: within them a head that began must be whole (408).
        body_seconds: within them a body must be whole (408).
        idle_seconds: as long as a connection may rest between requests.
        write_seconds: as long as a caller may read nothing of what is sent to it.
        end_seconds: as long as answers under way may take once the server is told to end.
        connections: at the same time; more are told 503.
    """

    target_bytes: int = 16 * 1024
    head_bytes: int = 64 * 1024
    body_bytes: int = 10 * 1024 * 1024
    all_bytes: int = 256 * 1024 * 1024
    head_seconds: float = 10.0
    body_seconds: float = 60.0
    idle_seconds: float = 75.0
    write_seconds: float = 60.0
    end_seconds: float = 2.0
    connections: int = 1_000

    def __post_init__(self) -> None:
        """Refuse bounds that let nobody in."""
        for name in self.__slots__:
            value = getattr(self, name)
            least = 0 if name in {"body_bytes", "all_bytes", "end_seconds"} else 0.001
            if not least <= value < 1 << 40:
                raise InvalidInputError("this bound lets nothing through", piece=f"{name.replace('_', '-')}: {value}")

    @property
    def room(self) -> int:
        """How many bytes of requests that are not whole are kept for all callers together."""
        return max(self.all_bytes, self.body_bytes + self.head_bytes)
