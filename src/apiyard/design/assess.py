"""Findings in, a judgement out: places and fingerprints added, and what a team agreed to spare set apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from apiyard.core.finding import Finding
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.baseline import Baseline
from apiyard.design.fingerprint import fingerprints
from apiyard.design.ignore import read_ignores
from apiyard.design.reach import Reach, reach_of
from apiyard.design.readable import relative_path
from apiyard.design.report import NOT_RUN, Judged, Remark, Spared
from apiyard.design.ruleset import Active
from apiyard.design.spare import Exceptions
from apiyard.spec import pointer
from apiyard.spec.extent import NOWHERE, Extent
from apiyard.spec.inventory import Inventory, Path
from apiyard.spec.parse import Document


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a team has agreed to live with.

    Args:
        today: the day of the judgement.
        here: the absolute folder that relative names of documents are relative to.
        folder: the absolute folder of the work; fingerprints name documents relative to it.
        exceptions: exceptions with their places.
        baseline: the findings that an existing API starts with; None for none.
        skip: rules that are not told of at all.
    """

    today: date
    here: str = "/"
    folder: str = "/"
    exceptions: Exceptions = field(default_factory=Exceptions)
    baseline: Baseline | None = None
    skip: Collection[str] = ()


_Stand = tuple[Path, Extent, tuple[int, int, int, int]]


@dataclass(slots=True)
class _Once:
    """The parts of a contract, found when they are asked for first."""

    inventory: Inventory
    known: Reach | None = None

    def __call__(self) -> Reach:
        if self.known is None:
            self.known = reach_of(self.inventory)
        return self.known


def reach_once(inventory: Inventory | None) -> Callable[[], Reach]:
    """Give a function that finds the parts of a contract once.

    Args:
        inventory: the documents; None for a contract without parts.

    Returns:
        The function.
    """
    return Reach if inventory is None else _Once(inventory)


def assess(name: str, inventory: Inventory, active: Active, *, findings: Iterable[Finding], agreed: Agreed) -> Judged:
    """Set the findings of one input into order.

    Args:
        name: what the user called the input.
        inventory: its documents.
        active: the rules that were asked.
        findings: what they found.
        agreed: what is spared.

    Returns:
        The judgement; findings about waivers themselves are added to it.
    """
    documents = {**inventory.documents, inventory.root.uri: inventory.root}
    ignores = read_ignores(documents.values(), known={*active.rules, *active.not_run}, today=agreed.today)
    found = [each for each in (*findings, *ignores.findings) if each.rule not in agreed.skip]
    found.sort(key=_order)
    places: dict[tuple[str, str], _Stand] = {}
    for uri, at in dict.fromkeys((each.location.document, each.location.pointer) for each in found):
        places[uri, at] = _stand(documents.get(uri), at)
    stands = [places[each.location.document, each.location.pointer] for each in found]
    names = {uri: relative_path(uri, agreed.here, agreed.folder) for uri in {uri for uri, _ in places}}
    shown = [names[each.location.document] for each in found]
    named = fingerprints(zip(found, shown, (each[0] for each in stands), strict=True))
    remarks = []
    for finding, (path, extent, region), where, fingerprint in zip(found, stands, shown, named, strict=True):
        spared = ignores.spare(finding.rule, finding.location.document, path)
        spared = spared or _agreed_to(finding, where, fingerprint, agreed=agreed)
        remarks.append(Remark(finding, extent, path, region, fingerprint, url_of(finding.rule, active), spared))
    return Judged(name, documents, tuple(remarks), inventory, active.source, active.rules, active.not_run)


def afterthoughts(judged: Sequence[Judged], agreed: Agreed) -> tuple[tuple[Judged, ...], tuple[str, ...]]:
    """Give what can be said only when all inputs are judged.

    Args:
        judged: the inputs.
        agreed: what is spared.

    Returns:
        A judgement of the file of exceptions where one of them has expired, and notes about what nothing needs now.
    """
    remarks = [remark for each in judged for remark in each.remarks]
    spared = [each.spared for each in remarks if each.spared is not None]
    notes = agreed.exceptions.unused(spared, agreed.today)
    if agreed.baseline is not None:
        documents = {relative_path(name, agreed.here, agreed.folder) for each in judged for name in each.documents}
        notes += agreed.baseline.gone((each.fingerprint for each in remarks), documents)
    expired = agreed.exceptions.expired(agreed.today)
    return ((lone(expired[0].location.document, expired, agreed),) if expired else ()), notes


def lone(name: str, findings: Sequence[Finding], agreed: Agreed) -> Judged:
    """Set findings into order that no inventory stands behind: of a file of exceptions, of a text that is no document.

    Args:
        name: what the user called the input.
        findings: the findings.
        agreed: what is spared.
    """
    paths: list[Path] = [tuple(pointer.split(each.location.pointer)) for each in findings]
    shown = [relative_path(each.location.document, agreed.here, agreed.folder) for each in findings]
    told = []
    for each, path, fingerprint in zip(
        findings, paths, fingerprints(zip(findings, shown, paths, strict=True)), strict=True
    ):
        at = (each.location.line or 1, each.location.column or 1)
        region = (at[0] - 1, at[1] - 1, at[0] - 1, at[1] - 1)
        told.append(Remark(each, Extent(at, at, at, at, at), path, region, fingerprint))
    return Judged(name, {}, tuple(told))


def url_of(rule: str, active: Active) -> str:
    """Give where a rule is explained, or an empty text."""
    known = active.rules.get(rule)
    return known.rule.documentation_url if known else ""


def _agreed_to(finding: Finding, document: str, fingerprint: str, *, agreed: Agreed) -> Spared | None:
    spared = None
    if agreed.exceptions.each:
        where = relative_path(finding.location.document, agreed.here, agreed.exceptions.folder)
        spared = agreed.exceptions.spare(finding, where, agreed.today)
    if (
        spared is None
        and agreed.baseline is not None
        and finding.rule != NOT_RUN
        and fingerprint in agreed.baseline.known
    ):
        return Spared("baseline", place=document)
    return spared


def _stand(document: Document | None, at: str) -> _Stand:
    """Give where a pointer leads; only the document knows which of its tokens are indices.

    The range is what the field's editors show: behind the key of a collection, up to its last scalar.
    """
    node: Json = None if document is None else document.value
    path: list[str | int] = []
    there = document is not None
    for token in pointer.split(at):
        if isinstance(node, list) and token.isdecimal() and int(token[:9]) < len(node):
            path.append(int(token))
            node = node[int(token)]
        else:
            path.append(token)
            there = there and isinstance(node, dict) and token in node
            node = node.get(token) if isinstance(node, dict) else None
    extent = NOWHERE if document is None else document.extent(at)
    start = extent.start
    if there and extent.key != extent.key_end and isinstance(node, dict | list):
        start = (extent.key_end[0], extent.key_end[1] + 1)
    return tuple(path), extent, (start[0] - 1, start[1] - 1, extent.last[0] - 1, extent.last[1] - 1)


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    return place.document, place.line, place.column, place.pointer, finding.rule, finding.message
