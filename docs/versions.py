# ruff: noqa: INP001 - a part of a program on its own, not a package
"""The pages of the reference about versions and changelogs."""

from __future__ import annotations

from apiyard.design.changelog.form import forms
from apiyard.design.scheme import schemes

_SCHEMES = (
    "How APIs say by their version what changed: `apiyard version --scheme NAME`, and the option `scheme` of the gate "
    "[version-fits](gates.md#version-fits). [Which one is found by itself](../explanation/versions.md#schemes). "
    "Dates below are asked for on 22 November 2026."
)
_FORMS = "`apiyard changelog --format NAME`; without it the end of the output's name says which."


def pages(note: str) -> dict[str, str]:
    """Give the pages by their file names.

    Args:
        note: what stands above each page.
    """
    return {"schemes.md": _schemes(note), "changelogs.md": _changelogs(note)}


def _schemes(note: str) -> str:
    parts = [note, "# Schemes of versions\n\n", _SCHEMES, "\n"]
    for scheme in schemes().values():
        where = "info.version" if scheme.source == "version" else "the paths that callers write"
        parts.append(f"\n## {scheme.id}\n\n{scheme.why} Read from {where}.\n\n")
        parts.append("| old | new | the changes ask for | enough | lowest that is |\n|---|---|---|---|---|\n")
        for case in scheme.cases:
            enough = "yes" if case.fits else "no"
            parts.append(f"| {case.old} | {case.new} | {case.bump.value} | {enough} | {case.next} |\n")
    return "".join(parts)


def _changelogs(note: str) -> str:
    parts = [note, "# Forms of changelogs\n\n", _FORMS, "\n"]
    for form in forms().values():
        names = f" Also called {', '.join(f'`{each}`' for each in form.names)}." if form.names else ""
        parts.append(f"\n## {form.id}\n\n{form.why}\n\nWritten to files that end in `{form.suffix}`.{names}\n")
    return "".join(parts)
