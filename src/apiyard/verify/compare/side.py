"""One of the services that are compared."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.verify.doors.door import AnyDoor


@dataclass(frozen=True, slots=True)
class Side:
    """A service, and what is known of it.

    Args:
        name: how it is called in reports.
        door: the way to it.
        made_up: whether its values are made up, as a mock's are. Its answers are compared by status, media type and
            schema, not by value, and what it holds is not what a service holds.
        keeps: names what keeps its things, where another side keeps the very same ones; empty when that is not known.
    """

    name: str
    door: AnyDoor
    made_up: bool = False
    keeps: str = ""
