"""Whether the actions of a step are told apart and lead to something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.arazzo import criterion
from apiyard.design.arazzo.expression import leads
from apiyard.design.arazzo.merged import Item
from apiyard.design.arazzo.parts import ids, second, sources
from apiyard.design.function import Result
from apiyard.spec.inventory import Path


def judge(
    found: list[Item], at: Path, workflow: dict[str, Any], *, document: Any, jumping: tuple[str, ...]
) -> Iterator[Result]:
    """Give what is wrong with the actions that hold for a step.

    Args:
        found: the actions.
        at: where the step's own stand.
        workflow: the step's workflow.
        document: the document.
        jumping: the types of action that may name where a run goes on.

    Yields:
        One result for each thing.
    """
    seen: set[str] = set()
    for index, item in enumerate(found):
        place = (*at, index)
        if item.lost:
            yield Result(f'The reference "{item.name[:80]}" leads to no action.', place, item.name)
        if item.twice or item.name in seen:
            yield Result(f'The action "{item.name[:80]}" is there twice.', place, item.name, "rename or remove one")
        seen.add(item.name)
        if item.value.get("type") in jumping:
            for told in _target(item.value, workflow, document):
                yield Result(told, place, item.name)
        criteria = item.value.get("criteria")
        for number, each in enumerate(criteria if isinstance(criteria, list) else ()):
            yield from criterion.judge(each, (*place, "criteria", number), document)


def _target(action: dict[str, Any], workflow: dict[str, Any], document: Any) -> Iterator[str]:
    name, step = action.get("workflowId"), action.get("stepId")
    if isinstance(name, str):
        if name.startswith("$"):
            if not leads(name, document) or second(name) not in sources(document):
                yield f'The workflow "{name[:80]}" leads to no source description.'
        elif name not in ids(document, "workflows", "workflowId"):
            yield f'There is no workflow "{name[:80]}".'
    if step is not None and not (isinstance(step, str) and step in ids(workflow, "steps", "stepId")):
        yield f'There is no step "{str(step)[:80]}" in the workflow.'
    if name is not None and step is not None:
        yield '"workflowId" and "stepId" exclude each other.'
