"""One API with everything that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from apiyard.core.digest import Digest
from apiyard.core.errors import ApiyardError, unknown
from apiyard.core.evidence import EvidenceKind
from apiyard.core.names import Version
from apiyard.observe.query import Count, Latency
from apiyard.portal.api_view import ApiView, OperationLine, ReleaseLine, Standing, VersionLine
from apiyard.store.fact import Fact
from apiyard.wiring.api_cards import card, environments, read_pulses
from apiyard.wiring.fact_lines import fact_lines
from apiyard.wiring.parts import Parts
from apiyard.wiring.rollout_lines import effective_weights, rollout_lines
from apiyard.wiring.shown_contract import ShownContract, shown_contract
from apiyard.wiring.state import Body, State, read_state
from apiyard.wiring.view import Asked, View

_MOST_RELEASES = 20
_MOST_FACTS = 12


def _read(parts: Parts, asked: Asked) -> ApiView:
    api = asked.path["api"]
    state = read_state(parts.store.intents)
    product = state.body("product", api)
    if product is None:
        raise unknown("API", api, state.all("product"))
    contract = shown_contract(parts.store.blobs, str(product["contract"]))
    find = parts.store.ledger.find
    return ApiView(
        card=card(parts, state, api, pulses=read_pulses(parts, asked.now)),
        versions=_versions(state, product, api),
        operations=_operations(parts, contract, api, now=asked.now),
        contract_version=contract.version if contract else "",
        releases=_releases(parts, api),
        changes=fact_lines(find(kinds=(EvidenceKind.CHANGE,), api=api, limit=_MOST_FACTS)),
        rollouts=rollout_lines(state, api)[:8],
        facts=fact_lines(find(api=api, limit=_MOST_FACTS)),
        referable=any(body["api"] == api for body in state.all("deployment").values()),
        now=asked.now,
    )


def _versions(state: State, product: Body, api: str) -> tuple[VersionLine, ...]:
    places: dict[str, list[Standing]] = {}
    for environment in environments(state):
        weights = effective_weights(state, environment, api)
        for kind in ("deployment", "retired"):
            for body in state.all(kind).values():
                if body["api"] == api and body["environment"] == environment:
                    places.setdefault(str(body["version"]), []).append(_standing(body, weights))
    releases = {ref.partition("@")[2]: body for ref, body in state.all("release").items() if ref.startswith(f"{api}@")}
    known = {str(name) for name in (*places, *releases, *product["lifecycle"])}
    return tuple(
        _version(product, name, releases.get(name), standings=places.get(name, []))
        for name in sorted(known, key=Version, reverse=True)
    )


def _version(product: Body, name: str, release: Body | None, *, standings: list[Standing]) -> VersionLine:
    life = product["lifecycle"].get(name, {})
    gone = bool(standings) and all(each.state == "retired" for each in standings)
    return VersionLine(
        version=name,
        stage="retired" if gone else str(life.get("stage", "active")),
        deprecated=str(life.get("deprecated", "")),
        sunset=str(life.get("sunset", "")),
        link=str(life.get("link", "")),
        released=_moment(release.get("released_at")) if release else None,
        standings=tuple(standings),
    )


def _standing(body: Body, weights: Mapping[str, int]) -> Standing:
    gone = "retired_at" in body
    return Standing(
        environment=str(body["environment"]),
        state="retired" if gone else str(body["state"]),
        weight=None if gone else weights.get(str(body["version"]), 0),
        instances=0 if gone else len(body["instances"]),
        endpoints=tuple(f"{each['host']}:{each['port']}" for each in body["endpoints"]),
    )


def _operations(parts: Parts, contract: ShownContract | None, api: str, *, now: datetime) -> tuple[OperationLine, ...]:
    if contract is None:
        return ()
    since = now - timedelta(hours=1)
    counted: tuple[Count, ...] = ()
    slow: tuple[Latency, ...] = ()
    try:
        counted = parts.traffic.records.counts(api, "", since, until=now, by=("operation",))
        slow = parts.traffic.records.latency(api, "", since, until=now, quantiles=(0.95,), by=("operation",))
    except ApiyardError:
        pass  # the operations are shown without their calls
    counts = {each.key[0]: each for each in counted}
    p95 = {each.key[0]: each.quantiles_us[0] for each in slow}
    return tuple(
        OperationLine(
            id=each.id,
            method=each.method,
            path=each.path,
            summary=each.summary,
            deprecated=each.deprecated,
            requests=counts[each.id].requests if each.id in counts else 0,
            errors=counts[each.id].errors if each.id in counts else 0,
            p95_us=p95.get(each.id),
        )
        for each in contract.operations
    )


def _releases(parts: Parts, api: str) -> tuple[ReleaseLine, ...]:
    kinds = (EvidenceKind.RELEASE, EvidenceKind.RELEASE_REFUSED)
    released = parts.store.ledger.find(kinds=kinds, api=api, limit=_MOST_RELEASES)
    return tuple(_release(parts, fact) for fact in released)


def _release(parts: Parts, fact: Fact) -> ReleaseLine:
    said = fact.evidence
    numbers: Mapping[str, Any] = said.numbers
    beside = [*_about(parts, said.subject.digest), *_about(parts, _digest(numbers.get("contract")))]
    facts = sorted({each.seq: each for each in (*beside, fact)}.values(), key=lambda each: each.seq)
    return ReleaseLine(
        version=said.about.version,
        bundle=said.subject.digest or "",
        commit=str(numbers.get("commit") or ""),
        released=said.at,
        by=said.by,
        refused=said.kind is EvidenceKind.RELEASE_REFUSED,
        facts=fact_lines(each for each in facts if each.seq == fact.seq or _beside(each, said.about.version)),
    )


def _beside(fact: Fact, version: str) -> bool:
    return fact.evidence.kind in _EVIDENCE and fact.evidence.about.version in {"", version}


def _about(parts: Parts, digest: Digest | None) -> Sequence[Fact]:
    return parts.store.ledger.find(digest=digest, limit=30) if digest else ()


def _digest(text: object) -> Digest | None:
    return Digest(text) if isinstance(text, str) and text else None


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


_EVIDENCE = frozenset(
    {
        EvidenceKind.LINT,
        EvidenceKind.CHANGE,
        EvidenceKind.VERSION,
        EvidenceKind.VERIFY_EXAMPLES,
        EvidenceKind.VERIFY_EDGES,
        EvidenceKind.VERIFY_FUZZ,
        EvidenceKind.VERIFY_STATEFUL,
        EvidenceKind.VERIFY_ACCESS,
        EvidenceKind.APPROVAL,
    }
)

VIEW = View(id="api", why="Everything about one API on one page.", read=_read)
