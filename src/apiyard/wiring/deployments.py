"""Deployments: the intents that say which version runs where, and how they are started, looked at and removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.digest import Digest
from apiyard.core.errors import NotFoundError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json
from apiyard.core.names import ApiName, Environment, Version
from apiyard.core.noun import dataclass, replace
from apiyard.core.options import read_options
from apiyard.deploy.instance import Report
from apiyard.deploy.registry import Deployment, DeploymentState
from apiyard.deploy.target import Instance, Place, Target, endpoints, instances, target
from apiyard.store.intents import Change
from apiyard.wiring.commands import check_start
from apiyard.wiring.doors import doors_of
from apiyard.wiring.parts import Parts
from apiyard.wiring.push import push_or_refuse
from apiyard.wiring.state import State, read_state


@dataclass(frozen=True, slots=True)
class Placed:
    """A deployment with what is needed to run it.

    Args:
        deployment: the noun.
        body: its intent.
        kind: its target.
        instances: the instances it wants.
    """

    deployment: Deployment
    body: Mapping[str, Any]
    kind: Target
    instances: tuple[Instance, ...]


def deployment_body(place: Place, product: Mapping[str, Any], release: Mapping[str, Any]) -> dict[str, Any]:
    """Give the intent of a version that goes out.

    Args:
        place: which version where.
        product: the product's intent: target and options.
        release: the release's intent: bundle, contract, artefact.

    Returns:
        The body of the deployment's intent.
    """
    kind = target(product["service"]["target"], where=f"api {place.api}")
    written = product["service"]["options"]
    artefact = Digest(release["artefact"]) if release["artefact"] else None
    wanted = instances(place, kind, written, artefact=artefact, where=f"{place.api} service options")
    upstream = kind.upstream(read_options(kind.options, written))
    made = Deployment(
        place.api,
        place.version,
        place.environment,
        kind.id,
        written,
        Digest(release["bundle"]),
        artefact,
        tuple(each.id for each in wanted),
    )
    return {
        **made.to_json(),
        "contract": release["contract"],
        "upstream": {"path": upstream.path, "host_header": upstream.host_header, "tls": upstream.tls},
    }


def placed(state: State, id_: str) -> Placed:
    """Give a deployment as it is declared.

    Args:
        state: all intents.
        id_: ``API@VERSION/ENVIRONMENT``.

    Returns:
        The deployment.

    Raises:
        NotFoundError: there is none.
    """
    body = state.body("deployment", id_)
    if body is None:
        raise NotFoundError(f"{id_} is not deployed", hint="see: apiyard status")
    found = Deployment.from_json(body)
    kind = target(found.target)
    place = Place(ApiName(found.api), Version(found.version), Environment(found.environment))
    return Placed(found, body, kind, instances(place, kind, found.options, artefact=found.artefact))


def look(parts: Parts, what: Placed) -> Mapping[str, Report]:
    """See how the instances of a deployment are.

    Args:
        parts: the doors.
        what: the deployment.

    Returns:
        Reports by instance; one that is not there is left out.
    """
    return what.kind.reports(what.instances, doors_of(parts))


def start(parts: Parts, what: Placed, ids: tuple[str, ...]) -> None:
    """Start instances; one that runs is left alone.

    Args:
        parts: the doors.
        what: the deployment.
        ids: the instances.

    Raises:
        ForbiddenError: the command is not trusted.
    """
    if what.kind.start is None:
        return
    found = what.deployment
    check_start(parts.program, found.api, {"target": found.target, "options": found.options})
    for instance in what.instances:
        if instance.id in ids:
            what.kind.start(instance, doors_of(parts))


def settle(parts: Parts, state: State, what: Placed, *, seen: Mapping[str, Report]) -> bool:
    """Keep where the instances answer, and let the gateway know, when that changed.

    Args:
        parts: the doors.
        state: all intents.
        what: the deployment.
        seen: how its instances are.

    Returns:
        Whether anything changed.
    """
    found = endpoints(what.instances, seen)
    old = what.deployment
    if len(found) < len(what.instances) or (found == old.endpoints and old.state is DeploymentState.ACTIVE):
        return False
    body = {**what.body, **replace(old, endpoints=found, state=DeploymentState.ACTIVE).to_json()}
    facts = []
    if old.state is not DeploymentState.ACTIVE:
        answered: list[Json] = [each.to_json() for each in found]
        numbers: dict[str, Json] = {"instances": list(old.instances), "endpoints": answered}
        subject = Subject("deployment", old.id, old.bundle)
        facts = [Evidence(EvidenceKind.DEPLOYMENT, subject, Verdict.PASS, about(old), numbers, by="loop:rollouts")]
    parts.store.intents.commit([state.change("deployment", old.id, body)], facts)
    push_or_refuse(parts, old.environment)
    return True


def remove(
    parts: Parts, id_: str, *, by: str, reason: str, extra: tuple[Change, ...] = (), facts: tuple[Evidence, ...] = ()
) -> None:
    """Take a version away: first from the gateway, then its instances.

    Args:
        parts: the doors.
        id_: ``API@VERSION/ENVIRONMENT``.
        by: who or what asks.
        reason: one sentence.
        extra: changes that belong to the same decision.
        facts: facts that belong to the same decision.
    """
    state = read_state(parts.store.intents)
    what = placed(state, id_)
    deployment = what.deployment
    fact = Evidence(
        EvidenceKind.DEPLOYMENT_REMOVED,
        Subject("deployment", deployment.id, deployment.bundle),
        Verdict.INFO,
        about(deployment),
        {"reason": reason, "instances": list(deployment.instances)},
        by=by,
    )
    parts.store.intents.commit([state.change("deployment", id_, None), *extra], [*facts, fact])
    push_or_refuse(parts, deployment.environment)
    stop_instances(parts, what)


def stop_instances(parts: Parts, what: Placed) -> None:
    """End the instances of a deployment that the gateway does not call any more.

    Args:
        parts: the doors.
        what: the deployment.
    """
    if what.kind.stop is not None:
        for id_ in what.deployment.instances:
            what.kind.stop(id_, doors_of(parts))


def about(deployment: Deployment) -> About:
    """Give the coordinates by which facts about a deployment are found.

    Args:
        deployment: the deployment.

    Returns:
        API, version and environment.
    """
    return About(deployment.api, deployment.version, deployment.environment)
