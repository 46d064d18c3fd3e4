"""What checks of schemas have in common: the words for values, and edits of one keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json, canonical
from apiyard.design.cause import Strictness, Verdict
from apiyard.design.diffing.branches import kinds
from apiyard.design.diffing.edit import MISSING, Contained, Edit, Known, Turn, Wish, Words
from apiyard.design.diffing.pair import SchemaPair

_SHOWN = 60
_PARTS = {"[]": "the items", "*": "other members"}
_WIRE, _STRICT, _SOURCE = Strictness.WIRE, Strictness.WIRE_STRICT, Strictness.SOURCE


def verdicts(wire: Verdict, strict: Verdict | None = None, source: Verdict | None = None) -> dict[Strictness, Verdict]:
    """Give the verdicts of an example under each strictness; without a word that of ``wire``."""
    return {_WIRE: wire, _STRICT: strict or wire, _SOURCE: source or wire}


BREAKING = verdicts(Verdict.BREAKING)
SAFE = verdicts(Verdict.SAFE)
NAMES = verdicts(Verdict.SAFE, source=Verdict.BREAKING)
LITERAL = verdicts(Verdict.SAFE, strict=Verdict.BREAKING)
NONE: dict[Strictness, Verdict] = {}


def shown(value: Any) -> str:
    """Give a value as messages have it: JSON, cut when it is long; ``none`` when there is none."""
    if value is MISSING or value is None:
        return "none" if value is MISSING else "null"
    text = canonical(value).decode(errors="replace")
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 4]} ..."


def held(pair: SchemaPair, keyword: str) -> tuple[Any, Any]:
    """Give a keyword's value in both, ``MISSING`` where it is absent."""
    old = pair.old.get(keyword, MISSING) if isinstance(pair.old, dict) else MISSING
    new = pair.new.get(keyword, MISSING) if isinstance(pair.new, dict) else MISSING
    return old, new


def subject(pair: SchemaPair) -> str:
    """Give what a pair is called in messages."""
    name = f"{pair.symbol}{pair.inside}" if pair.symbol else _PARTS.get(pair.inside, pair.inside)
    if not pair.called:
        return name if pair.symbol else " of ".join(filter(None, (name, f"the schema at {pair.old_at or pair.new_at}")))
    return f"{name} in {pair.called}" if name else pair.called


def keyword_edit(
    pair: SchemaPair, check: str, keyword: str, *, message: str = "", more: tuple[Wish, ...] = ()
) -> Iterator[Edit]:
    """Give the edit of one keyword as a whole, decided by containment.

    Args:
        pair: the schemas.
        check: the id of the check.
        keyword: the keyword.
        message: what is told; by default the old and the new value.
        more: further wishes.

    Yields:
        The edit, when the keyword differs.
    """
    if keyword in pair.differs:
        old, new = held(pair, keyword)
        text = message or f"{keyword} of {subject(pair)} {went(old, new)}"
        yield Edit(
            check,
            text,
            pair.old_at,
            pair.new_at,
            plain(old),
            plain(new),
            (Contained((Turn(keyword, old, new),)), *more),
            keyword,
        )


def words_edit(pair: SchemaPair, check: str, keywords: tuple[str, ...]) -> Iterator[Edit]:
    """Give one edit for keywords that only people read, when one of them differs."""
    found = [word for word in keywords if word in pair.differs]
    if found:
        old, new = held(pair, found[0])
        text = f"{' and '.join(found)} of {subject(pair)} {went(old, new) if len(found) == 1 else 'changed'}"
        yield Edit(check, text, pair.old_at, pair.new_at, plain(old), plain(new), (Words(),), " ".join(found))


def bound_edit(pair: SchemaPair, check: str, keyword: str) -> Iterator[Edit]:
    """Give the edit of a bound, and say which way it went."""
    if keyword in pair.differs:
        old, new = held(pair, keyword)
        if old is MISSING:
            text = f"{keyword} {shown(new)} is set for {subject(pair)}"
        elif new is MISSING:
            text = f"{keyword} {shown(old)} is no longer set for {subject(pair)}"
        else:
            word = "raised" if _number(new) > _number(old) else "lowered"
            text = f"{keyword} of {subject(pair)} is {word} from {shown(old)} to {shown(new)}"
        yield from keyword_edit(pair, check, keyword, message=text)


def went(old: Any, new: Any) -> str:
    """Give in words from what to what a value went."""
    if old is MISSING:
        return f"is now {shown(new)}"
    if new is MISSING:
        return f"is gone, it was {shown(old)}"
    return f"changed from {shown(old)} to {shown(new)}"


def plain(value: Any) -> Any:
    """Give a value for an entry: None when there is none."""
    return None if value is MISSING else value


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else 0


def known_edit(pair: SchemaPair, check: str, keyword: str, *, reason: str) -> Iterator[Edit]:
    """Give the edit of a keyword that takes and refuses no value.

    Args:
        pair: the schemas.
        check: the id of the check.
        keyword: the keyword.
        reason: the rule that says so.

    Yields:
        The edit, when the keyword differs.
    """
    if keyword in pair.differs:
        old, new = held(pair, keyword)
        text = f"{keyword} of {subject(pair)} {went(old, new)}"
        wishes = (Known("request", Verdict.SAFE, reason), Known("response", Verdict.SAFE, reason))
        yield Edit(check, text, pair.old_at, pair.new_at, plain(old), plain(new), wishes, keyword)


def words_turned(pair: SchemaPair, check: str, keywords: tuple[str, ...]) -> Iterator[Edit]:
    """Give one edit for keywords that change together, decided by containment, when one of them differs."""
    found = [word for word in keywords if word in pair.differs]
    if found:
        turns = tuple(Turn(word, *held(pair, word)) for word in found)
        before = {word: value for word in keywords if (value := held(pair, word)[0]) is not MISSING}
        after = {word: value for word in keywords if (value := held(pair, word)[1]) is not MISSING}
        text = f"{' and '.join(found)} of {subject(pair)} changed"
        wishes = (Contained(turns),)
        yield Edit(check, text, pair.old_at, pair.new_at, before or None, after or None, wishes, " ".join(found))


def types(value: Json) -> frozenset[str]:
    """Give the types that a schema names; without ``type`` those of the values that it lists, else all of them."""
    if isinstance(value, dict) and "type" not in value:
        listed = [value["const"]] if "const" in value else value.get("enum")
        if isinstance(listed, list):
            return frozenset(_type_of(each) for each in listed)
    return kinds(value)


def _type_of(value: Json) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else "boolean"
    if isinstance(value, int | float):
        return "integer" if float(value).is_integer() else "number"
    if isinstance(value, str):
        return "string"
    return "object" if isinstance(value, dict) else "array"


def nothing(_pair: SchemaPair) -> Iterator[Edit]:
    """Notice nothing: what only comes out when edits are decided together."""
    return iter(())
