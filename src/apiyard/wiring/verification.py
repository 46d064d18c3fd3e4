"""The journey ``verify`` against a version that is not out yet: start it, ask it in a child process, end it."""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from apiyard.core.clock import SystemClock
from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ApiyardError, ForbiddenError, RefusedError, UnavailableError
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
from apiyard.wiring.processes import follow_child

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
_SLACK_SECONDS = 60.0
_MOST_BYTES = 256 * 1024 * 1024
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
        told, reports = _ask(parts.store.blobs.get(manifest.contract), url, kinds, effort=effort)
    # Exceptions from checks stand in the settings, so a fact says which settings it rests on.
    settings = digest_bytes(effort.settings.encode()) if effort.settings else ""
    facts = tuple(_evidence(manifest, kind, {**told, "settings": settings}, by=by) for kind in told["kinds"])
    return Verified(facts, told, reports)


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


def _ask(contract: bytes, url: str, kinds: Sequence[str], *, effort: Effort) -> tuple[dict[str, Any], dict[str, str]]:
    """The verifier runs in a process of its own: its memory and time are bounded, and it shares nothing with us."""
    with tempfile.TemporaryDirectory(prefix="ay-verify-") as folder:
        path = Path(folder) / "contract.json"
        path.write_bytes(contract)
        words = [sys.executable, "-m", "apiyard", "verify", str(path), "--against", url, "--format", "json"]
        words += ["--kinds", ",".join(kinds), "--seed", str(effort.seed)]
        words += ["--max-examples", str(effort.max_examples), "--seconds", str(effort.seconds)]
        if effort.settings:
            (Path(folder) / "verify.yaml").write_text(effort.settings, encoding="utf-8")
            words += ["--settings", str(Path(folder) / "verify.yaml")]
        files = {form: Path(folder) / f"report.{form}" for form in effort.forms if form != "json"}
        for form, file in files.items():
            words += ["--output", f"{form}={file}"]
        words += [] if effort.tell else ["--quiet"]
        done = follow_child(
            words,
            seconds=effort.seconds + _SLACK_SECONDS,
            most_bytes=_MOST_BYTES,
            folder=Path(folder),
            tell=effort.tell,
        )
        reports = {form: _text(file) for form, file in files.items() if file.is_file()}
    if done.code not in {0, 1}:
        raise UnavailableError("the verifier could not run", piece=done.errors[-190:])
    try:
        told: dict[str, Any] = json.loads(done.output)
    except ValueError as error:
        raise ApiyardError("the verifier's report cannot be read", piece=str(error)) from error
    return told, {"json": done.output.decode("utf-8", "replace"), **reports}


def _text(file: Path) -> str:
    if file.stat().st_size > _MOST_BYTES:
        raise UnavailableError("the report is too large", where=file.name, hint="ask for a form without exchanges")
    return file.read_text(encoding="utf-8")


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
