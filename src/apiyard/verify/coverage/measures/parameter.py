"""Parameters and bodies: which of them were sent with a value that the contract takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apiyard.spec import media
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.spec.pointer import join
from apiyard.verify.coverage.measure import Measure
from apiyard.verify.coverage.seen import Seen

_BODY = frozenset({"body", "media-type"})


def _whole(contract: Contract, operations: Sequence[Operation]) -> Iterable[str]:
    for each in operations:
        yield from (f"{each.id} {one.location} {one.name}" for one in each.parameters)
        if each.request_body is not None:
            yield from (f"{each.id} body {name}" for name in each.request_body.content)


def _met(seen: Seen) -> Iterable[str]:
    values, operation = seen.judgement.values, seen.operation
    wrong = [(each.place, each.pointer) for each in seen.judgement.violations]
    for one in operation.parameters:
        place = "query" if one.location == "querystring" else one.location
        if one.name in getattr(values, place) and not _touched(wrong, place, join("", one.name)):
            yield f"{operation.id} {one.location} {one.name}"
    if operation.request_body is None or not seen.request.body or any(place in _BODY for place, _ in wrong):
        return
    chosen = media.choose(operation.request_body.content, seen.request.header("content-type") or "")
    if chosen is not None:
        yield f"{operation.id} body {chosen[0]}"


def _touched(wrong: Sequence[tuple[str, str]], place: str, pointer: str) -> bool:
    return any(at == place and (where == pointer or where.startswith(f"{pointer}/")) for at, where in wrong)


MEASURE = Measure(
    id="parameter",
    why="A parameter that was never sent may do anything; optional ones are forgotten most.",
    noun="parameters and bodies",
    numerator="those that an answered request carried with a value that the contract takes",
    denominator="parameters of the operations of the run (path, query, header, cookie), and their request bodies, one "
    "for each media type",
    whole=_whole,
    met=_met,
)
