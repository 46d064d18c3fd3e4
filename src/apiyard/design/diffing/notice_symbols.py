"""What edits of schemas do to names and types in generated code."""

from __future__ import annotations

from apiyard.core.json import Json
from apiyard.design.cause import Direction
from apiyard.design.diffing.edit import Symbol, Wish
from apiyard.design.diffing.pair import SchemaPair
from apiyard.design.symbols.generated_type import type_of
from apiyard.design.symbols.naming import constant, pascal

_BOTH: tuple[Direction, ...] = ("request", "response")
_HIDDEN: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}


def name_of(pair: SchemaPair) -> str:
    """Give how generators name a schema: the model in capitals, then the properties on the way."""
    if pair.called:
        return pair.symbol or "the model"
    first, dot, rest = pair.symbol.partition(".")
    return f"{pascal(first)}{dot}{rest}" if first else "the model"


def type_symbols(pair: SchemaPair) -> tuple[Wish, ...]:
    """Give what another type of a schema does, when generators write another one."""
    before, after = type_of(pair.old), type_of(pair.new)
    if before == after:
        return ()
    return tuple(Symbol(direction, name_of(pair), before, after) for direction in _BOTH)


def null_symbols(pair: SchemaPair) -> tuple[Wish, ...]:
    """Give what null among the values does to the type that readers see."""
    before, after = type_of(pair.old), type_of(pair.new)
    return () if before == after else (Symbol("response", name_of(pair), before, after),)


def member_symbols(pair: SchemaPair, name: str, old: Json) -> tuple[Wish, ...]:
    """Give what a property that is gone does, on the sides on which it travels."""
    marked = old if isinstance(old, dict) else {}
    return tuple(
        Symbol(direction, f"{name_of(pair)}.{name}", type_of(old), "")
        for direction in _BOTH
        if marked.get(_HIDDEN[direction]) is not True
    )


def optional_symbol(pair: SchemaPair, name: str, value: Json, *, required: bool) -> tuple[Wish, ...]:
    """Give what it does to the type that readers see when a declared property became required or optional."""
    if value is None:
        return ()
    text = type_of(value).removesuffix("?")
    before, after = (f"{text}?", text) if required else (text, f"{text}?")
    return (Symbol("response", f"{name_of(pair)}.{name}", before, after),)


def enum_symbols(pair: SchemaPair, values: list[Json]) -> tuple[Wish, ...]:
    """Give what listed values that are gone do: members of an enumeration."""
    names = [f"{name_of(pair)}.{constant(each)}" for each in values if isinstance(each, str)]
    if not names:
        return ()
    return tuple(Symbol(direction, names[0], "enum member", "") for direction in _BOTH)
