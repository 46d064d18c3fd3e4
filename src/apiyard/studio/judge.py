"""Judge a typed text: what the rules find, and where, in a form that pages show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from apiyard.core.errors import ApiyardError, ConflictError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.core.noun import dataclass, field
from apiyard.design.apply_fixes import fix
from apiyard.design.assess import assess
from apiyard.design.fix import fixes
from apiyard.design.lint import lint
from apiyard.design.reach import reach_of
from apiyard.design.rule import Rule
from apiyard.design.score import score
from apiyard.spec.inventory import Inventory
from apiyard.spec.parse import Document
from apiyard.studio.draft import shown_name
from apiyard.wiring.lint_standards import Place, StandardsShelf

MOST = 2_000
"""So many findings are sent to the page; the count says how many there are."""

_PLACE = re.compile(r"(?P<document>.+?):(?P<line>\d+):(?P<column>\d+)(?:#(?P<pointer>.*))?", re.DOTALL)
_ORDER = {Severity.ERROR: 0, Severity.WARN: 1, Severity.INFO: 2, Severity.HINT: 3}

Read = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is found in a text.

    Args:
        findings: those that count, sorted by place.
        whys: by rule: why it exists, and where it is explained.
        score: 0 to 100; None when the text cannot be read.
    """

    findings: tuple[Finding, ...]
    whys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    score: int | None = None


@dataclass(slots=True)
class Judge:
    """Asks rules as ``apiyard lint`` does.

    Args:
        today: the day on which exceptions are looked at.
    """

    today: Callable[[], date]
    _shelf: StandardsShelf = field(default_factory=StandardsShelf)

    def judge(self, main: str, read: Read, place: Place) -> Judgement:
        """Ask the rules about a text.

        Args:
            main: the path of the main document.
            read: reads documents, and tells what is wrong with them as findings.
            place: where ruleset, exceptions and baseline are looked for.

        Returns:
            The judgement; a text that cannot be read gives one finding that says why.
        """
        try:
            return self._asked(main, read, place)
        except ApiyardError as error:
            return Judgement((as_finding(error, main),))
        except Exception as error:  # noqa: BLE001 - outline, reference and mock go on when a rule breaks
            what = f"the rules could not be asked: {type(error).__name__}: {error}"
            return Judgement((as_finding(ApiyardError(what, hint="this is a bug; please report it"), main),))

    def _asked(self, main: str, read: Read, place: Place) -> Judgement:
        inventory = Inventory(read(main), read)
        standards = self._shelf.get(place, self.today())
        active = standards.loaded.for_document(main)
        found = lint(inventory, active)
        counted = assess(main, inventory, active, findings=found, agreed=standards.agreed).counted
        whys = {
            each.finding.rule: {"why": _why(active.rules[each.finding.rule].rule), "url": each.url}
            for each in counted
            if each.finding.rule in active.rules
        }
        value = score(counted, reach_of(inventory)).value
        return Judgement(tuple(each.finding for each in counted), whys, value)

    def fix(self, main: str, read: Read, place: Place, *, wanted: Mapping[str, Any]) -> dict[str, str]:
        """Mend a finding in the texts of its documents.

        Args:
            main: the path of the main document.
            read: reads documents.
            place: as for ``judge``.
            wanted: ``rule``, ``pointer`` and ``message`` of the finding.

        Returns:
            New texts by path.

        Raises:
            ApiyardError: the text cannot be read, or the finding is not there any more or needs a person.
        """
        inventory = Inventory(read(main), read)
        found = lint(inventory, self._shelf.get(place, self.today()).loaded.for_document(main))
        same = [
            each
            for each in found
            if each.rule == wanted.get("rule")
            and each.location.pointer == wanted.get("pointer")
            and each.message == wanted.get("message")
        ]
        done = fix(inventory, same[:1], only=[each.rule for each in same[:1]])
        if not done.rewrites:
            reason = done.skipped[0][1] if done.skipped else "the text has changed meanwhile"
            raise ConflictError(f"this finding could not be mended: {reason}", code="not-mended")
        return {each.uri: each.after for each in done.rewrites}


def _why(rule: Rule) -> str:
    return rule.why or rule.description


def as_finding(error: ApiyardError, main: str) -> Finding:
    """Tell an error about a document as a finding at its place.

    Args:
        error: the error; its ``where`` may name document, line, column and pointer.
        main: the path of the main document.

    Returns:
        The finding.
    """
    found = _PLACE.fullmatch(error.where)
    place = Location(main, "", 1, 1)
    if found is not None:
        line, column = int(found["line"]), int(found["column"])
        place = Location(found["document"], found["pointer"] or "", line, column)
    return Finding("parser", Severity.ERROR, error.what, place, error.piece, error.hint)


def facts(findings: Iterable[Finding], folder: Path) -> list[dict[str, Any]]:
    """Give findings as plain data, the worst ones first when there are too many.

    Args:
        findings: the findings.
        folder: the folder of the contract.

    Returns:
        At most ``MOST`` of them.
    """
    chosen = list(findings)
    if len(chosen) > MOST:
        chosen = sorted(chosen, key=lambda each: _ORDER[each.severity])[:MOST]
    mended = fixes()
    return [
        {
            "rule": each.rule,
            "severity": each.severity.value,
            "message": each.message,
            "document": shown_name(folder, each.location.document),
            "pointer": each.location.pointer,
            "line": each.location.line,
            "column": each.location.column,
            "piece": each.piece,
            "hint": each.hint,
            "fixable": each.rule in mended,
        }
        for each in chosen
    ]
