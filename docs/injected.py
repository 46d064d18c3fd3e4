# ruff: noqa: INP001 - a part of a program on its own, not a package
"""The page of the reference about the faults that mocks and proxies inject."""

from __future__ import annotations

from apiyard.mock.fault import Fault, faults

_INTRO = (
    "What can go wrong on purpose: in the header `x-apiyard-fault` of a request, as `fault` of a rule in the section "
    "[faults](mock-settings.md#faults), or over HTTP while a mock runs; "
    "see [how to inject faults](../how-to/inject-faults.md).\n\n"
)
_HEAD = "| fault | number | without one | what a client learns |\n|---|---|---|---|\n"


def pages(note: str) -> dict[str, str]:
    """Give the page by its file name.

    Args:
        note: what stands above each page.
    """
    rows = "".join(_row(each) for each in faults().values())
    return {"injected-faults.md": f"{note}# Injected faults\n\n{_INTRO}{_HEAD}{rows}"}


def _row(fault: Fault) -> str:
    number = f"{fault.unit}, {fault.least:g} to {fault.most:g}" if fault.unit else ""
    default = f"{fault.value:g}" if fault.unit else ""
    return f"| `{fault.good[-1]}` | {number} | {default} | {fault.why} |\n"
