"""The journey ``verify`` of an API of a workspace: these files are started and asked, and the ledger is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from apiyard.core.errors import unknown
from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.spec.load import contract_from_bytes
from apiyard.wiring.parts import Parts
from apiyard.wiring.release import Asked, keep_bytes
from apiyard.wiring.state import read_state
from apiyard.wiring.verification import KINDS, Effort, verify_version


def verify_api(parts: Parts, asked: Asked, *, kinds: Sequence[str], effort: Effort, by: str) -> dict[str, Any]:
    """Start the files of an API, verify them, end them, and append one fact for each kind.

    The facts are about these bytes only, so that a release of the same bytes needs no second verification.

    Args:
        parts: the doors.
        asked: the bytes.
        kinds: kinds of verification.
        effort: how much is asked.
        by: who asks.

    Returns:
        The verdict of all kinds, the numbers of the facts, the report for programs and its further forms.

    Raises:
        UnknownNameError: the API is not declared, or there is no such kind.
        InvalidInputError: the contract has no version.
        RefusedError: the service never became healthy.
        UnavailableError: the verifier itself could not run.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise unknown("kind of verification", kind, KINDS)
    state = read_state(parts.store.intents)
    product = state.body("product", asked.api)
    if product is None:
        raise unknown("API", asked.api, state.all("product"), where="intents; run: apiyard apply")
    contract = contract_from_bytes(asked.contract, uri=f"{asked.api} contract")
    manifest = keep_bytes(parts, asked, contract, product=product)
    verified = verify_version(parts, manifest, product, kinds=kinds, effort=effort, by=by)
    facts = parts.store.ledger.append(*verified.facts)
    return {
        "api": manifest.api,
        "version": manifest.version,
        "contract": manifest.contract,
        "artefact": manifest.artefact,
        "verdict": Verdict(verified.told["verdict"]).value,
        "facts": {EvidenceKind(fact.evidence.kind).value: fact.seq for fact in facts},
        "report": verified.told,
        "reports": dict(verified.reports),
    }
