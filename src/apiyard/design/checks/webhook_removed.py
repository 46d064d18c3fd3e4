"""A webhook is gone."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.promises.life import life_at
from apiyard.design.promises.removal import removal_wishes
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.design.surface.raw import held
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join

_HOOK = {"post": {"responses": {"204": {"description": "heard"}}}}


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice webhooks that only the old contract has."""
    old, new = (held(each.tree, "/webhooks") for each in (pair.contracts.old, pair.contracts.new))
    for name in old:
        if name not in new:
            at = join("/webhooks", name)
            life = life_at(pair.contracts.old.tree, at)
            wishes = tuple(removal_wishes("response", life, pair.contracts.options.today))
            yield Edit("webhook-removed", f"the webhook {name!r} is gone", at, "/webhooks", name, None, wishes)


CHECK = Check(
    id="webhook-removed",
    area="document",
    what="A webhook is gone.",
    why="Clients wait for a call that does not come.",
    find=_find,
    oasdiff=("webhook-removed",),
    examples=(Example("removed", contract(webhooks={"shipped": _HOOK}), contract(), NOTHING, always(BREAKING)),),
)
