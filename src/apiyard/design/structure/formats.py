"""The formats that documents' own fields have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from apiyard.design.schema_check.formats import FORMATS as KNOWN

# The same addresses stand in a document again and again.
_MOST_KEPT = 4096


def _kept(name: str) -> Callable[[str], bool]:
    return lru_cache(_MOST_KEPT)(KNOWN[name].test)


FORMATS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {name: _kept(name) for name in ("uri", "uri-reference", "email", "regex")}
)
"""By name: whether a text has the format."""
