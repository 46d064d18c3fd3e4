"""The journeys ``deploy``, ``promote``, ``rollback`` and ``abort``: begin a rollout or turn one around."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from apiyard.core.digest import Digest
from apiyard.core.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError, unknown
from apiyard.core.names import ApiName, Environment, Version
from apiyard.core.noun import dataclass
from apiyard.deploy.judge import JudgeState
from apiyard.deploy.rollout import check
from apiyard.deploy.rollout_state import Phase, RolloutState
from apiyard.deploy.target import Place
from apiyard.store.intents import NEW, Change
from apiyard.wiring.deployments import deployment_body
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state
from apiyard.wiring.vouch import vouched

_ABORT_TURNS = 100


@dataclass(frozen=True, slots=True)
class Begun:
    """What a deploy did.

    Args:
        rollout: id of the rollout; of the one that made it so when nothing was to do.
        changed: whether a rollout began; False when the version serves already.
    """

    rollout: str
    changed: bool


def deploy(parts: Parts, place: Place, *, by: str) -> Begun:
    """Begin to roll a released version out.

    Args:
        parts: the doors.
        place: which version where.
        by: who asks.

    Returns:
        The rollout.

    Raises:
        NotFoundError: the version was not released.
        RefusedError: the environment before this one does not run it, or the bundle's signature is wrong.
        ConflictError: a rollout of this API goes on there.
    """
    state = read_state(parts.store.intents)
    product, release = _known(state, place)
    vouched(release, parts.seals.public_keys())
    lane = f"{place.environment}/{place.api}"
    weights = (state.body("split", lane) or {}).get("weights", {})
    if weights == {place.version: 10_000}:
        return Begun(_last(state, place), changed=False)
    _check_lane(state, lane)
    _check_order(state, place, Digest(release["bundle"]))
    baseline = max(weights, key=lambda version: int(weights[version])) if weights else ""
    # The service runs as it was released and verified, whatever the files say by now.
    released: dict[str, Any] = json.loads(parts.store.blobs.get(Digest(release["policies"])))
    body = deployment_body(place, released, release)
    strategy, options = _strategy(state, product, place)
    rollout = check(
        RolloutState(
            id=_next_id(state, place),
            api=place.api,
            environment=place.environment,
            baseline=baseline,
            canary=place.version,
            bundle=Digest(release["bundle"]),
            instances=tuple(body["instances"]),
            strategy=strategy,
            options=options,
            start_seconds=float(released["service"]["options"].get("start_seconds", 30.0)),
            grace_seconds=1.0,
            cases=len(released["rollout"].get("cases", ())),
            judge=JudgeState(operations=_operations(parts, release)),
        )
    )
    deployment = f"{place.api}@{place.version}/{place.environment}"
    changes = [
        Change("rolling", lane, {"rollout": rollout.id}, NEW),
        Change("rollout", rollout.id, {"state": rollout.to_json(), "order": "", "by": by}, NEW),
        state.change("deployment", deployment, state.body("deployment", deployment) or body),
    ]
    parts.store.intents.commit(changes)
    parts.nudge()
    return Begun(rollout.id, changed=True)


def promote(parts: Parts, api: str, version: str, *, by: str) -> tuple[Begun, Place]:
    """Deploy a version to the environment after the last one in which it serves.

    Args:
        parts: the doors.
        api: the API.
        version: the version; empty for the one that serves in the first environment.
        by: who asks.

    Returns:
        The rollout and where it goes.

    Raises:
        NotFoundError: the version serves nowhere.
        RefusedError: it serves in the last environment already.
    """
    state = read_state(parts.store.intents)
    order = environments(state)
    version = version or _serving(state, order[0], api)
    if not version:
        raise NotFoundError(
            f"{api} serves in no environment yet", hint=f"apiyard deploy {api}@VERSION --env {order[0]}"
        )
    reached = [each for each in order if _serves(state, each, api, version=version)]
    if not reached:
        raise NotFoundError(f"{api}@{version} serves in no environment yet", hint=f"deploy it to {order[0]} first")
    following = order[order.index(reached[-1]) + 1 :]
    if not following:
        raise RefusedError(f"{api}@{version} serves in the last environment, {reached[-1]}, already")
    place = Place(ApiName(api), Version(version), Environment(following[0]))
    return deploy(parts, place, by=by), place


def order_abort(parts: Parts, id_: str, *, by: str) -> None:
    """Ask a rollout to stop and give the traffic back.

    Args:
        parts: the doors.
        id_: the rollout.
        by: who asks.

    Raises:
        NotFoundError: there is no such rollout.
        ConflictError: it ended already.
    """
    # A rollout that goes on is written several times a second; who wants it to stop does not lose to that.
    for turn in range(_ABORT_TURNS):
        found = parts.store.intents.get("rollout", id_)
        if found is None:
            raise unknown("rollout", id_, read_state(parts.store.intents).all("rollout"))
        body: dict[str, Any] = dict(cast("Mapping[str, Any]", found.body))
        if RolloutState.from_json(body["state"]).phase.ended:
            raise ConflictError(
                f"the rollout {id_} ended already", hint="to go back from it: apiyard rollback", retryable=False
            )
        try:
            parts.store.intents.commit([Change("rollout", id_, body | {"order": "abort", "by": by}, found.revision)])
            break
        except ConflictError:
            if turn == _ABORT_TURNS - 1:
                raise
    parts.nudge()


def rollback(parts: Parts, api: str, environment: str, *, by: str) -> str:
    """Give the traffic back to the version before the last promoted one.

    Args:
        parts: the doors.
        api: the API.
        environment: the environment.
        by: who asks.

    Returns:
        The rollout that is turned around.

    Raises:
        NotFoundError: nothing was promoted there.
        ConflictError: a rollout goes on there, or the former version is gone.
    """
    state = read_state(parts.store.intents)
    lane = f"{environment}/{api}"
    _check_lane(state, lane)
    id_, rollout = _promoted(state, api, environment)
    if state.body("deployment", f"{api}@{rollout.baseline}/{environment}") is None:
        raise ConflictError(
            f"{api}@{rollout.baseline} is not deployed in {environment} any more",
            hint=f"deploy it again: apiyard deploy {api}@{rollout.baseline} --env {environment}",
            retryable=False,
        )
    body = state.body("rollout", id_) or {}
    parts.store.intents.commit(
        [
            state.change("rollout", id_, {**body, "order": "rollback", "by": by}),
            Change("rolling", lane, {"rollout": id_}, NEW),
        ]
    )
    parts.nudge()
    return id_


def environments(state: State) -> list[str]:
    """Give the environments in the order of promotion.

    Args:
        state: all intents.

    Returns:
        Their names.

    Raises:
        NotFoundError: nothing was applied yet.
    """
    found = state.all("environment")
    if not found:
        raise NotFoundError("there is no environment yet", hint="run: apiyard apply")
    return sorted(found, key=lambda name: int(found[name]["order"]))


def _operations(parts: Parts, release: Mapping[str, Any]) -> tuple[str, ...]:
    """The judge looks at each operation by itself, and must know them before it sees the first call."""
    return tuple(sorted({each.operation for each in parts.routes.routes(Digest(release["contract"]))}))


def _known(state: State, place: Place) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    if state.body("environment", place.environment) is None:
        raise unknown("environment", place.environment, state.all("environment"))
    product = state.body("product", place.api)
    if product is None:
        raise unknown("API", place.api, state.all("product"))
    release = state.body("release", f"{place.api}@{place.version}")
    if release is None:
        releases = [each for each in state.all("release") if each.startswith(f"{place.api}@")]
        raise NotFoundError(
            f"{place.api}@{place.version} was not released",
            piece=f"released: {', '.join(releases) or 'nothing'}",
            hint=f"run: apiyard release {place.api}",
        )
    return product, release


def _check_lane(state: State, lane: str) -> None:
    going = state.body("rolling", lane)
    if going is not None:
        raise ConflictError(
            "a rollout of this API goes on there", where=lane, piece=going["rollout"], hint="watch it, or abort it"
        )


def _check_order(state: State, place: Place, bundle: Digest) -> None:
    order = environments(state)
    position = order.index(place.environment)
    if position == 0:
        return
    before = order[position - 1]
    if not _was_promoted(state, before, place, bundle=bundle):
        raise RefusedError(
            f"{place.api}@{place.version} was not promoted in {before} yet",
            where=f"environment {place.environment}",
            hint=f"apiyard deploy {place.api}@{place.version} --env {before}",
            code="not-staged",
        )


def _was_promoted(state: State, environment: str, place: Place, *, bundle: Digest) -> bool:
    """Exactly these bytes went through there; that a newer version serves by now takes nothing away from them."""
    for body in state.all("rollout").values():
        rollout = RolloutState.from_json(body["state"])
        same = (rollout.api, rollout.environment, rollout.canary) == (place.api, environment, place.version)
        if same and rollout.bundle == bundle and rollout.phase in {Phase.PROMOTED, Phase.ROLLED_BACK}:
            return True
    return False


def _serves(state: State, environment: str, api: str, *, version: str) -> bool:
    weights = (state.body("effective", f"{environment}/{api}") or {}).get("weights", {})
    return int(weights.get(version, 0)) == 10_000


def _serving(state: State, environment: str, api: str) -> str:
    weights = (state.body("effective", f"{environment}/{api}") or {}).get("weights", {})
    return next((version for version, weight in weights.items() if int(weight) == 10_000), "")


def _strategy(state: State, product: Mapping[str, Any], place: Place) -> tuple[str, Mapping[str, Any]]:
    own = product["rollout"]
    chosen = (state.body("environment", place.environment) or {}).get("strategy", "")
    if chosen and chosen != own["strategy"]:
        return chosen, {}
    return own["strategy"], own["options"]


def _next_id(state: State, place: Place) -> str:
    stem = f"{place.environment}-{place.api}-{place.version}"
    taken = [each for each in state.all("rollout") if each.startswith(f"{stem}-")]
    return f"{stem}-{len(taken) + 1}"


def _last(state: State, place: Place) -> str:
    stem = f"{place.environment}-{place.api}-{place.version}-"
    return max((each for each in state.all("rollout") if each.startswith(stem)), default="")


def _promoted(state: State, api: str, environment: str) -> tuple[str, RolloutState]:
    serving = _serving(state, environment, api)
    for id_, body in state.all("rollout").items():
        rollout = RolloutState.from_json(body["state"])
        mine = rollout.api == api and rollout.environment == environment and rollout.canary == serving
        if mine and rollout.phase is Phase.PROMOTED:
            if not rollout.baseline:
                raise InvalidInputError(f"{api}@{serving} is the first version in {environment}")
            return id_, rollout
    raise NotFoundError(f"nothing was promoted for {api} in {environment}")
