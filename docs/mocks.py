# ruff: noqa: INP001 - a part of a program on its own, not a package
"""The page of the reference about the settings file of mocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from apiyard.core.options import Dotted
from apiyard.mock.section import Section, Written, sections

_INTRO = (
    "`apiyard mock --settings FILE` reads a YAML file of these sections; each may be left out. An unknown name is an "
    "error that names the nearest known one; hyphens and underscores are the same. Paths start at "
    "the file's folder.\n\n"
)


def pages(note: str, table: Callable[[type[Any]], str]) -> dict[str, str]:
    """Give the page by its file name.

    Args:
        note: what stands above each page.
        table: documents a dataclass and those that its fields hold.
    """
    parts = [note, "# Settings of mocks\n\n", _INTRO]
    parts += [_section(each, table) for each in sections().values()]
    return {"mock-settings.md": "".join(parts).rstrip() + "\n"}


def _section(section: Section, table: Callable[[type[Any]], str]) -> str:
    value = section.read(Written(yaml.safe_load(section.good[-1]), Dotted(section.id), Path()))
    examples = "\n".join(f"{section.id}: {each}" for each in section.good)
    bad = ", ".join(f"`{section.id}: {each}`" for each in section.bad)
    return (
        f"## {section.id}\n\n{section.why}\n\nOne of:\n\n```yaml\n{examples}\n```\n\nNot: {bad}.\n\n"
        f"{table(type(value))}"
    )
