"""Good beginnings: what an empty studio offers to start from."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from apiyard.core.catalog import find


@dataclass(frozen=True, slots=True)
class Beginning:
    """A contract to start from.

    Args:
        id: its name.
        label: what people see.
        why: one sentence: whom it is for.
        write: makes its text of the API's title.
    """

    id: str
    label: str
    why: str
    write: Callable[[str], str]

    def facts(self) -> dict[str, str]:
        """Give what people see of it."""
        return {"id": self.id, "label": self.label, "why": self.why}


@cache
def beginnings() -> MappingProxyType[str, Beginning]:
    """Give the beginnings by id, the best one first."""
    known = (
        Beginning(
            "collection",
            "A collection of things",
            "List, create, read, change and delete, done well.",
            _of("collection"),
        ),
        Beginning("blank", "A blank page", "A title, one operation, and nothing else.", _of("blank")),
    )
    return MappingProxyType({each.id: each for each in known})


def find_beginning(id_: str) -> Beginning:
    """Find a beginning.

    Args:
        id_: its name.

    Returns:
        The beginning.

    Raises:
        UnknownNameError: there is none of that name; names the nearest one.
    """
    return find(beginnings(), "beginning", id_)


def _of(name: str) -> Callable[[str], str]:
    def write(title: str) -> str:
        text = (Path(__file__).parent / "begin" / f"{name}.yaml").read_text(encoding="utf-8")
        return text.replace("title: Title", f"title: {json.dumps(title, ensure_ascii=False)}", 1)

    return write
