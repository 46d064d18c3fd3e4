"""What is found out once in a run about the things that a service keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from apiyard.core.noun import dataclass
from apiyard.verify.session import Session
from apiyard.verify.stateful.recipe import Recipes
from apiyard.verify.stateful.recognise import recognise
from apiyard.verify.stateful.resource import Resource


@dataclass(frozen=True, slots=True)
class Learned:
    """What is found out once in a run.

    Args:
        resources: the sorts of things.
        recipes: how they are made.
        last: by the path of a sort, the last operation with it that is verified, and how many there are.
    """

    resources: tuple[Resource, ...]
    recipes: Recipes
    last: Mapping[str, tuple[str, int]]


def learned(session: Session) -> Learned:
    """Give what a run found out, and find it out when it is asked for first.

    Args:
        session: the run.

    Returns:
        The sorts of things of its contract, and what is known about making them.
    """
    if "stateful" not in session.learned:
        resources, plan = recognise(session.contract), session.plan
        chosen = plan.selection.of(session.contract)
        last: dict[str, tuple[str, int]] = {}
        for resource in resources:
            own = [each.id for each in chosen if resource.role(each) is not None]
            own = [each for each in own if not plan.operations or each in plan.operations]
            if own:
                last[resource.collection] = own[-1], len(own)
        session.learned["stateful"] = Learned(resources, Recipes(plan.seed), last)
    return cast("Learned", session.learned["stateful"])
