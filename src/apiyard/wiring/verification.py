"""The journey ``verify`` against a version that is not out yet: start it, ask it in a child process, end it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from apiyard.core.clock import SystemClock
from apiyard.core.digest import digest_bytes
from apiyard.core.errors import RefusedError, UnavailableError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json
from apiyard.core.names import Environment
from apiyard.core.noun import dataclass, field
from apiyard.core.options import read_options
from apiyard.deploy.instance import Health, Report
from apiyard.deploy.target import Place, Target, instances, target
from apiyard.release.bundle import Manifest
from apiyard.store.intents import ANY, Change
from apiyard.wiring.commands import check_start
from apiyard.wiring.doors import doors_of
from apiyard.wiring.parts import Parts
from apiyard.wiring.verifier import Question, ask_verifier
from apiyard.wiring.verify_settings import SETTINGS, check_settings, settings_files

TRIAL = Environment("trial")
"""The name under which a version runs while it is verified; no gateway leads there."""
KINDS: Mapping[str, EvidenceKind] = {
    "examples": EvidenceKind.VERIFY_EXAMPLES,
    "edges": EvidenceKind.VERIFY_EDGES,
    "fuzz": EvidenceKind.VERIFY_FUZZ,
    "stateful": EvidenceKind.VERIFY_STATEFUL,
    "access": EvidenceKind.VERIFY_ACCESS,
}
"""What each kind of cases leaves in the ledger."""
_MOST_SKIPPED = 100


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked of a service.

    Args:
        seed: seed of the generated cases.
        max_examples: generated cases for each operation.
        seconds: the time for all.
        settings: the text of a settings file of the verifier; empty for none.
        baseline: the text of the file of known failures that the settings name; empty where nothing is known.
        forms: further forms of the report that are wanted, such as ``html``.
        tell: is given lines about how it goes on.
    """

    seed: int = 0
    max_examples: int = 24
    seconds: float = 100.0
    settings: str = ""
    baseline: str = ""
    forms: tuple[str, ...] = ()
    tell: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of a verification.

    Args:
        facts: one for each kind.
        told: the report for programs.
        reports: the further forms of the report, by name.
    """

    facts: tuple[Evidence, ...]
    told: Mapping[str, Any]
    reports: Mapping[str, str] = field(default_factory=dict)


def verify_version(
    parts: Parts, manifest: Manifest, product: Mapping[str, Any], *, kinds: Sequence[str], effort: Effort, by: str
) -> Verified:
    """Start the very files that want to go out, verify them, and end them.

    Args:
        parts: the doors; contract and artefact are in the store.
        manifest: what wants to go out.
        product: the product's intent: target and options.
        kinds: kinds of verification.
        effort: how much is asked.
        by: who asks.

    Returns:
        One fact for each kind, about the contract's digest, with the artefact's, and the reports.

    Raises:
        RefusedError: the service never became healthy; shows its last output.
        UnavailableError: the verifier itself could not run.
    """
    variables = parts.program.verify_variables
    check_settings(effort.settings, variables)
    place = Place(manifest.api, manifest.version, TRIAL)
    with _running(parts, place, product, artefact=manifest) as url:
        words = ["--kinds", ",".join(kinds), "--seed", str(effort.seed), "--max-examples", str(effort.max_examples)]
        answer = ask_verifier(_question(parts.store.blobs.get(manifest.contract), url, words, effort=effort), variables)
    # Exceptions from checks stand in the settings, so a fact says which settings it rests on, and what was known.
    rests = {"settings": effort.settings, "baseline": effort.baseline if effort.settings else ""}
    told = {**answer.told, "rests": {name: str(digest_bytes(text.encode())) for name, text in rests.items() if text}}
    facts = tuple(_evidence(manifest, kind, told, by=by) for kind in told["kinds"])
    return Verified(facts, answer.told, answer.reports)


@contextmanager
def _running(parts: Parts, place: Place, product: Mapping[str, Any], *, artefact: Manifest) -> Iterator[str]:
    kind = target(product["service"]["target"])
    written = product["service"]["options"]
    check_start(parts.program, place.api, product["service"])
    wanted = instances(place, kind, written, artefact=artefact.artefact)
    now = SystemClock().now().isoformat()
    # The intent comes before the process, so that a crash leaves nothing that nobody would end.
    parts.store.intents.commit([Change("trial", each.id, {"at": now}, ANY) for each in wanted])
    try:
        for each in wanted[:1]:
            if kind.start is not None:
                kind.start(each, doors_of(parts))
        report = _healthy(parts, kind, wanted[:1])
        if report.endpoint is None:
            raise UnavailableError("the service has no address", where=report.id)
        upstream = kind.upstream(read_options(kind.options, written))
        scheme = "https" if upstream.tls else "http"
        yield f"{scheme}://{report.endpoint.host}:{report.endpoint.port}{upstream.path}"
    finally:
        for each in wanted[:1]:
            if kind.stop is not None:
                kind.stop(each.id, doors_of(parts))
        parts.store.intents.commit([Change("trial", each.id, None, ANY) for each in wanted])


def _healthy(parts: Parts, kind: Target, wanted: Sequence[Any]) -> Report:
    instance = wanted[0]
    limit = time.monotonic() + float(getattr(instance.options, "start_seconds", 10.0)) + 5.0
    report: Report | None = None
    while time.monotonic() < limit:
        report = kind.reports((instance,), doors_of(parts)).get(instance.id)
        if report is not None and report.health is Health.HEALTHY:
            return report
        if report is not None and report.health is Health.FAILED:
            break
        time.sleep(0.05)
    raise RefusedError(
        f"the service {instance.id} did not become healthy",
        where="release gate verified",
        piece=(report.last_output if report else "")[-190:],
        hint="run it by hand, or see: apiyard logs",
        code="never-healthy",
    )


def _question(contract: bytes, url: str, words: list[str], *, effort: Effort) -> Question:
    words = [*words, "--settings", SETTINGS] if effort.settings else words
    files = settings_files(effort.settings, effort.baseline)
    return Question(contract, url, effort.seconds, words, files, effort.forms, effort.tell)


def _evidence(manifest: Manifest, kind: Mapping[str, Any], report: Mapping[str, Any], *, by: str) -> Evidence:
    told = {name: value for name, value in kind.items() if name not in {"kind", "verdict"}}
    told["skipped"] = dict(list(kind["skipped"].items())[:_MOST_SKIPPED])
    covered = {name: [each["met"], each["total"]] for name, each in report.get("coverage", {}).items()}
    numbers: dict[str, Json] = {**told, "coverage": covered, "artefact": manifest.artefact or "", **report["rests"]}
    return Evidence(
        KINDS[kind["kind"]],
        Subject("contract", f"{manifest.api}@{manifest.version}", manifest.contract),
        Verdict(kind["verdict"]),
        About(manifest.api, manifest.version),
        numbers,
        by=by,
    )
