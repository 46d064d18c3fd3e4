"""The type of a target: where instances of a version run, and through which door they are put there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from apiyard.core import catalog
from apiyard.core.digest import Digest, digest_json
from apiyard.core.json import Json, JsonObject
from apiyard.core.names import ApiName, Environment, Version
from apiyard.core.noun import dataclass
from apiyard.core.options import read_options, write_options
from apiyard.deploy.instance import Endpoint, Report
from apiyard.deploy.ports import Doors

_LONGEST_NAME = 100
"""Longer names are cut in ids of instances; the digest keeps them apart."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance that is wanted.

    Args:
        id: made from everything below, so that putting it twice changes nothing and another content is another id.
        number: 1 for the first instance of a version.
        options: the target's options.
        artefact: digest of its files, None when it has none.
    """

    id: str
    number: int
    options: Any
    artefact: Digest | None = None


@dataclass(frozen=True, slots=True)
class Upstream:
    """How the gateway is to call the instances of a version.

    Args:
        path: prefix before the operation's path.
        host_header: the Host header; empty for the address.
        tls: whether the call is encrypted.
    """

    path: str = ""
    host_header: str = ""
    tls: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of place in which versions run.

    Args:
        id: the id, equal to the file name with hyphens.
        why: one sentence: why somebody wants it.
        options: the frozen dataclass of its options.
        count: gives how many instances the options ask for.
        start: makes an instance run; one that is there is left alone. None when somebody else runs them.
        reports: gives what is seen of instances, by id; one that is not there is left out.
        stop: ends an instance by id; one that is gone is fine. None when somebody else runs them.
        upstream: gives how the gateway is to call it.
        good: options as written that are accepted.
        bad: options as written that are refused.
    """

    id: str
    why: str
    options: type[Any]
    count: Callable[[Any], int]
    start: Callable[[Instance, Doors], None] | None
    reports: Callable[[tuple[Instance, ...], Doors], Mapping[str, Report]]
    stop: Callable[[str, Doors], None] | None
    upstream: Callable[[Any], Upstream]
    good: tuple[JsonObject, ...]
    bad: tuple[JsonObject, ...]


def targets() -> MappingProxyType[str, Target]:
    """Give all targets by id."""
    return catalog.scan("apiyard.deploy.targets", "TARGET", Target)


def target(id_: str, *, where: str = "") -> Target:
    """Give a target.

    Args:
        id_: its id as written.
        where: the place it was written at.

    Raises:
        UnknownNameError: no target has this id; names the nearest one.
    """
    return catalog.find(targets(), "target", id_, where=where)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose instances they are.

    Args:
        api: the API.
        version: its version.
        environment: the environment.
    """

    api: ApiName
    version: Version
    environment: Environment


def instances(
    place: Place, kind: Target, written: object, *, artefact: Digest | None = None, where: str = ""
) -> tuple[Instance, ...]:
    """Give the instances that a version wants.

    Args:
        place: whose they are.
        kind: the target.
        written: the target's options as they stand in the workspace.
        artefact: digest of the version's files.
        where: the place the options were written at, for errors.

    Returns:
        Instances with ids ``API-VERSION-ENVIRONMENT-NUMBER-DIGEST``, in the order of their numbers.

    Raises:
        UnknownNameError: an option nobody knows; names the nearest one.
        InvalidInputError: an option of another type or out of range.
    """
    options = read_options(kind.options, written, where=where)
    name = f"{place.api}-{place.version}-{place.environment}".lower()
    plain: dict[str, Json] = {
        "place": [place.api, place.version, place.environment],
        "target": kind.id,
        "options": write_options(options),
        "artefact": artefact,
    }
    found = []
    for number in range(1, kind.count(options) + 1):
        short = digest_json({**plain, "number": number})[7:15]
        found.append(Instance(f"{name[:_LONGEST_NAME]}-{number}-{short}", number, options, artefact))
    return tuple(found)


def endpoints(wanted: tuple[Instance, ...], seen: Mapping[str, Report]) -> tuple[Endpoint, ...]:
    """Give where the instances answer, in the order of their numbers, as far as that is known.

    Args:
        wanted: the instances of a version.
        seen: what the target reports.
    """
    return tuple(
        report.endpoint for one in wanted if (report := seen.get(one.id)) is not None and report.endpoint is not None
    )
