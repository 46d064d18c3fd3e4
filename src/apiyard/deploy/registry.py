"""The registry: which versions are deployed where, and what separates the wanted instances from the running ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any

from apiyard.core.digest import Digest
from apiyard.core.json import Json, JsonObject
from apiyard.core.names import ApiName, Environment, Version
from apiyard.core.noun import dataclass, field
from apiyard.deploy.action import StartInstances, StopInstances
from apiyard.deploy.instance import Endpoint


class DeploymentState(StrEnum):
    """Where a deployment is in its life; a closed set."""

    STARTING = "starting"
    ACTIVE = "active"
    FAILED = "failed"
    RETIRED = "retired"
    REMOVED = "removed"

    @property
    def runs(self) -> bool:
        """Whether its instances are wanted."""
        return self in {DeploymentState.STARTING, DeploymentState.ACTIVE}


@dataclass(frozen=True, slots=True)
class Deployment:
    """One version of an API in one environment.

    Args:
        api: the API.
        version: the version.
        environment: the environment.
        target: id of the target it runs on.
        options: the target's options as written.
        bundle: digest of the bundle it was made from, None when it was applied without a release.
        artefact: digest of its files, None when it has none.
        instances: ids of its instances.
        endpoints: where they answer.
        state: where it is in its life.
    """

    api: ApiName
    version: Version
    environment: Environment
    target: str
    options: JsonObject = field(default_factory=dict)
    bundle: Digest | None = None
    artefact: Digest | None = None
    instances: tuple[str, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    state: DeploymentState = DeploymentState.STARTING

    @property
    def id(self) -> str:
        """The id: ``API@VERSION/ENVIRONMENT``."""
        return f"{self.api}@{self.version}/{self.environment}"

    def to_json(self) -> dict[str, Json]:
        """Give the JSON that ``from_json`` reads."""
        return {
            "api": self.api,
            "version": self.version,
            "environment": self.environment,
            "target": self.target,
            "options": self.options,
            "bundle": self.bundle,
            "artefact": self.artefact,
            "instances": list(self.instances),
            "endpoints": [one.to_json() for one in self.endpoints],
            "state": self.state.value,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Deployment:
        """Read a deployment.

        Args:
            value: what ``to_json`` gave.
        """
        return cls(
            api=ApiName(value["api"]),
            version=Version(value["version"]),
            environment=Environment(value["environment"]),
            target=str(value["target"]),
            options=value["options"],
            bundle=Digest(value["bundle"]) if value["bundle"] else None,
            artefact=Digest(value["artefact"]) if value["artefact"] else None,
            instances=tuple(value["instances"]),
            endpoints=tuple(Endpoint.from_json(one) for one in value["endpoints"]),
            state=DeploymentState(value["state"]),
        )


def reconcile(
    wanted: Sequence[str], running: Collection[str], *, kept: Collection[str] = ()
) -> tuple[StartInstances | StopInstances, ...]:
    """Give what makes the running instances the wanted ones: starts first, so that nothing is missed meanwhile.

    Args:
        wanted: ids of instances that must run.
        running: ids of instances that run, of the same API and environment.
        kept: ids that are left alone although they are not wanted, such as those of a rollout under way.

    Returns:
        At most one start and one stop; nothing when all is as it should be.
    """
    missing = tuple(dict.fromkeys(one for one in wanted if one not in running))
    left = tuple(sorted(set(running) - set(wanted) - set(kept)))
    start = (StartInstances(missing),) if missing else ()
    stop = (StopInstances(left),) if left else ()
    return (*start, *stop)
