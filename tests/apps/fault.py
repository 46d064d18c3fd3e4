"""A server that is wrong in one way: what is wrong, and how it is found."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from tests.apps.service import Service


@dataclass(frozen=True)
class Fault:
    """One entry of the catalogue; its name is the file's, and the file's docstring says what is wrong.

    ``about`` says what part of a promise it breaks. The kind of cases ``kind`` finds it with its first ``cases`` cases
    at most, and the check ``check`` reports it. ``plan`` is what the run needs besides; the correct twin is the class
    that ``server`` derives from.
    """

    server: type[Service]
    about: str
    kind: str
    check: str
    cases: int
    plan: dict[str, Any] = field(default_factory=dict)

    @property
    def twin(self) -> type[Service]:
        found: type[Service] = self.server.__bases__[0]
        return found

    @property
    def wrong(self) -> str:
        return (sys.modules[self.server.__module__].__doc__ or "").strip()
