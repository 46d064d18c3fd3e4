"""What a caller has to do about a change."""

from __future__ import annotations

import re

from apiyard.core.json import Json
from apiyard.design.cause import Cause, Direction, ExchangeProof, PromiseProof, Side, SymbolProof, Verdict
from apiyard.design.changelog.advice import READ, SENT, Advice
from apiyard.design.changelog.subject import difference, listed, missing, shown, subject_of
from apiyard.design.readable import clean

_NAMED = re.compile(r"\{(\w+)\}")
_ONE = re.compile(r"\b1 (member|character)s\b")
_MOST_SENTENCES = 4
_LONGEST = 80


def migration(cause: Cause) -> str:
    """Say what a caller has to do.

    Args:
        cause: the change.

    Returns:
        Sentences, one for each side that breaks; for what could not be decided, what to look at; empty when there is
        nothing to do. They hold texts of the contract without control characters, and no markup of ours.
    """
    told: list[str] = []
    for side in cause.sides:
        if side.verdict is Verdict.BREAKING:
            told.append(_broken(cause, side))
        elif side.verdict is Verdict.UNKNOWN:
            told.append(_unknown(cause, side))
    if not told and cause.verdict is Verdict.SAFE:
        told = _ending(cause)
    return " ".join(list(dict.fromkeys(each for each in told if each))[:_MOST_SENTENCES])


def _broken(cause: Cause, side: Side) -> str:
    proof = side.proof
    if isinstance(proof, SymbolProof):
        name, after = clean(proof.symbol), clean(proof.after)
        if after:
            return f"In code made from the contract, {name} is {after} now: change what uses it."
        return f"In code made from the contract, {name} is gone: take out what uses it before you take the new one."
    if isinstance(proof, PromiseProof):
        return _promise(cause, side)
    advice = _advised(cause, side.direction)
    if advice:
        return advice
    it = subject_of(cause, side.direction)
    why = _sentence(proof.violation if isinstance(proof, ExchangeProof) else side.reason)
    verb = "send as" if side.direction == "request" else "read from"
    return f"Check what you {verb} {it}: {why}"


def _promise(cause: Cause, side: Side) -> str:
    it = subject_of(cause, side.direction)
    advice = _advised(cause, side.direction)
    return f"{advice} It came without the notice that was promised." if advice else f"Look for another way than {it}."


def _unknown(cause: Cause, side: Side) -> str:
    if not cause.reach:
        return "Check your calls: whether they still fit could not be decided."
    verb = "send as" if side.direction == "request" else "read from"
    return f"Check what you {verb} {subject_of(cause, side.direction)}: whether it still fits could not be decided."


def _ending(cause: Cause) -> list[str]:
    """Tell people to move before something ends."""
    words = frozenset(cause.check.split("-"))
    if "sunset" in words and isinstance(cause.after, str):
        return [f"Stop using {subject_of(cause, None)} before {clean(cause.after)[:40]}."]
    if words & {"deprecated", "deprecation"} and cause.after not in (None, False):
        return [f"Plan to stop using {subject_of(cause, None)}: it is on its way out."]
    return []


def _advised(cause: Cause, direction: Direction) -> str:
    words = frozenset(cause.check.split("-"))
    if missing(cause):
        words |= {"missing"}
    values = _values(cause, direction)
    for advice in SENT if direction == "request" else READ:
        if advice.meets(words) and (text := _filled(advice, values)):
            return text
    return ""


def _filled(advice: Advice, values: dict[str, str]) -> str:
    """Put the values in; empty when one is not there."""
    if not all(values.get(name) for name in _NAMED.findall(advice.text)):
        return ""
    return _ONE.sub(r"1 \1", _NAMED.sub(lambda found: values[found[1]], advice.text))


def _values(cause: Cause, direction: Direction) -> dict[str, str]:
    lost, gained = difference(cause.before, cause.after), difference(cause.after, cause.before)
    return {
        "it": subject_of(cause, direction),
        "before": _value(cause.before),
        "after": _value(cause.after),
        "was": clean(cause.before)[:_LONGEST] if isinstance(cause.before, str) else "",
        "is": clean(cause.after)[:_LONGEST] if isinstance(cause.after, str) else "",
        "lost": listed(lost) if _small(lost) else "",
        "gained": listed(gained) if _small(gained) else "",
    }


def _value(value: Json) -> str:
    """Give a value that a sentence can hold: a scalar, or a list of them; schemas and other objects cannot be read."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list | tuple):
        return listed(list(value)) if _small(list(value)) else ""
    return shown(value)


def _small(values: list[Json]) -> bool:
    return bool(values) and not any(isinstance(each, dict | list | tuple) for each in values)


def _sentence(text: str) -> str:
    line = clean(text).strip()
    return line if line.endswith((".", "!", "?")) else f"{line}."
