"""Actions of a rollout: frozen words that a loop carries out; each may be carried out twice without harm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from apiyard.core.evidence import Evidence
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class StartInstances:
    """Put these instances of the canary where they run; one that is there is left alone.

    Args:
        ids: ids of instances, made from their content.
    """

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetSplit:
    """Make this split effective in the rollout's environment.

    Args:
        weights: basis points by version, adding up to 10,000.
    """

    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StopInstances:
    """End these instances of the canary; one that is gone is fine.

    Args:
        ids: ids of instances.
    """

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplayCases:
    """Send the kept cases to the canary's instances, which get no calls yet, and keep what became of them.

    Args:
        count: how many cases there are.
    """

    count: int


@dataclass(frozen=True, slots=True)
class Record:
    """Append this evidence in the same transaction that saves the state.

    Args:
        evidence: the fact.
    """

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell the channels; given again at each step until the id is among those that were told.

    Args:
        id: the id of this notice; a channel may drop a second one with the same id.
        payload: what is told.
    """

    id: str
    payload: JsonObject


Action: TypeAlias = StartInstances | SetSplit | StopInstances | ReplayCases | Record | Notify
