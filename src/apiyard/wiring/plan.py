"""The journey ``plan``: the difference between the files and what is in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.store.intents import Change
from apiyard.wiring.desired import KINDS, Desired
from apiyard.wiring.node_messages import NodeStatus, ProcessState
from apiyard.wiring.state import Body, State


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs.

    Args:
        path: names from the object to the field, joined by dots.
        old: the value in force, None when there is none.
        new: the value asked for, None when there is none.
    """

    path: str
    old: Json
    new: Json


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One object that apply would change.

    Args:
        action: ``create``, ``change``, ``remove`` or ``repair`` (reality drifted from what is in force).
        kind: the kind of object.
        id: its id.
        fields: what differs.
        why: what is wrong, for repairs.
    """

    action: str
    kind: str
    id: str
    fields: Sequence[FieldChange] = ()
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def plan(state: State, desired: Desired) -> tuple[PlanItem, ...]:
    """Compare what the files ask for with what is in force.

    Args:
        state: all intents in force.
        desired: what the files ask for.

    Returns:
        The objects that apply would change, in the order of the kinds and ids.
    """
    items = []
    for kind in KINDS:
        wanted = {id_: body for (of, id_), body in desired.intents.items() if of == kind}
        known = state.all(kind)
        for id_ in sorted(wanted.keys() | known.keys()):
            item = _compare(kind, id_, old=known.get(id_), new=wanted.get(id_))
            if item is not None:
                items.append(item)
    return tuple(items)


def drift(state: State, node: NodeStatus) -> tuple[PlanItem, ...]:
    """Compare what is in force with what runs.

    Args:
        state: all intents in force.
        node: how the agent and all it owns are.

    Returns:
        What apply would repair.
    """
    gateways = {each.environment: each for each in node.gateways}
    items = []
    for environment in state.all("environment"):
        found = gateways.get(environment)
        if found is None:
            items.append(PlanItem("repair", "gateway", environment, why="it does not run"))
        elif found.state is not ProcessState.HEALTHY:
            items.append(PlanItem("repair", "gateway", environment, why=f"it is {found.state}"))
    running = {each.id for each in node.processes}
    for id_, deployment in state.all("deployment").items():
        missing = [each for each in deployment.get("instances", ()) if each not in running]
        if missing:
            items.append(PlanItem("repair", "deployment", id_, why=f"not running: {', '.join(missing)}"))
    return tuple(items)


def changes_of(state: State, desired: Desired) -> list[Change]:
    """Give the changes that make the files' intents effective.

    Args:
        state: all intents in force.
        desired: what the files ask for.

    Returns:
        The changes, against the revisions of the state.
    """
    changes = []
    for item in plan(state, desired):
        body = desired.intents.get((item.kind, item.id))
        if body is not None and item.kind == "environment":
            body = _keep_port(state.body("environment", item.id), body)
        changes.append(state.change(item.kind, item.id, body))
    return changes


def _keep_port(old: Body | None, new: Body) -> Body:
    """A free port is picked once; a file that still says 0 keeps it."""
    listener = new["gateway"]
    if listener["port"] or old is None:
        return new
    return {**new, "gateway": {**listener, "port": old["gateway"]["port"]}}


def _compare(kind: str, id_: str, *, old: Body | None, new: Body | None) -> PlanItem | None:
    if new is None:
        return PlanItem("remove", kind, id_)
    if kind == "environment":
        new = _keep_port(old, new)
    if old is None:
        return PlanItem("create", kind, id_, tuple(_fields({}, new)))
    fields = tuple(_fields(old, new))
    return PlanItem("change", kind, id_, fields) if fields else None


def _fields(old: Body, new: Body, path: str = "") -> Iterator[FieldChange]:
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        at = f"{path}.{name}" if path else name
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _fields(before, after, at)
        elif before != after:
            yield FieldChange(at, before, after)
