"""All servers that are wrong in one way, by their names, and their correct twins."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

from tests.apps.fault import Fault
from tests.apps.service import Service

FOLDER = Path(__file__).with_name("faults")


@cache
def faults() -> dict[str, Fault]:
    """Give the faults by the names of their files."""
    names = sorted(path.stem for path in FOLDER.glob("*.py"))
    return {name: importlib.import_module(f"tests.apps.faults.{name}").FAULT for name in names}


def twins() -> list[type[Service]]:
    """Give each correct server once."""
    return sorted({fault.twin for fault in faults().values()}, key=lambda twin: twin.__name__)
