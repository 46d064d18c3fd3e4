"""Good beginnings: what an empty studio offers to start from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import MappingProxyType

from apiyard.core.catalog import find
from apiyard.core.names import ApiName
from apiyard.core.noun import dataclass
from apiyard.design.draft import Wish, draft


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
        Beginning("resource", "A resource", "List, create, read, change and delete, pages and sign-in.", _resource),
        Beginning("blank", "A blank page", "A title, one operation, and nothing else.", _blank),
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


def _resource(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", title.lower(), re.ASCII)
    plain = [each for each in words if each not in {"api", "my", "the", "a", "our"}] or ["things"]
    name = "-".join(plain)[:40].strip("-")
    return draft(Wish(ApiName(name if name[0].isalpha() else f"api-{name}"), title=title))


def _blank(title: str) -> str:
    text = (Path(__file__).parent / "blank.yaml").read_text(encoding="utf-8")
    return text.replace("title: Title", f"title: {json.dumps(title, ensure_ascii=False)}", 1)
