"""The journey ``release``: gather evidence about exactly these bytes, ask the gates, sign the bundle."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from apiyard.core.clock import SystemClock
from apiyard.core.digest import Digest, digest_bytes
from apiyard.core.errors import ConflictError, InvalidInputError, NotFoundError, unknown
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json, canonical
from apiyard.core.names import ApiName, Version
from apiyard.core.noun import dataclass
from apiyard.govern.approval import Approver
from apiyard.govern.approval import approve as say
from apiyard.release.bundle import Bundle, Manifest, sign
from apiyard.release.decide import Decision, decide, evidence_of
from apiyard.release.gate import Candidate, gates
from apiyard.release.ports import Signature
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes
from apiyard.store.fact import Fact
from apiyard.store.intents import ANY, NEW, Change
from apiyard.wiring.change_evidence import change_evidence
from apiyard.wiring.judge_change import judge_change
from apiyard.wiring.lint_evidence import judge_contract, lint_evidence
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state
from apiyard.wiring.verification import Effort, verify_version


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to release.

    Args:
        api: the API.
        contract: the bundle of its contract.
        artefact: the archive of the service's files; None for a service that somebody else runs.
        commit: the source's commit; empty when there is no repository.
        dirty: whether files differed from that commit.
    """

    api: str
    contract: bytes
    artefact: bytes | None
    commit: str = ""
    dirty: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it.

    Args:
        manifest: what was, or would be, released.
        decision: what the gates said.
        already: whether exactly this was released before.
    """

    manifest: Manifest
    decision: Decision
    already: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give it in the form of the HTTP API."""
        gates_told = {
            id_: {"passed": each.passed, "reason": each.reason, "facts": list(each.facts)}
            for id_, each in self.decision.results.items()
        }
        return {
            "api": self.manifest.api,
            "version": self.manifest.version,
            "bundle": self.manifest.digest,
            "manifest": self.manifest.to_json(),
            "released": self.decision.allowed,
            "already": self.already,
            "gates": gates_told,
        }


@dataclass(frozen=True, slots=True)
class RingSigner:
    """Signs bundles with the ring of seals.

    Args:
        parts: the doors.
    """

    parts: Parts

    def sign(self, data: bytes) -> Signature:
        """Sign bytes.

        Args:
            data: what is signed.

        Returns:
            The signature, with the id of the key.
        """
        ring = self.parts.seals
        value = base64.urlsafe_b64encode(ring.sign(data)).rstrip(b"=").decode()
        return Signature(ring.key_id, "Ed25519", value)


def release(parts: Parts, asked: Asked, *, by: str) -> Outcome:
    """Release a version when every gate says yes.

    Evidence that is known about exactly these bytes is used again; a refused release can be asked for again, for
    example after an approval.

    Args:
        parts: the doors.
        asked: what is to be released.
        by: who asks; their own approval does not count.

    Returns:
        What the gates said; nothing is released when one of them said no.

    Raises:
        ConflictError: this version was released with other bytes.
        UnknownNameError: the API is not declared.
    """
    state = read_state(parts.store.intents)
    product = state.body("product", asked.api)
    if product is None:
        raise unknown("API", asked.api, state.all("product"), where="intents; run: apiyard apply")
    contract = contract_from_bytes(asked.contract, uri=f"{asked.api} contract")
    manifest = keep_bytes(parts, asked, contract, product=product)
    reference = f"{manifest.api}@{manifest.version}"
    before = state.body("release", reference)
    if before is not None and before["bundle"] != manifest.digest:
        raise ConflictError(
            f"{reference} was released with other content",
            where=reference,
            piece=f"released {before['bundle'][7:19]}, this is {manifest.digest.short}",
            hint="a release never changes: raise the contract's version",
            retryable=False,
        )
    candidate = _candidate(state, manifest, by=by)
    options, asked_gates = gates_for(state, product)
    verify = "verified" in asked_gates
    _gather(parts, candidate, contract, bundle=asked.contract, product=product, options=options, verify=verify)
    decision = decide(candidate, _facts(parts, manifest), options, asked=asked_gates)
    _keep(parts, candidate, decision, already=before is not None, by=by)
    return Outcome(manifest, decision, before is not None)


def approve(parts: Parts, reference: str, *, role: str, by: str, refuse: bool = False) -> Digest:
    """Say yes or no to a bundle that wants to go out.

    Args:
        parts: the doors.
        reference: ``API@VERSION`` of a candidate.
        role: the role of who says it.
        by: who says it.
        refuse: whether they say no.

    Returns:
        The digest of the bundle.

    Raises:
        NotFoundError: nobody asked for this release yet.
        ForbiddenError: the role may not approve.
    """
    state = read_state(parts.store.intents)
    body = state.body("candidate", reference)
    if body is None:
        raise NotFoundError(f"nobody asked to release {reference} yet", hint="run `apiyard release` first")
    manifest = Manifest.from_json(body["manifest"])
    subject = Subject("bundle", reference, manifest.digest)
    about = About(manifest.api, manifest.version)
    parts.store.ledger.append(say(subject, about, Approver(by, role), yes=not refuse))
    return manifest.digest


def gates_for(state: State, product: Mapping[str, Any]) -> tuple[dict[str, object], list[str]]:
    """Give the gates that a product must pass.

    Args:
        state: all intents.
        product: the product's intent; it may waive gates and change their options.

    Returns:
        Options by gate, and the ids of the gates that are asked.
    """
    own = product["gates"]
    options: dict[str, object] = {**(state.body("gates", "release") or {})}
    options.update({gate: each for gate, each in own.items() if isinstance(each, Mapping)})
    return options, [gate for gate in gates() if own.get(gate) is not False]


