"""The journey ``verify`` against a version that is not out yet: start it, ask it in a child process, end it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from apiyard.core.clock import SystemClock
from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ForbiddenError, RefusedError, UnavailableError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json
from apiyard.core.names import Environment
from apiyard.core.noun import dataclass, field
from apiyard.core.options import read_options
from apiyard.deploy.instance import Health, Report
from apiyard.deploy.target import Place, Target, instances, target
from apiyard.release.bundle import Manifest
from apiyard.spec.parse import parse
from apiyard.spec.source import Source
from apiyard.store.intents import ANY, Change
from apiyard.wiring.commands import check_start
from apiyard.wiring.doors import doors_of
from apiyard.wiring.parts import Parts
from apiyard.wiring.verifier import Answer, Question, ask_verifier

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
_OWN = re.compile(r"\$\{(?:file:|APIYARD_)[^{}]*\}")
_MOST_SKIPPED = 100


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked of a service.

    Args:
        seed: seed of the generated cases.
        max_examples: generated cases for each operation.
        seconds: the time for all.
        settings: the text of a settings file of the verifier; empty for none.
        forms: further forms of the report that are wanted, such as ``html``.
        tell: is given lines about how it goes on.
    """

    seed: int = 0
    max_examples: int = 24
    seconds: float = 100.0
    settings: str = ""
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
    check_settings(effort.settings)
    place = Place(manifest.api, manifest.version, TRIAL)
    with _running(parts, place, product, artefact=manifest) as url:
        answer = _asked(parts.store.blobs.get(manifest.contract), url, kinds, effort=effort)
    # Exceptions from checks stand in the settings, so a fact says which settings it rests on.
    settings = digest_bytes(effort.settings.encode()) if effort.settings else ""
    facts = tuple(
        _evidence(manifest, kind, {**answer.told, "settings": settings}, by=by) for kind in answer.told["kinds"]
    )
    return Verified(facts, answer.told, answer.reports)


def check_settings(text: str) -> None:
    """Refuse settings that would tell a service what is this machine's own: they come from whoever may ask.

    Args:
        text: the text of a settings file of the verifier; empty for none.

    Raises:
        ForbiddenError: they name a file, or a variable of apiyard's own.
        InvalidInputError: they cannot be read.
    """
    waiting: list[Any] = [parse(Source("verify.yaml", text.encode())).value] if text else []
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str) and (found := _OWN.search(each)) is not None:
            hint = "say it by an environment variable of the control plane, such as ${SHOP_PASSWORD}"
            raise ForbiddenError("settings may not read this here", where="verify.yaml", piece=found[0], hint=hint)


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


def _asked(contract: bytes, url: str, kinds: Sequence[str], *, effort: Effort) -> Answer:
    words = ["--kinds", ",".join(kinds), "--seed", str(effort.seed), "--max-examples", str(effort.max_examples)]
    files = {}
    if effort.settings:
        files["verify.yaml"] = effort.settings.encode()
        words += ["--settings", "verify.yaml"]
    return ask_verifier(Question(contract, url, effort.seconds, words, files, effort.forms, effort.tell))


def _evidence(manifest: Manifest, kind: Mapping[str, Any], report: Mapping[str, Any], *, by: str) -> Evidence:
    told = {name: value for name, value in kind.items() if name not in {"kind", "verdict"}}
    told["skipped"] = dict(list(kind["skipped"].items())[:_MOST_SKIPPED])
    covered = {name: [each["met"], each["total"]] for name, each in report.get("coverage", {}).items()}
    numbers: dict[str, Json] = {**told, "coverage": covered, "artefact": manifest.artefact or ""}
    if report["settings"]:
        numbers["settings"] = report["settings"]
    return Evidence(
        KINDS[kind["kind"]],
        Subject("contract", f"{manifest.api}@{manifest.version}", manifest.contract),
        Verdict(kind["verdict"]),
        About(manifest.api, manifest.version),
        numbers,
        by=by,
    )
