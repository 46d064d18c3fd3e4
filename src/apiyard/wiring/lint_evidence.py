"""The fact ``lint``: how the contract of a release is written, by the rules and agreements of the workspace."""

from __future__ import annotations

from datetime import date

from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.finding import Finding, Severity
from apiyard.core.json import Json
from apiyard.design.assess import assess, reach_once
from apiyard.design.lint import lint
from apiyard.design.report import NOT_RUN, Judged, counts
from apiyard.design.score import score
from apiyard.release.bundle import Manifest
from apiyard.settings.program import Program
from apiyard.settings.read import NAME, read_workspace
from apiyard.settings.trust import trust_of
from apiyard.spec.contract import Contract
from apiyard.spec.inventory import inventory_of_bytes
from apiyard.wiring.lint_agreed import Where, choose_ruleset, read_agreed
from apiyard.wiring.rule_functions import supply_of

_SUBJECT = "contract"
_MOST_TOLD = 10
_MOST_LONG = 300


def lint_evidence(contract: Contract, manifest: Manifest, judged: Judged, *, by: str) -> Evidence:
    """Give the fact about the contract of a release.

    Args:
        contract: the contract.
        manifest: what it belongs to.
        judged: its judgement.
        by: who asks.

    Returns:
        The fact, about the contract's digest: counts by severity, the score, the first findings; FAIL with an error.
    """
    unusable = [
        Finding("contract", Severity.ERROR, f"the schema cannot be used: {reason}", contract.locate(pointer))
        for pointer, reason in contract.scope.broken()
    ]
    numbers: dict[str, Json] = dict(counts(judged.broken))
    errors = int(numbers.get(Severity.ERROR.value) or 0) + len(unusable)  # type: ignore[arg-type]
    if errors:
        numbers[Severity.ERROR.value] = errors
    worst = Verdict.FAIL if errors else Verdict.WARN if numbers.get(Severity.WARN.value) else Verdict.PASS
    told = [*unusable, *(each.finding for each in judged.broken)][:_MOST_TOLD]
    # Lines of the bundle would mislead who looks into the file.
    first: list[Json] = [f"{each.rule} at {each.location.pointer or '/'}: {each.message}"[:_MOST_LONG] for each in told]
    more: dict[str, Json] = {
        "score": score(judged.broken, reach_once(judged.inventory)()).value,
        "spared": sum(each.spared is not None for each in judged.remarks),
        "not_run": sum(each.finding.rule == NOT_RUN for each in judged.counted),
        "ruleset": judged.ruleset,
        "first": first,
    }
    subject = Subject(_SUBJECT, f"{manifest.api}@{manifest.version}", manifest.contract)
    about = About(manifest.api, manifest.version)
    return Evidence(EvidenceKind.LINT, subject, worst, about, {**numbers, **more}, by=by)


def judge_contract(bundle: bytes, name: str, program: Program, *, today: date) -> Judged:
    """Judge a contract by the rules and agreements of the workspace.

    Args:
        bundle: the contract, bundled into one document.
        name: the name of its API.
        program: the settings; they know the workspace.
        today: the day of the judgement.

    Returns:
        The judgement.

    Raises:
        InvalidInputError: the ruleset or the agreements are wrong.
        ForbiddenError: the ruleset needs functions in Python that nobody trusted.
    """
    root = program.root
    spec = read_workspace(root).file.lint if (root / NAME).is_file() else None
    where = Where(root, root if spec is not None else None, spec)
    loaded = choose_ruleset((), where, supply=supply_of(trust_of(program)))
    # Overrides and exceptions name the contract by its path in the workspace.
    inventory = inventory_of_bytes(bundle, f"apis/{name}/openapi.yaml")
    active = loaded.for_document(str(root / inventory.root.uri))
    agreed = read_agreed(where, today=today)
    return assess(name, inventory, active, findings=lint(inventory, active), agreed=agreed)
