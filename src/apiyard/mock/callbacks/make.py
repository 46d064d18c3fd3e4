"""Make the request of a callback or a webhook from its contract, with what is known of the call that led to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec.composing.compose import Composer
from apiyard.spec.composing.wish import Wish
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import MediaType, Operation
from apiyard.spec.sample import sample
from apiyard.spec.style import MISSING

_SEEDS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What the made request should say.

    Args:
        members: values that members of its body get where they fit, such as the id of what was made.
        forced: values that they get in any case.
        body: the whole body; `MISSING` to make one.
    """

    members: Mapping[str, Json]
    forced: Mapping[str, Json]
    body: Json = MISSING


NOTHING = Known({}, {})
"""Nothing is known."""


def make_request(contract: Contract, operation: Operation, known: Known = NOTHING, *, seed: int = 0) -> Request:
    """Make a request that keeps the contract of a callback or webhook.

    Args:
        contract: its contract, as `spec.calls_back` gives it.
        operation: its operation.
        known: what it should say.
        seed: makes other values when it is another.

    Returns:
        The request; its path is that of the contract and stands for the receiver's. It keeps the contract unless
        values that were forced break it.

    Raises:
        InvalidInputError: none that keeps the contract was found.
    """
    chosen = bool(known.forced) or known.body is not MISSING
    reason = ""
    for body in _bodies(operation, known, seed):
        try:
            request = Composer(contract).request(operation, Wish(body=body), seed=seed)
        except ApiyardError as error:
            reason = reason or f": {error.what} {error.piece}".rstrip()
            continue
        wrong = check_request(contract, request).violations
        if chosen or not wrong:
            return request
        reason = reason or f": {wrong[0].message}"
    raise InvalidInputError(f"no request that keeps the contract was found{reason}", where=operation.pointer)


def _bodies(operation: Operation, known: Known, seed: int) -> Iterator[Json]:
    """Give bodies from best to worst: with what is known, then as they were made."""
    if known.body is not MISSING:
        yield known.body
        return
    held = operation.request_body
    if held is None or not held.content:
        yield MISSING
        return
    entry = next(iter(held.content.values()))
    for value in _values(entry, seed):
        if isinstance(value, Mapping):
            base = value
            told = {name: known.members[name] for name in base if name in known.members}
            yield {**_fitting(entry, base, told), **known.forced}
            yield {**base, **known.forced}
        else:
            yield value
    if not held.required:
        yield MISSING


def _fitting(entry: MediaType, base: Mapping[str, Json], told: Mapping[str, Json]) -> Mapping[str, Json]:
    """Put in what is known, value by value, so that one that does not fit costs no other."""
    found = base
    for name, each in told.items():
        tried = {**found, name: each}
        if entry.schema is None or entry.schema.is_valid(tried, direction="request"):
            found = tried
    return found


def _values(entry: MediaType, seed: int) -> Iterator[Json]:
    yield from entry.examples.values()
    if entry.schema is None:
        yield {}
        return
    for each in range(seed, seed + _SEEDS):
        try:
            yield sample(entry.schema, direction="request", seed=each)
        except ApiyardError:
            continue
