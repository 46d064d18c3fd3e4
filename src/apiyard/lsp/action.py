"""What can be done about findings: fixes of their rules, and to spare a place from a rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.core.finding import Finding
from apiyard.core.noun import dataclass
from apiyard.design.apply_fixes import fix
from apiyard.design.fix import fixes
from apiyard.design.ignore import KEY
from apiyard.lsp.check import Checked, Found
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Insert, edit
from apiyard.spec.inventory import Inventory

_MAX_ACTIONS = 20
_REASON = "why this is fine here"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Args:
        title: what it does.
        texts: the new texts by file.
        everything: whether it mends all that can be mended.
    """

    title: str
    texts: dict[Path, str]
    everything: bool = False


def actions(checked: Checked, lines: tuple[int, int]) -> tuple[Action, ...]:
    """Give what can be done about the findings in some lines.

    Args:
        checked: what was found.
        lines: first and last line, from 0.

    Returns:
        The actions: fixes of single findings, sparing them, then to mend everything.
    """
    if checked.inventory is None:
        return ()
    here = [each for each in checked.found if _touches(checked, each, lines)]
    found = [*_mending(checked.inventory, here), *_sparing(checked.inventory, here)]
    everything = _mended(checked.inventory, [each.finding for each in checked.found])
    if everything and here:
        found.append(Action("Mend all that can be mended", everything, everything=True))
    return tuple(found[-_MAX_ACTIONS:])


def _touches(checked: Checked, found: Found, lines: tuple[int, int]) -> bool:
    return found.path == checked.path and found.span.line <= lines[1] and found.span.end_line >= lines[0]


def _mending(inventory: Inventory, here: list[Found]) -> Iterator[Action]:
    known = fixes()
    for each in here:
        if each.finding.rule in known:
            texts = _mended(inventory, [each.finding], only=(each.finding.rule,))
            if texts:
                yield Action(f"Mend {each.finding.rule}", texts)


def _mended(inventory: Inventory, findings: list[Finding], *, only: tuple[str, ...] = ()) -> dict[Path, str]:
    return {Path(each.uri): each.after for each in fix(inventory, findings, only=only).rewrites}


def _sparing(inventory: Inventory, here: list[Found]) -> Iterator[Action]:
    for each in here:
        place = each.finding.location
        document = inventory.documents.get(place.document)
        if document is None:
            continue
        path = _object_at(document.value, place.pointer)
        if path is None:
            continue
        waiver = {"rule": each.finding.rule, "reason": _REASON}
        try:
            text = edit(document, [Insert(pointers.build((*path, KEY)), [waiver])])
        except ApiyardError:
            # There is one already; people add to it themselves.
            continue
        yield Action(f"Spare this place from {each.finding.rule} (say why)", {Path(place.document): text})


def _object_at(value: Any, pointer: str) -> tuple[str, ...] | None:
    """Give the path of the innermost object at or around a place."""
    path: tuple[str, ...] = ()
    found = path if isinstance(value, dict) else None
    for token in pointers.split(pointer):
        value = value.get(token) if isinstance(value, dict) else _item(value, token)
        path = (*path, token)
        if isinstance(value, dict) and "$ref" not in value:
            found = path
    return found


def _item(value: Any, token: str) -> Any:
    return value[int(token)] if isinstance(value, list) and token.isdecimal() and int(token[:9]) < len(value) else None
