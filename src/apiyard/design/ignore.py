"""Inline waivers: ``x-lint-ignore`` on an object spares findings in it and below, where it really stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from apiyard.core.errors import ApiyardError, nearest
from apiyard.core.finding import Finding, Severity
from apiyard.core.noun import dataclass, field
from apiyard.design.report import Spared
from apiyard.design.waiver import Waiver, read_waiver
from apiyard.spec import pointer
from apiyard.spec.inventory import Path
from apiyard.spec.parse import Document

KEY = "x-lint-ignore"
_RULE = "lint-ignore"
_REASON = "lint-ignore-reason"
_EXPIRED = "lint-ignore-expired"
_OWN = frozenset({_RULE, _REASON, _EXPIRED})
# What the documents themselves do wrong, whatever the ruleset.
_OF_DOCUMENTS = frozenset({"parser", "invalid-ref", "unrecognized-format"})
_MOST_BELOW = 200
_MOST_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class Ignores:
    """The inline waivers of some documents.

    Args:
        at: by document and path of an object: its waivers that hold today, by rule.
        findings: what is wrong with waivers: no reason, a passed day, an unknown rule.
    """

    at: Mapping[tuple[str, Path], Mapping[str, Waiver]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def spare(self, rule: str, document: str, path: Path) -> Spared | None:
        """Give what spares a finding.

        Args:
            rule: the rule that speaks.
            document: the document it stands in.
            path: where.

        Returns:
            The waiver nearest to it; None when there is none.
        """
        if not self.at or rule in _OWN:
            return None
        for length in range(len(path), -1, -1):
            waiver = self.at.get((document, path[:length]), {}).get(rule)
            if waiver is not None:
                where = f"{document}#{pointer.build((*path[:length], KEY))}"
                return Spared(KEY, waiver.reason, str(waiver.until or ""), where)
        return None


def read_ignores(documents: Iterable[Document], *, known: Collection[str], today: date) -> Ignores:
    """Read all inline waivers.

    A waiver without a reason holds, and is a finding of its own; one whose last day has passed does not hold.

    Args:
        documents: the documents of a contract as they are written.
        known: the names of all rules, to tell a wrong one; empty when they are not known.
        today: the day of the judgement.

    Returns:
        The waivers that hold, and what is wrong with waivers.
    """
    at: dict[tuple[str, Path], dict[str, Waiver]] = {}
    findings: list[Finding] = []
    for document in documents:
        if KEY.encode() not in document.data:
            continue
        for path, value in _written(document.value):
            waivers: dict[str, Waiver] = {}
            listed = value if isinstance(value, list) else [value]
            for index, each in enumerate(listed):
                where = (*path, KEY, *((index,) if isinstance(value, list) else ()))
                waiver, told = _read(each, known, today)
                findings += (
                    []
                    if len(findings) > _MOST_TOLD
                    else [
                        Finding(
                            one.rule, Severity.WARN, one.message, document.locate(pointer.build(where)), hint=one.hint
                        )
                        for one in told
                    ]
                )
                if waiver is not None:
                    waivers.setdefault(waiver.rule, waiver)
            at[document.uri, path] = waivers
    return Ignores(at, tuple(findings))


def _written(value: Any) -> Iterator[tuple[Path, Any]]:
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, node = waiting.pop()
        if len(path) > _MOST_BELOW:
            continue
        if isinstance(node, dict):
            if KEY in node:
                yield path, node[KEY]
            waiting += [((*path, key), each) for key, each in node.items() if isinstance(each, dict | list)]
        elif isinstance(node, list):
            waiting += [((*path, index), each) for index, each in enumerate(node) if isinstance(each, dict | list)]


def _everywhere() -> Collection[str]:
    """Give the rules of all built-in rulesets: a contract may be judged by another one at other times."""
    from apiyard.design.explain import explained

    return {*explained(), *_OF_DOCUMENTS}


@dataclass(frozen=True, slots=True)
class _Told:
    rule: str
    message: str
    hint: str


def _read(value: object, known: Collection[str], today: date) -> tuple[Waiver | None, list[_Told]]:
    try:
        waiver = read_waiver(value)
    except ApiyardError as error:
        return None, [_Told(_RULE, f"this {KEY} cannot be read: {error.what}", error.hint)]
    told: list[_Told] = []
    if known and waiver.rule not in known and waiver.rule not in _everywhere():
        message = f"{KEY} names the rule {waiver.rule!r}, which nobody knows"
        told.append(_Told(_RULE, message, nearest(waiver.rule, known)))
    if waiver.over(today):
        message = f"the {KEY} of {waiver.rule} ended on {waiver.until}"
        return None, [*told, _Told(_EXPIRED, message, "mend what it spared, or name a later day")]
    if not waiver.reason:
        hint = f"write {{rule: {waiver.rule}, reason: ...}}"
        told.append(_Told(_REASON, f"the {KEY} of {waiver.rule} has no reason", hint))
    return waiver, told
