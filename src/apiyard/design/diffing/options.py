"""How two contracts are compared: under which reading, and within which bounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from apiyard.core.noun import dataclass, field
from apiyard.design.cause import Strictness, Verdict


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """How two contracts are compared.

    Args:
        strictness: what must keep working.
        formats: whether formats are asserted, not only annotated.
        budget: steps that one question of containment may take; then the answer is unknown.
        today: the day that sunsets are held against; None when no day counts.
        levels: by id of a check, ``off`` or the verdict that it always has. A check is never made breaking by this
            without that being told as the reason.
    """

    strictness: Strictness = Strictness.WIRE
    formats: bool = False
    budget: int = 20_000
    today: date | None = None
    levels: Mapping[str, Literal["off"] | Verdict] = field(default_factory=lambda: MappingProxyType({}))


DEFAULT = DiffOptions()
