"""Where nouns get ``dataclass``, ``field`` and ``replace`` from: as in ``dataclasses``, and quick to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

# Who checks types sees the standard ones, which these equal; the program starts with those that compile nothing.
if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    from apiyard.core.noun_class import dataclass, field, replace

__all__ = ["dataclass", "field", "replace"]
