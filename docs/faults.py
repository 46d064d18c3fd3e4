# ruff: noqa: INP001 - a part of a program on its own, not a package
"""The page of the reference about the servers that are wrong in one way."""

from __future__ import annotations

from collections import Counter

from tests.apps.catalogue import faults, twins

_INTRO = (
    "What `apiyard verify` finds, shown on {count} small servers (`tests/apps/faults`). Each is wrong in one way and "
    "differs in a few lines from a correct twin. The tests run each beside its twin: the fault is found by the kind of "
    "cases that is named here, within so many cases of a whole run with the settings of the command line (six seeds "
    "were tried), and the {twins} twins give no finding with any kind."
)
_HEAD = "| server | what is wrong | about | contract | kind | check | cases |\n|---|---|---|---|---|---|---|\n"
_BY_HAND = (
    "## Run one by hand\n\n```sh\npython -m uvicorn tests.apps.faults.wrong_schema:app --port 8000\n"
    "apiyard verify tests/apps/pets.yaml --against http://127.0.0.1:8000\n```\n"
)


def pages(note: str) -> dict[str, str]:
    """Give the page by its file name.

    Args:
        note: what stands above each page.
    """
    return {"faults.md": _faults(note)}


def found_by(kind: str) -> str:
    """Say which of the servers a kind of cases is there to find.

    Args:
        kind: the id of the kind.

    Returns:
        A sentence that leads to the table; empty when there is none.
    """
    found = [name for name, fault in faults().items() if fault.kind == kind]
    shown = ", ".join(f"`{name}`" for name in found)
    return f"Finds {len(found)} of the [servers that are wrong in one way](faults.md): {shown}.\n" if found else ""


def _faults(note: str) -> str:
    found = faults()
    parts = [note, "# Faults that are found\n\n", _INTRO.format(count=len(found), twins=len(twins())), "\n\n"]
    counted = Counter(fault.kind for fault in found.values())
    parts += ["By kind: ", ", ".join(f"{kind} {number}" for kind, number in sorted(counted.items())), ".\n\n", _HEAD]
    for name, fault in sorted(found.items(), key=lambda pair: (pair[1].kind, pair[1].twin.__name__, pair[0])):
        cells = (
            f"`{name}`",
            fault.wrong,
            fault.about,
            f"`{fault.server.contract.name}`",
            fault.kind,
            f"`{fault.check}`",
            str(fault.cases),
        )
        parts.append(f"| {' | '.join(cells)} |\n")
    return "".join((*parts, "\n", _BY_HAND))
