"""A webhook is new."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract
from apiyard.design.surface.raw import held
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join

_HOOK = {"post": {"responses": {"204": {"description": "heard"}}}}


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice webhooks that only the new contract has."""
    old, new = (held(each.tree, "/webhooks") for each in (pair.contracts.old, pair.contracts.new))
    wish = Known("response", Verdict.SAFE, "only who asks for it is called")
    for name in new:
        if name not in old:
            at = join("/webhooks", name)
            yield Edit("webhook-added", f"the webhook {name!r} is new", "/webhooks", at, None, name, (wish,))


CHECK = Check(
    id="webhook-added",
    area="document",
    what="A webhook is new.",
    why="Who did not ask for it is not called.",
    find=_find,
    oasdiff=("webhook-added",),
    examples=(Example("added", contract(), contract(webhooks={"shipped": _HOOK}), NOTHING, always(SAFE)),),
)
