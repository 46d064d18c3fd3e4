"""Make slotted dataclasses without compiling a method while modules are read, so that a program starts soon.

``dataclasses`` compiles up to ten methods for each class: half a millisecond, most of it for classes of which a run
makes no object. Here a class costs a tenth of that, and its objects are made sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from operator import attrgetter
from reprlib import recursive_repr
from types import MappingProxyType
from typing import Any, NoReturn

from apiyard.core.noun_shape import ABSENT, MADE, Init, Set, shaped

_OWN = "__noun_members__"
_NEVER = frozenset({"__dict__", "__weakref__"})
_Row = Callable[[Any], tuple[Any, ...]]


class Member:
    """One field of a noun, as it was declared."""

    __slots__ = ("default", "factory", "kind", "more", "name")

    def __init__(self, default: Any, factory: Any = ABSENT, more: Mapping[str, Any] = MappingProxyType({})) -> None:
        """Keep what was declared; who reads the class adds the name, and the type as written."""
        self.name, self.kind = "", ""
        self.default, self.factory, self.more = default, factory, more

    @property
    def is_given(self) -> bool:
        """Whether there is a value when nobody passes one."""
        return self.default is not ABSENT or self.factory is not ABSENT

    def has(self, flag: str) -> bool:
        """Say whether it has its part in a method: ``init``, ``repr`` or ``compare``."""
        return bool(self.more.get(flag, True))

    def as_field(self, field: Callable[..., Any]) -> Any:
        """Say the same with ``dataclasses.field``."""
        told: dict[str, Any] = {} if self.default is ABSENT else {"default": self.default}
        told |= {} if self.factory is ABSENT else {"default_factory": self.factory}
        return field(**told, **self.more)


def field(*, default: Any = ABSENT, default_factory: Any = ABSENT, **more: Any) -> Any:
    """Say more about a field; see ``dataclasses.field``, of whose words there are init, repr, compare and metadata."""
    if not more.keys() <= {"init", "repr", "compare", "metadata"}:
        raise TypeError(f"a field of a noun has no {', '.join(more)}")
    return Member(default, default_factory, more)


def replace(noun: Any, /, **changes: Any) -> Any:
    """Give a copy with other values in some fields; see ``dataclasses.replace``."""
    members = type(noun).__dict__.get(_OWN)
    if members is None:
        import dataclasses

        return dataclasses.replace(noun, **changes)
    for name, member in members.items():
        if not member.has("init"):
            if name in changes:
                raise ValueError(f"field {name} is declared with init=False and cannot be replaced")
        elif name not in changes:
            changes[name] = getattr(noun, name)
    return type(noun)(**changes)


def dataclass(
    *, slots: bool, frozen: bool = False, eq: bool = True, order: bool = False, weakref_slot: bool = False
) -> Callable[[type], type]:
    """Give the decorator of a noun; see ``dataclasses.dataclass``, whose slotted classes these are."""

    def made(cls: type) -> type:
        own = {member.name: member for member in _members(cls)}
        members = {name: each for base in cls.__mro__[:0:-1] for name, each in base.__dict__.get(_OWN, {}).items()}
        members |= own
        _check(cls, members, slots=slots)
        held = {slot for base in cls.__mro__[1:-1] for slot in base.__dict__.get("__slots__", ())}
        body = {name: value for name, value in cls.__dict__.items() if name not in own and name not in _NEVER}
        slots_ = (*own, "__weakref__") if weakref_slot else own
        body["__slots__"] = tuple(name for name in slots_ if name not in held)
        body |= _methods(body, members, frozen=frozen, eq=eq, order=order)
        told: dict[str, Any] = {"frozen": frozen, "eq": eq, "order": order}
        body |= {name: _Told(name, members, told) for name in ("__dataclass_fields__", "__dataclass_params__")}
        # A class can only get slots when it is made, so it is made a second time, as dataclasses does.
        noun = type(cls)(cls.__name__, cls.__bases__, body)
        noun.__qualname__ = cls.__qualname__
        noun.__init__ = _init(noun, members)  # type: ignore[misc]
        return noun

    return made


def _members(cls: type) -> Iterator[Member]:
    for name, kind in cls.__annotations__.items():
        value = cls.__dict__.get(name, ABSENT)
        member = value if type(value) is Member else Member(value)
        member.name, member.kind = name, kind
        yield member


def _check(cls: type, members: dict[str, Member], *, slots: bool) -> None:
    wrong = "" if slots else "has no slots"
    wrong = "makes itself" if "__init__" in cls.__dict__ else wrong
    before = ""
    for name, member in members.items():
        if str(member.kind).startswith(("ClassVar", "InitVar")) or name == "self":
            wrong = f"cannot have the field {name}"
        if member.default is not ABSENT and type(member.default).__hash__ is None:
            wrong = f"needs a default_factory for {name}"
        if member.has("init") and before and not member.is_given:
            wrong = f"has {name} without a default behind {before} with one"
        before = name if member.has("init") and member.is_given else before
    if wrong:
        raise TypeError(f"the noun {cls.__module__}.{cls.__qualname__} {wrong}")


def _methods(
    body: dict[str, Any], members: dict[str, Member], *, frozen: bool, eq: bool, order: bool
) -> dict[str, Any]:
    made: dict[str, Any] = {_OWN: members}
    made["__match_args__"] = tuple(name for name in members if members[name].has("init"))
    if "__repr__" not in body:
        made["__repr__"] = _repr(tuple(name for name in members if members[name].has("repr")))
    row = _row(tuple(name for name in members if members[name].has("compare")))
    if eq and "__eq__" not in body:
        made["__eq__"] = _eq(row)
    if eq and body.get("__hash__") is None:
        made["__hash__"] = _hash(row) if frozen else None
    if order:
        made |= _orders(row)
    if frozen:
        made |= _frozen(members)
        made |= {name: each for name, each in _kept(tuple(members)).items() if name not in body}
    return made


def _init(noun: type, members: dict[str, Member]) -> Init:
    """Give the method that makes an object; the setters of slots are what a frozen noun leaves open."""
    passed = [each for each in members.values() if each.has("init")]
    defaults = [MADE if each.default is ABSENT else each.default for each in passed if each.is_given]
    made = shaped({each.name: _set(noun, each) for each in passed}, defaults)
    made.__name__, made.__qualname__ = "__init__", f"{noun.__qualname__}.__init__"
    others = [each for each in members.values() if not each.has("init") and each.is_given]
    ends = hasattr(noun, "__post_init__")
    return _followed(made, [(_set(noun, each), each.default) for each in others], ends=ends) if others or ends else made


def _set(noun: type, member: Member) -> Set:
    plain: Set = getattr(noun, member.name).__set__
    if member.factory is ABSENT:
        return plain
    make = member.factory
    return lambda self, value: plain(self, make() if value is MADE else value)


def _followed(first: Init, others: list[tuple[Set, Any]], *, ends: bool) -> Init:
    def init(self: Any, *values: Any, **named: Any) -> None:
        first(self, *values, **named)
        for set_, default in others:
            set_(self, MADE if default is ABSENT else default)
        if ends:
            self.__post_init__()

    return wraps(first)(init)


def _row(names: tuple[str, ...]) -> _Row:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda noun: tuple(getattr(noun, name) for name in names)


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    @recursive_repr()  # a noun may hold itself
    def shown(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return shown


def _eq(row: _Row) -> Callable[[Any, object], bool]:
    def eq(self: Any, other: object) -> bool:
        return row(self) == row(other) if type(other) is type(self) else NotImplemented

    return eq


def _hash(row: _Row) -> Callable[[Any], int]:
    return lambda self: hash(row(self))


def _orders(row: _Row) -> dict[str, Any]:
    def lt(self: Any, other: object) -> bool:
        return row(self) < row(other) if type(other) is type(self) else NotImplemented

    def le(self: Any, other: object) -> bool:
        return row(self) <= row(other) if type(other) is type(self) else NotImplemented

    def gt(self: Any, other: object) -> bool:
        return row(self) > row(other) if type(other) is type(self) else NotImplemented

    def ge(self: Any, other: object) -> bool:
        return row(self) >= row(other) if type(other) is type(self) else NotImplemented

    return {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}


def _frozen(members: dict[str, Member]) -> dict[str, Any]:
    def keep(self: Any, name: str, value: object) -> None:
        if name in members or _OWN in type(self).__dict__:
            _refuse("assign to", name)
        object.__setattr__(self, name, value)

    def hold(self: Any, name: str) -> None:
        if name in members or _OWN in type(self).__dict__:
            _refuse("delete", name)
        object.__delattr__(self, name)

    return {"__setattr__": keep, "__delattr__": hold}


def _refuse(verb: str, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot {verb} field {name!r}")


def _kept(names: tuple[str, ...]) -> dict[str, Any]:
    """Give how a frozen noun with slots is copied and sent to other processes."""

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def restore(self: Any, values: list[Any]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": state, "__setstate__": restore}


class _Told:
    """What ``dataclasses`` wants to know about a class of its own; put together when somebody asks."""

    __slots__ = ("members", "name", "options", "value")

    def __init__(self, name: str, members: dict[str, Member], options: dict[str, Any]) -> None:
        """Keep what it is made of."""
        self.name, self.members, self.options = name, members, options
        self.value: Any = None

    def __get__(self, noun: object, cls: type) -> Any:
        """Give the attribute of a class of ``dataclasses`` with the same fields."""
        if self.value is None:
            import dataclasses

            fields = [(name, each.kind, each.as_field(dataclasses.field)) for name, each in self.members.items()]
            self.value = getattr(dataclasses.make_dataclass("Noun", fields, **self.options), self.name)
        return self.value
