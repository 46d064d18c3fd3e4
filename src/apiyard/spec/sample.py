"""Values that conform to a schema: for mocks, examples and first tries."""

from __future__ import annotations

from itertools import islice
from random import Random
from typing import cast

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.spec import pointer as pointers
from apiyard.spec.maker import DEEPEST, Maker
from apiyard.spec.merge import ImpossibleError
from apiyard.spec.schema import Schema, Scope
from apiyard.spec.violation import Direction

_TRIES = 3
_MOST_WAYS = 8


@dataclass(frozen=True, slots=True)
class _Manner:
    """How values are made.

    Args:
        ways: with examples of the schema or without, with all members or only with those asked for, tried in order.
        deepest: how deep they may nest.
        natural: as for ``sample``.
        varied: as for ``sample``.
        most: how many steps at most, of all tries together; one try takes a fifth of them at most.
    """

    ways: tuple[tuple[bool, bool], ...]
    deepest: int = DEEPEST
    natural: bool = False
    varied: bool = False
    most: int = 100_000


_USUAL = _Manner(((True, True), (False, True), (True, False), (False, False)))
_VARIED = _Manner(((False, True), (False, False), (True, True), (True, False)), varied=True)
# Comparisons ask for many values: for each edit at each place.
_SMALL = _Manner(((False, False), (True, False)), most=5_000)


class NoSampleError(ApiyardError):
    """No conforming value was found; there may be one all the same."""

    code = "no-sample"
    status = 501
    exit_code = 3


def sample(
    schema: Schema,
    *,
    direction: Direction,
    seed: int = 0,
    natural: bool = False,
    varied: bool = False,
    also: Json = True,
) -> Json:
    """Give a value that conforms to a schema.

    Examples, defaults, constants and enums of the schema are used where they fit. The value is judged before it is
    given, so it always conforms.

    Args:
        schema: the schema.
        direction: the side the value travels on; readOnly is left out of requests, writeOnly out of responses.
        seed: another seed gives another value where the schema leaves a choice; the same seed gives the same value.
        natural: whether a property's name may say what its value looks like, as people want it who read it.
        varied: whether values are made where the schema has examples, too, and arrays have several items: each seed
            gives really another value then.
        also: another schema that the value is made after, such as a type that can be written; it is tried, not
            promised.

    Returns:
        The value.

    Raises:
        NoSampleError: no conforming value was found, with the place of the schema.
        InvalidInputError: the schema itself is wrong.
    """
    value = pointers.get(schema.scope.directed(direction), schema.pointer)
    shape = cast("Json", value if also is True else {"allOf": [value, also]})
    manner = replace(_VARIED if varied else _USUAL, natural=natural)
    return _tried(schema, shape, direction, seed=seed, manner=manner)


def sample_shaped(schema: Schema, shape: Json, *, direction: Direction, seed: int = 0, depth: int = DEEPEST) -> Json:
    """Give a small value that conforms to a schema, made after a shape that may ask for more.

    Args:
        schema: the schema that the value is judged by.
        shape: a schema to make the value after, such as the schema itself with one branch chosen and one property
            held; references in it start at the contract of ``schema``. What it asks for is tried, not promised.
        direction: the side the value travels on.
        seed: as for ``sample``.
        depth: how deep the value may nest.

    Returns:
        The value, with no members that were not asked for.

    Raises:
        NoSampleError: no conforming value was found.
        InvalidInputError: the schema itself is wrong.
    """
    return _tried(schema, shape, direction, seed=seed, manner=replace(_SMALL, deepest=depth))


def sketch(scope: Scope, shape: Json, *, direction: Direction, seed: int = 0, full: bool = True) -> Json:
    """Give a value made after a shape that stands at no place of a contract by itself; nobody judges it.

    Args:
        scope: the contract's scope, in which references of the shape are followed.
        shape: a schema, such as one branch of another one together with what stands around it.
        direction: the side the value travels on.
        seed: as for ``sample``.
        full: whether optional members are made, too.

    Returns:
        The value.

    Raises:
        NoSampleError: none was found.
    """
    tree = scope.directed(direction)
    reason = ""
    for attempt in range(_TRIES):
        try:
            return Maker(tree, Random(f"{seed}/{attempt}"), examples=True, full=full, turn=seed).make(shape, 0)
        except (ImpossibleError, TypeError, ValueError) as error:
            reason = str(error)
    raise NoSampleError("no value was found", piece=reason)


def _tried(schema: Schema, value: Json, direction: Direction, *, seed: int, manner: _Manner) -> Json:
    """Make values in several ways, with examples or without, full or small, until one conforms."""
    tree = schema.scope.directed(direction)
    reason, spent = "no branch of the schema can be met", 0
    for attempt in range(_TRIES):
        for examples, full in manner.ways if spent < manner.most else ():
            maker = Maker(tree, Random(f"{seed}/{attempt}"), examples=examples, full=full, turn=seed + attempt)
            maker.deepest = manner.deepest
            maker.most = manner.most // 5
            maker.natural = manner.natural and attempt == 0
            maker.varied = manner.varied
            maker.apart = attempt > 0
            try:
                for count, made in enumerate(islice(maker.candidates(value, 0), _MOST_WAYS)):
                    reason = reason if count else "every try broke the schema"
                    if schema.is_valid(made, direction=direction):
                        return made
            except ImpossibleError as error:
                reason = str(error)
            spent += maker.steps
    where = str(schema.scope.locate(schema.pointer)) if schema.scope.locate else f"#{schema.pointer}"
    raise NoSampleError(
        "no conforming value was found", where=where, piece=reason, hint="give the schema or the media type an example"
    )
