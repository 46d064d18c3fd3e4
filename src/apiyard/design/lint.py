"""Documents and rules in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.finding import Finding, Severity
from apiyard.design.linting.run import Run
from apiyard.design.ruleset import Active
from apiyard.spec.document_format import formats_of
from apiyard.spec.flaw import DUPLICATE_KEY, KEY_NO_TEXT
from apiyard.spec.inventory import PARSER, Inventory
from apiyard.spec.regex import bounded_searches

UNRECOGNIZED_FORMAT = "unrecognized-format"
RULE_NOT_RUN = "rule-not-run"


def lint(inventory: Inventory, active: Active, *, ignore_unknown_format: bool = False) -> tuple[Finding, ...]:
    """Judge how documents are written.

    Args:
        inventory: the documents.
        active: the rules that are in force.
        ignore_unknown_format: whether a document of no format that the rules know is no finding.

    Returns:
        The findings, sorted by place, each rule, place and message once; the same input gives the same output. Beside
        the rules' own findings: ``parser`` and ``invalid-ref`` (the documents themselves), ``unrecognized-format`` and
        ``rule-not-run``.
    """
    root = inventory.root.value
    behind = inventory.target(root) if isinstance(root, dict) else None
    formats = formats_of(root if behind is None else behind[0])
    # As in the field, a format that no ruleset names does not count, also not for aliases.
    run = Run(inventory, active, formats & active.formats if active.formats else formats)
    found = [*_problems(inventory, active), *_not_run(inventory, active)]
    if active.formats and active.formats.isdisjoint(formats) and not ignore_unknown_format:
        known = ", ".join(sorted(active.formats))
        message = f"the document is of none of the formats that the rules know: {known}"
        found.append(Finding(UNRECOGNIZED_FORMAT, Severity.WARN, message, inventory.root.locate("")))
    with bounded_searches():
        run.ask_all()
    found.extend(run.findings())
    return tuple(sorted(found, key=_order))


def _problems(inventory: Inventory, active: Active) -> Iterator[Finding]:
    for problem in inventory.problems:
        severity: Severity | None = problem.severity
        if problem.rule == PARSER and problem.message == DUPLICATE_KEY:
            severity = active.duplicate_keys
        elif problem.rule == PARSER and problem.message.startswith(KEY_NO_TEXT):
            severity = active.incompatible_values
        if severity is not None:
            yield (
                Finding(PARSER, severity, problem.message, problem.location, problem.piece, problem.hint)
                if (problem.rule == PARSER)
                else problem
            )


def _not_run(inventory: Inventory, active: Active) -> Iterator[Finding]:
    for name, why in active.not_run.items():
        message = f"the rule {name} was not asked: {why}"
        yield Finding(RULE_NOT_RUN, Severity.WARN, message, inventory.root.locate(""), name)


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    return place.document, place.line, place.column, finding.rule, place.pointer, finding.message, finding.piece
