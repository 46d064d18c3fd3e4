"""Parameters that stand in another part of the request than before."""

from __future__ import annotations

from typing import Any

from apiyard.design.cause import Direction
from apiyard.design.diffing.edit import Exchanged, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.diffing.place import Place
from apiyard.design.promises.life import life_at
from apiyard.design.promises.removal import removal_wishes
from apiyard.design.surface.ask import exchanged
from apiyard.design.surface.lives import direction_of
from apiyard.design.symbols.naming import words
from apiyard.design.witness.prove import Draft
from apiyard.design.witness.trial import Concern, Trial
from apiyard.spec.composing.wish import Wish as Asked
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.pointer import join


def moved(old: Operation, new: Operation) -> list[tuple[Parameter, Parameter]]:
    """Give the parameters that have another place now: those of the same words whose old place is empty.

    Args:
        old: the operation in the old contract.
        new: the same in the new one.
    """
    before = {_key(each): each for each in old.parameters}
    after = {_key(each): each for each in new.parameters}
    come = [each for key, each in after.items() if key not in before and each.location != "path"]
    found: list[tuple[Parameter, Parameter]] = []
    for key, each in before.items():
        if key in after or each.location == "path":
            continue
        other = next((one for one in come if _words(one) == _words(each) and one.location != each.location), None)
        if other is not None:
            come.remove(other)
            found.append((each, other))
    return found


def has_moved(pair: Pair[Parameter]) -> bool:
    """Say whether a parameter that is new or gone is one that moved."""
    if pair.site is None:
        return False
    place = pair.site.place
    return any(pair.old in both or pair.new in both for both in moved(place.old, place.new))


def moved_away(direction: Direction, old: Parameter, new: Parameter) -> Exchanged:
    """Ask for a request with a parameter in its old place."""

    def draw(_trial: Trial, _place: Place) -> Draft:
        wish = Asked(including=frozenset({(old.location, old.name)}))
        where = "query" if new.location == "querystring" else new.location
        return Draft(wish, None, Concern(where, join("", new.name)))

    return exchanged(direction, draw, safe="the parameter may be left out where it stands now")


def promise_of(pair: Pair[Any], parameter: Parameter) -> tuple[Wish, ...]:
    """Give how the promise about a parameter that is gone from its place is decided."""
    tree = pair.contracts.old.tree
    around = life_at(tree, pair.old_at)
    life = life_at(tree, parameter.pointer, around=around)
    return tuple(removal_wishes(direction_of(pair), life, pair.contracts.options.today))


def _key(parameter: Parameter) -> tuple[str, str]:
    name = parameter.name.lower() if parameter.location == "header" else parameter.name
    return parameter.location, name


def _words(parameter: Parameter) -> list[str]:
    found = [word.lower() for word in words(parameter.name)]
    return found[1:] if found[:1] == ["x"] else found
