"""Nouns are what ``dataclasses`` would make of them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from typing import Any

import pytest

from apiyard.core import noun_class
from apiyard.core.noun import dataclass, field, replace

_NOUNS: tuple[Any, ...] = (dataclasses.dataclass, noun_class.dataclass)


def _both(body: dict[str, Any], kinds: dict[str, str], *, bases: tuple[type, ...] = (), **options: Any) -> list[Any]:
    """Make the same class by both makers; ``field(...)`` is written as a dictionary."""
    made = []
    says: tuple[Any, ...] = (dataclasses.field, noun_class.field)
    for maker, say in zip(_NOUNS, says, strict=True):
        values = {name: say(**each) if type(each) is dict else each for name, each in body.items()}
        cls = type("Noun", bases, {"__annotations__": kinds, "__module__": __name__, **values})
        made.append(maker(slots=True, **options)(cls))
    return made


_KINDS = {"name": "str", "size": "int", "parts": "list[int]", "note": "str"}
_BODY: dict[str, Any] = {"size": 3, "parts": {"default_factory": list}, "note": {"default": "", "repr": False}}


@pytest.mark.parametrize("options", [{"frozen": True}, {"frozen": True, "order": True}, {}, {"eq": False}])
def test_noun_behaves_as_the_standard_one(options: dict[str, Any]):
    calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
        (("a",), {}),
        (("a", 1), {"note": "x"}),
        ((), {"name": "b", "parts": [1]}),
        (("a", 1, [2], "n"), {}),
    ]
    theirs, ours = _both(_BODY, _KINDS, **options)
    for values, named in calls:
        expected, found = theirs(*values, **named), ours(*values, **named)
        assert repr(found) == repr(expected)
        assert [getattr(found, name) for name in _KINDS] == [getattr(expected, name) for name in _KINDS]
        assert (found == ours(*values, **named)) == (expected == theirs(*values, **named))
        assert dataclasses.replace(found, name="z").name == noun_class.replace(found, name="z").name == "z"
        again = copy.deepcopy(found)
        assert repr(again) == repr(found)
        assert again.parts is not found.parts
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__slots__ == theirs.__slots__
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)
    assert [(each.name, each.type, each.repr) for each in dataclasses.fields(ours)] == [
        (each.name, each.type, each.repr) for each in dataclasses.fields(theirs)
    ]
    assert ("__lt__" in ours.__dict__) == ("__lt__" in theirs.__dict__)
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 11, 12, 20])
def test_any_number_of_fields(count: int):
    kinds = {f"field_{number}": "int" for number in range(count)}
    _, ours = _both({}, kinds, frozen=True)
    values = tuple(range(count))
    assert [getattr(ours(*values), name) for name in kinds] == list(values)
    assert ours(*values) == ours(**dict(zip(kinds, values, strict=True)))
    assert hash(ours(*values)) == hash(ours(*values))
    for wrong in (lambda: ours(*values, 1), lambda: ours(*values, other=1)):
        with pytest.raises(TypeError):
            wrong()
    if count:
        for wrong in (lambda: ours(*values[1:]), lambda: ours(*values, field_0=1)):
            with pytest.raises(TypeError):
                wrong()


def test_order_compares_fields_in_order():
    _, ours = _both({}, {"first": "int", "second": "int"}, frozen=True, order=True)
    low, high = ours(1, 9), ours(2, 0)
    assert low < high
    assert low <= high
    assert high > low
    assert high >= low
    with pytest.raises(TypeError):
        assert low < (2, 0)


@dataclass(frozen=True, slots=True)
class Held:
    """A noun that pickle finds by name."""

    name: str
    parts: list[Any] = field(default_factory=list, compare=False)
    length: int = field(init=False, default=-1)

    def __post_init__(self):
        object.__setattr__(self, "length", len(self.name))


@dataclass(frozen=True, slots=True)
class Deeper(Held):
    """A noun that stands on another."""

    depth: int = 0


def test_what_is_not_passed_is_made_or_set_later():
    held = Held("abc")
    assert held == Held("abc", [1])
    assert held.length == 3
    assert replace(held, name="a").length == 1
    assert Held("a").parts is not Held("a").parts
    with pytest.raises(ValueError, match="length"):
        replace(held, length=4)


def test_a_noun_stands_on_another():
    deep = Deeper("ab", [], 4)
    assert (deep.name, deep.length, deep.depth) == ("ab", 2, 4)
    assert deep != Held("ab")
    assert [each.name for each in dataclasses.fields(deep)] == ["name", "parts", "length", "depth"]
    assert dataclasses.asdict(deep) == {"name": "ab", "parts": [], "length": 2, "depth": 4}


def test_a_frozen_noun_goes_to_another_process_and_stays_as_it_is():
    held = Held("abc", [1])
    assert pickle.loads(pickle.dumps(held)).parts == [1]
    with pytest.raises(dataclasses.FrozenInstanceError):
        held.name = "x"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del held.name


def test_a_noun_that_holds_itself_is_shown():
    held = Held("a")
    held.parts.append(held)
    assert repr(held) == "Held(name='a', parts=[...], length=1)"


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ({"parts": []}, {"parts": "list[int]"}),
        ({"first": 1}, {"first": "int", "second": "int"}),
        ({}, {"all": "ClassVar[int]"}),
        ({}, {"self": "int"}),
        ({"__init__": lambda self: None}, {"name": "str"}),
    ],
)
def test_what_is_no_noun_is_refused(body: dict[str, Any], kinds: dict[str, str]):
    cls = type("Wrong", (), {"__annotations__": kinds, **body})
    with pytest.raises(TypeError, match="Wrong"):
        noun_class.dataclass(frozen=True, slots=True)(cls)


def test_a_noun_without_slots_or_with_unknown_words_is_refused():
    with pytest.raises(TypeError, match="no slots"):
        noun_class.dataclass(slots=False)(type("Wrong", (), {}))
    with pytest.raises(TypeError, match="kw_only"):
        noun_class.field(kw_only=True)


def test_nouns_load_nothing_that_takes_long():
    script = "import sys; import apiyard.core.noun; print('inspect' in sys.modules or 'dataclasses' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
