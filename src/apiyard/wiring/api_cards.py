"""APIs as the catalogue shows them: split, stage and pulse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from apiyard.core.errors import ApiyardError
from apiyard.core.names import Version
from apiyard.deploy.rollout_state import Phase
from apiyard.observe.query import Point
from apiyard.observe.watermark import SETTLE
from apiyard.portal.catalogue_view import Card, Lane, Pulse, Share
from apiyard.wiring.parts import Parts
from apiyard.wiring.rollout_lines import effective_weights
from apiyard.wiring.shown_contract import shown_contract
from apiyard.wiring.state import Body, State

PULSE_MINUTES = 20
"""How far back the pulse of an API goes."""

_STEP = 30
_STEPS = PULSE_MINUTES * 60 // _STEP


def environments(state: State) -> tuple[str, ...]:
    """Give the environments in the order of promotion.

    Args:
        state: all intents.
    """
    bodies = state.all("environment")
    return tuple(sorted(bodies, key=lambda name: (int(bodies[name].get("order", 0)), name)))


def card(parts: Parts, state: State, api: str, *, pulses: Mapping[str, Pulse] | None) -> Card:
    """Give one API.

    Args:
        parts: the doors.
        state: all intents.
        api: its name; the product must exist.
        pulses: calls by API; None when they cannot be read.
    """
    product = state.all("product")[api]
    lanes = tuple(lane(state, product, api, environment=name) for name in environments(state))
    contract = shown_contract(parts.store.blobs, str(product["contract"]))
    return Card(
        api=api,
        title=(contract.title if contract else "") or api,
        owner=str(product["owner"]),
        description=str(product["description"]),
        stage=_stage(lanes),
        base_path=str(product["gateway"]["base_path"]),
        key_required=bool(product["gateway"]["key_required"]),
        operations=len(contract.operations) if contract else 0,
        lanes=lanes,
        pulse=None if pulses is None else pulses.get(api, Pulse(PULSE_MINUTES, (0,) * _STEPS, 0, 0, 0)),
    )


def lane(state: State, product: Body, api: str, *, environment: str) -> Lane:
    """Give an API in one environment.

    Args:
        state: all intents.
        product: the API's intent.
        api: its name.
        environment: the environment.
    """
    weights = effective_weights(state, environment, api)
    rolling = state.body("rolling", f"{environment}/{api}")
    rollout = str(rolling["rollout"]) if rolling else ""
    body = state.body("rollout", rollout) if rollout else None
    phase = str(body["state"]["phase"]) if body else ""
    canary = str(body["state"]["canary"]) if body and not Phase(phase).ended else ""
    shares = [
        _share(product, each, weight=weights.get(str(each["version"]), 0), canary=canary)
        for kind in ("deployment", "retired")
        for each in state.all(kind).values()
        if each["api"] == api and each["environment"] == environment
    ]
    shares.sort(key=lambda share: Version(share.version), reverse=True)
    shares.sort(key=lambda share: (share.role == "pinned", share.role == "canary"))
    return Lane(environment, tuple(shares), rollout if phase else "", phase)


def read_pulses(parts: Parts, now: datetime) -> Mapping[str, Pulse] | None:
    """Count the calls of all APIs in the last minutes.

    Args:
        parts: the doors.
        now: the time.

    Returns:
        The pulse by API; None when the records cannot be read.
    """
    # Only whole steps, and only those whose records had the time to come.
    settled = (now - SETTLE).replace(microsecond=0)
    end = settled - timedelta(seconds=settled.timestamp() % _STEP)
    begin = end - timedelta(minutes=PULSE_MINUTES)
    try:
        points = parts.traffic.records.series("", "", begin, until=end, step_seconds=_STEP, by=("api",))
    except ApiyardError:
        return None
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.count.key[0], []).append(point)
    return {api: _pulse(mine, begin) for api, mine in found.items()}


def _pulse(points: list[Point], begin: datetime) -> Pulse:
    steps = [0] * _STEPS
    for point in points:
        place = int((point.at - begin).total_seconds() // _STEP)
        if 0 <= place < _STEPS:
            steps[place] += point.count.requests
    counts = [point.count for point in points]
    return Pulse(
        PULSE_MINUTES,
        tuple(steps),
        sum(count.requests for count in counts),
        sum(count.judged for count in counts),
        sum(count.errors for count in counts),
    )


def _share(product: Body, body: Body, *, weight: int, canary: str) -> Share:
    version = str(body["version"])
    gone = "retired_at" in body
    stage = "retired" if gone else str(product["lifecycle"].get(version, {}).get("stage", "active"))
    role = "canary" if version == canary else ("serving" if weight else "pinned")
    return Share(version, weight, role, stage, "retired" if gone else str(body["state"]))


def _stage(lanes: tuple[Lane, ...]) -> str:
    shares = [share for lane in lanes for share in lane.shares]
    if not shares:
        return "planned"
    if all(share.stage == "retired" for share in shares):
        return "retired"
    serving = [share for share in shares if share.weight]
    return "deprecated" if serving and all(share.stage == "deprecated" for share in serving) else "live"
