"""A kind of change that a comparison notices, and the folder of all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any, Literal

from apiyard.core.catalog import scan
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.cause import Strictness, Verdict

Area = Literal[
    "document",
    "path",
    "operation",
    "parameter",
    "body",
    "media-type",
    "response",
    "header",
    "link",
    "callback",
    "security",
    "schema",
]


@dataclass(frozen=True, slots=True)
class Example:
    """Two contracts, or two schemas, and what the change between them means.

    Args:
        name: what is shown, a few words.
        old: for the area ``schema`` a schema, else a whole contract or the part of it that the check is about.
        new: the same after the change.
        request: the verdict on the request side under each strictness; empty when there is none.
        response: the same on the response side.
    """

    name: str
    old: Json
    new: Json
    request: dict[Strictness, Verdict]
    response: dict[Strictness, Verdict]


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of change.

    Args:
        id: its name, that of its file with hyphens.
        area: what it is about.
        what: one sentence: the change.
        why: what it does to users.
        find: gives the edits of this kind between two paired places (``apiyard.design.diffing``).
        oasdiff: the ids of oasdiff's checks that say the same, or a part of it.
        examples: for the table of verdicts.
    """

    id: str
    area: Area
    what: str
    why: str
    find: Callable[[Any], Iterator[Any]]
    oasdiff: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


def checks() -> MappingProxyType[str, Check]:
    """Give all kinds of change, by id."""
    return scan("apiyard.design.checks", "CHECK", Check)
