"""The ledger, or the part of it that somebody asks for."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.evidence import EvidenceKind
from apiyard.portal.choice import Choices
from apiyard.portal.ledger_view import LedgerView
from apiyard.wiring.api_cards import environments
from apiyard.wiring.fact_lines import fact_lines
from apiyard.wiring.links import address, choices
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state
from apiyard.wiring.view import Asked, View

_PATH = "/portal/ledger"
_PAGE = 60
_GROUPS = {
    "": "everything",
    "contract": "contract",
    "release": "releases",
    "rollout": "rollouts",
    "gateway": "gateway",
    "access": "access",
}
_KINDS = {
    "contract": (
        *("lint", "change", "version"),
        *("verify.examples", "verify.edges", "verify.fuzz", "verify.stateful", "verify.access"),
    ),
    "release": ("release", "release.refused", "approval"),
    "rollout": (
        *("rollout.started", "rollout.step", "rollout.ended", "rollback", "deployment", "deployment.removed"),
        *("lifecycle", "notification"),
    ),
    "gateway": ("apply", "gateway.revision", "gateway.nack", "gateway.restart", "intake.gap"),
    "access": ("key.issued", "key.revoked", "consumer", "plan.override", "sign-in", "trust"),
}


def _read(parts: Parts, asked: Asked) -> LedgerView:
    query = {name: asked.query.get(name, "") for name in ("api", "environment", "about")}
    if query["about"] not in _GROUPS:
        raise unknown("part of the ledger", query["about"], [name for name in _GROUPS if name])
    before = _before(asked.query.get("before", ""))
    shown = parts.store.ledger.find(
        kinds=tuple(EvidenceKind(each) for each in _KINDS.get(query["about"], ())),
        api=query["api"],
        environment=query["environment"],
        before=before,
        limit=_PAGE + 1,
    )
    more = len(shown) > _PAGE
    return LedgerView(
        facts=fact_lines(shown[:_PAGE]),
        api=query["api"],
        choices=_choices(read_state(parts.store.intents), query),
        older=address(_PATH, {**query, "before": str(shown[_PAGE - 1].seq)}) if more else "",
        newest=address(_PATH, query) if before else "",
        now=asked.now,
    )


def _choices(state: State, query: dict[str, str]) -> tuple[Choices, ...]:
    apis = [("", "all"), *((name, name) for name in state.all("product"))]
    places = [("", "all"), *((name, name) for name in environments(state))]
    return (
        choices("API", _PATH, query, name="api", options=apis),
        choices("Environment", _PATH, query, name="environment", options=places),
        choices("About", _PATH, query, name="about", options=_GROUPS.items()),
    )


def _before(text: str) -> int:
    if not text:
        return 0
    if not text.isdecimal() or len(text) > 12:
        raise InvalidInputError("not the number of a fact", piece=text)
    return int(text)


VIEW = View(id="ledger", why="What was decided, by whom, on what.", read=_read)