def keep_bytes(parts: Parts, asked: Asked, contract: Contract, *, product: Mapping[str, Any]) -> Manifest:
    """Keep the bytes that somebody wants to release, and say which they are.

    Args:
        parts: the doors.
        asked: the bytes.
        contract: the contract among them.
        product: the product's intent.

    Returns:
        The digests of all that belongs to this version.

    Raises:
        InvalidInputError: the contract has no version.
    """
    if not contract.version:
        raise InvalidInputError("the contract has no version", where="info.version")
    parts.store.blobs.put(asked.contract)
    if asked.artefact is not None:
        parts.store.blobs.put(asked.artefact)
    policies = canonical({name: product[name] for name in ("gateway", "service", "rollout")})
    parts.store.blobs.put(policies)
    return Manifest(
        api=ApiName(asked.api),
        version=Version(contract.version),
        contract=digest_bytes(asked.contract),
        artefact=None if asked.artefact is None else digest_bytes(asked.artefact),
        policies=digest_bytes(policies),
        commit=asked.commit[:64],
        dirty=asked.dirty,
    )


def _candidate(state: State, manifest: Manifest, *, by: str) -> Candidate:
    """Find the release to compare with: callers rely on the last one that is no pre-release, if there is one."""
    released = [
        (Version(body["version"]), Digest(body["contract"]))
        for body in state.all("release").values()
        if body["api"] == manifest.api and body["version"] != manifest.version
    ]
    if not released:
        return Candidate(manifest, by)
    last = max([each for each in released if not each[0].prerelease] or released)
    return Candidate(manifest, by, last[0], last[1], max(released)[0])


def _gather(
    parts: Parts,
    candidate: Candidate,
    contract: Contract,
    *,
    bundle: bytes,
    product: Mapping[str, Any],
    options: Mapping[str, object],
    verify: bool,
) -> None:
    """Make the evidence that is not known yet."""
    manifest = candidate.manifest
    known = _facts(parts, manifest)
    fresh: list[Evidence] = []
    # Rules and agreements may have changed since the same bytes were judged, so they are judged at each asking.
    today = parts.clock.now().date()
    judged = judge_contract(bundle, manifest.api, parts.program, today=today)
    linted = lint_evidence(contract, manifest, judged, by=candidate.author)
    if not _said(known, linted):
        fresh.append(linted)
    if candidate.last_contract is not None:
        old = contract_from_bytes(parts.store.blobs.get(candidate.last_contract))
        report, accepted = judge_change(old, contract, manifest.api, program=parts.program, today=today)
        told = change_evidence(report, candidate, scheme=_scheme(options), accepted=accepted)
        fresh += [each for each in told if not _said(known, each)]
    parts.store.ledger.append(*fresh)
    wanted = _unverified(known, manifest, options) if verify else []
    if wanted:
        verified = verify_version(parts, manifest, product, kinds=wanted, effort=Effort(), by=candidate.author)
        parts.store.ledger.append(*verified.facts)


def _said(known: Sequence[Fact], fresh: Evidence) -> bool:
    """Say whether the newest fact of this kind says the same already."""
    same = [
        fact.evidence for fact in known if fact.evidence.kind is fresh.kind and fact.evidence.subject == fresh.subject
    ]
    return bool(same) and (same[-1].verdict, same[-1].numbers) == (fresh.verdict, fresh.numbers)


def _scheme(options: Mapping[str, object]) -> str:
    written = options.get("version-fits")
    return str(written.get("scheme", "")) if isinstance(written, Mapping) else ""


def _unverified(known: Sequence[Fact], manifest: Manifest, options: Mapping[str, object]) -> list[str]:
    written = options.get("verified")
    asked = written.get("kinds", ("examples", "fuzz")) if isinstance(written, Mapping) else ("examples", "fuzz")
    passed = {
        fact.evidence.kind
        for fact in known
        if fact.evidence.verdict is Verdict.PASS
        and (fact.evidence.numbers.get("artefact") or "") == (manifest.artefact or "")
    }
    return [kind for kind in asked if EvidenceKind(f"verify.{kind}") not in passed]


def _facts(parts: Parts, manifest: Manifest) -> list[Fact]:
    """Everything known about these digests, the oldest first."""
    found = [
        *parts.store.ledger.find(digest=manifest.contract, limit=1000),
        *parts.store.ledger.find(digest=manifest.digest, limit=1000),
    ]
    return sorted(found, key=lambda fact: fact.seq)


def _keep(parts: Parts, candidate: Candidate, decision: Decision, *, already: bool, by: str) -> None:
    manifest = candidate.manifest
    body: dict[str, Json] = {"manifest": manifest.to_json(), "author": by}
    changes = [Change("candidate", candidate.reference, body, ANY)]
    if already:
        return
    if decision.allowed:
        bundle: Bundle = sign(manifest, RingSigner(parts))
        told: dict[str, Json] = {
            "api": manifest.api,
            "version": manifest.version,
            "bundle": manifest.digest,
            "contract": manifest.contract,
            "artefact": manifest.artefact,
            "policies": manifest.policies,
            "commit": manifest.commit,
            "dirty": manifest.dirty,
            "signed": bundle.to_json(),
            "released_at": SystemClock().now().isoformat(),
            "by": by,
        }
        changes.append(Change("release", candidate.reference, told, NEW))
        parts.store.blobs.put(manifest.to_bytes())
    parts.store.intents.commit(changes, [evidence_of(decision, candidate, by=by)])
    parts.nudge()
