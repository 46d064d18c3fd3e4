"""Judge a typed text: what the rules find, and where, in a form that pages show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from apiyard.core.errors import ApiyardError, ConflictError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.design.apply_fixes import fix
from apiyard.design.assess import Agreed, assess
from apiyard.design.fix import fixes
from apiyard.design.lint import lint
from apiyard.design.reach import reach_of
from apiyard.design.read_ruleset import builtin, read_ruleset
from apiyard.design.reading.loaded import Loaded
from apiyard.design.rule import Rule
from apiyard.design.score import score
from apiyard.spec.inventory import Inventory
from apiyard.spec.parse import Document
from apiyard.studio.draft import shown_name

MOST = 2_000
"""So many findings are sent to the page; the count says how many there are."""

_DEFAULT = "apiyard:recommended"
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
    """Asks rules; keeps the ruleset until its file changes.

    Args:
        today: the day on which exceptions inside documents are looked at.
    """

    today: Callable[[], date]
    _kept: tuple[str, float, Loaded] | None = None

    def judge(self, main: str, read: Read, ruleset: str) -> Judgement:
        """Ask the rules about a text.

        Args:
            main: the path of the main document.
            read: reads documents, and tells what is wrong with them as findings.
            ruleset: a path or the name of a built-in ruleset; empty for the default one.

        Returns:
            The judgement; a text that cannot be read gives one finding that says why.
        """
        try:
            return self._asked(main, read, ruleset)
        except ApiyardError as error:
            return Judgement((as_finding(error, main),))
        except Exception as error:  # noqa: BLE001 - outline, reference and mock go on when a rule breaks
            what = f"the rules could not be asked: {type(error).__name__}: {error}"
            return Judgement((as_finding(ApiyardError(what, hint="this is a bug; please report it"), main),))

    def _asked(self, main: str, read: Read, ruleset: str) -> Judgement:
        inventory = Inventory(read(main), read)
        active = self._ruleset(ruleset).for_document(main)
        found = lint(inventory, active, ignore_unknown_format=True)
        judged = assess(main, inventory, active, findings=found, agreed=Agreed(self.today()))
        counted = [each for each in judged.remarks if each.spared is None]
        whys = {
            each.finding.rule: {"why": _why(active.rules[each.finding.rule].rule), "url": each.url}
            for each in counted
            if each.finding.rule in active.rules
        }
        value = score(counted, reach_of(inventory)).value
        return Judgement(tuple(each.finding for each in counted), whys, value)

    def fix(self, main: str, read: Read, ruleset: str, *, wanted: Mapping[str, Any]) -> dict[str, str]:
        """Mend a finding in the texts of its documents.

        Args:
            main: the path of the main document.
            read: reads documents.
            ruleset: as for ``judge``.
            wanted: ``rule``, ``pointer`` and ``message`` of the finding.

        Returns:
            New texts by path.

        Raises:
            ApiyardError: the text cannot be read, or the finding is not there any more or needs a person.
        """
        inventory = Inventory(read(main), read)
        found = lint(inventory, self._ruleset(ruleset).for_document(main), ignore_unknown_format=True)
        same = [
            each
            for each in found
            if each.rule == wanted.get("rule")
            and each.location.pointer == wanted.get("pointer")
            and each.message == wanted.get("message")
        ]
        done = fix(inventory, same[:1])
        if not done.rewrites:
            reason = done.skipped[0][1] if done.skipped else "the text has changed meanwhile"
            raise ConflictError(f"this finding could not be mended: {reason}", code="not-mended")
        return {each.uri: each.after for each in done.rewrites}

    def _ruleset(self, ruleset: str) -> Loaded:
        path = Path(ruleset)
        stamp = path.stat().st_mtime if ruleset and path.is_file() else 0.0
        if self._kept is None or self._kept[:2] != (ruleset, stamp):
            loaded = read_ruleset(ruleset) if ruleset else builtin(_DEFAULT)
            self._kept = (ruleset, stamp, loaded)
        return self._kept[2]


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
