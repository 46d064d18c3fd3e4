"""A contract in, findings out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.catalog import find
from apiyard.core.errors import ApiyardError, InvalidInputError, nearest
from apiyard.core.finding import Finding, Severity
from apiyard.core.json import Json
from apiyard.core.options import read_options
from apiyard.design.contract_rule import Problem, Rule
from apiyard.design.contract_rule import rules as all_rules
from apiyard.spec.contract import Contract

# What is wrong with the contract itself, before any rule is asked.
CONTRACT = "contract"
_SEVERITY = "severity"


def lint(contract: Contract, *, rules: Mapping[str, Json] | None = None) -> tuple[Finding, ...]:
    """Judge how a contract is written.

    Args:
        contract: the contract.
        rules: by id of the rule: false (it is not asked), or its options, among them ``severity``. Rules that are not
            named are asked with their defaults.

    Returns:
        The findings, sorted by place; the same input gives the same output.

    Raises:
        UnknownNameError: a rule, an option or a severity that nobody knows; names the nearest one.
        InvalidInputError: an option has another type.
    """
    found: set[Finding] = set()
    for rule, severity, options in _chosen(rules or {}):
        try:
            for problem in rule.check(contract, options):
                found.add(_finding(contract, rule.id, severity, problem=problem))
        except ApiyardError as error:
            message = f"the rule could not be asked: {error.what}"
            found.add(_finding(contract, rule.id, Severity.ERROR, problem=Problem("", message, error.piece)))
    for pointer, reason in contract.scope.broken():
        problem = Problem(pointer, f"the schema cannot be used: {reason}", hint="see JSON Schema Draft 2020-12")
        found.add(_finding(contract, CONTRACT, Severity.ERROR, problem=problem))
    return tuple(sorted(found, key=_order))


def _chosen(settings: Mapping[str, Json]) -> Iterator[tuple[Rule, Severity, Any]]:
    known = all_rules()
    for id_ in settings:
        find(known, "rule", id_, where="rules")
    for id_, rule in known.items():
        setting = settings.get(id_, {})
        if setting is False:
            continue
        given = dict(setting) if isinstance(setting, Mapping) else {}
        severity = _severity(given.pop(_SEVERITY, rule.severity.value), f"rules.{id_}")
        yield rule, severity, read_options(rule.options, given, where=f"rules.{id_}")


def _severity(name: Json, where: str) -> Severity:
    try:
        return Severity(str(name))
    except ValueError:
        hint = nearest(str(name), [each.value for each in Severity])
        raise InvalidInputError("unknown severity", where=where, piece=str(name), hint=hint) from None


def _finding(contract: Contract, rule: str, severity: Severity, *, problem: Problem) -> Finding:
    place = contract.locate(problem.pointer)
    return Finding(rule, severity, problem.message, place, problem.piece, problem.hint)


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    return place.document, place.line, place.column, place.pointer, finding.rule, finding.message, finding.piece
