"""Why the checks that found something may ask for it, and what to write where one of them asks for too much."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.verify.check import Check, checks
from apiyard.verify.fault import Fault

_MOST_NAMED = 6
_BY_STATUS = frozenset({"server-error", "undocumented-status", "refused-good-request"})
_NOT_BY_KEYWORD = frozenset({"anyOf", "oneOf", "allOf", "not"})


@dataclass(frozen=True, slots=True)
class Advice:
    """What a reader may want to know of a check that found something.

    Args:
        check: its id.
        why: why it may ask.
        tuning: an item for ``tuning`` of a settings file, in YAML, with which it would be silent.
    """

    check: str
    why: str
    tuning: str


def advice(faults: Iterable[Fault]) -> tuple[Advice, ...]:
    """Give advice for each check that found something.

    Args:
        faults: what was found.

    Returns:
        One for each check, in the order of the faults; none for differences between services.
    """
    known, found = checks(), dict[str, list[Fault]]()
    for each in faults:
        found.setdefault(each.failure.trouble.check, []).append(each)
    return tuple(
        Advice(name, known[name].why, _written(known[name], group)) for name, group in found.items() if name in known
    )


def _written(check: Check, faults: Sequence[Fault]) -> str:
    """Give the exception as flow-style YAML, which JSON strings are a part of (YAML 1.2)."""
    operations = list(dict.fromkeys(each.failure.case.operation for each in faults))
    parts = [f"check: {check.id}"]
    if len(operations) <= _MOST_NAMED:
        parts.append(f"operations: {json.dumps([_as_glob(each) for each in operations], ensure_ascii=False)}")
    options = _options(check.id, faults)
    parts.append(f"options: {_flow(options)}" if options else "off: true")
    return "{" + ", ".join((*parts, "reason: ...")) + "}"


def _flow(options: Mapping[str, Sequence[Json]]) -> str:
    return "{" + ", ".join(f"{name}: {json.dumps(list(each))}" for name, each in options.items()) + "}"


def _as_glob(operation: str) -> str:
    """Give a pattern of exactly this id: a bracket begins a set of letters."""
    return operation.replace("[", "[[]")


def _options(check: str, faults: Sequence[Fault]) -> dict[str, list[Json]]:
    if check in _BY_STATUS:
        statuses = sorted({each.failure.reply.status for each in faults if each.failure.reply is not None})
        return {"allow": list[Json](statuses)}
    if check == "accepted-bad-request":
        return _of_requests(faults)
    if check == "wrong-header":
        return {"ignore": _once(each.failure.trouble.place.partition("/")[2].split("/")[0] for each in faults)}
    if check == "wrong-body":
        return {"ignore": _once(_any_item(each.failure.trouble.place.removeprefix("body").strip()) for each in faults)}
    return {}


def _of_requests(faults: Sequence[Fault]) -> dict[str, list[Json]]:
    """Name keywords where schemas were broken, pointers where one of several was to fit, and else parts of requests."""
    found: dict[str, list[Json]] = {}
    for each in faults:
        trouble = each.failure.trouble
        _, place, pointer = (*trouble.place.split(" ", 2), "", "")[:3]
        keyword = trouble.why.rpartition("/")[2]
        is_of_schema = "/schema" in trouble.why and place not in {"media-type", ""}
        if is_of_schema and keyword not in _NOT_BY_KEYWORD:
            name, value = "keywords", keyword
        elif pointer:
            name, value = "ignore", pointer
        else:
            name, value = "places", place
        if value and value not in found.setdefault(name, []):
            found[name].append(value)
    return {name: each for name, each in found.items() if each}


def _any_item(pointer: str) -> str:
    return "/".join("*" if part.isdecimal() else part for part in pointer.split("/"))


def _once(names: Iterator[str]) -> list[Json]:
    return list(dict.fromkeys(names))
