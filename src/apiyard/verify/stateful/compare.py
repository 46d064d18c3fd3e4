"""Is what a service shows what was sent? Compared as generously as an honest service needs it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime

from apiyard.core.json import Json
from apiyard.spec.style import MISSING
from apiyard.verify.stateful.naming import is_own

_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*")
_MAX_DEPTH = 5


def differences(sent: Json, shown: Json, at: str = "") -> Iterator[tuple[str, Json, Json]]:
    """Give the members that are shown otherwise than they were sent.

    Members that the service leaves out are not given, nor those that it sets by itself (see ``naming.is_own``). Texts
    are equal when only blanks at their ends or their Unicode form differ, times when they are the same instant, numbers
    when they are the same number in other digits, lists when they have the same items in any order.

    Args:
        sent: what was sent.
        shown: what the service shows.
        at: where both stand, as a pointer.

    Yields:
        The pointer, what was sent there and what is shown there.
    """
    if isinstance(sent, Mapping) and isinstance(shown, Mapping) and at.count("/") < _MAX_DEPTH:
        for name, value in sent.items():
            if name in shown and not is_own(name):
                yield from differences(value, shown[name], f"{at}/{name}")
        return
    if not same(sent, shown):
        yield at, sent, shown


_BOOLEANS: Mapping[str, bool] = {"true": True, "false": False}


def same(sent: Json, shown: Json) -> bool:
    """Say whether a value is the one that was sent, in another spelling at most."""
    if isinstance(sent, bool) or isinstance(shown, bool) or sent is None or shown is None:
        # Null and nothing are told in many ways; true and false are texts in a query.
        sent, shown = (_BOOLEANS.get(each, each) if isinstance(each, str) else each for each in (sent, shown))
        return sent is shown or (sent is None and shown in ("", [], {})) or (shown is None and sent in ("", [], {}))
    if isinstance(sent, int | float) and isinstance(shown, int | float):
        return _same_number(sent, shown)
    if isinstance(sent, str) and isinstance(shown, str):
        return sent == shown or _same_text(sent, shown)
    if isinstance(sent, list) and isinstance(shown, list):
        return len(sent) == len(shown) and all(any(same(each, other) for other in shown) for each in sent)
    if isinstance(sent, Mapping) and isinstance(shown, Mapping):
        return not any(differences(sent, shown))
    if isinstance(sent, int | float | str) and isinstance(shown, int | float | str):
        return str(sent) == str(shown)
    return True  # a thing in place of its id, or the other way round: what was sent cannot be compared with it


def _same_number(sent: float, shown: float) -> bool:
    """Say whether a number is the one that was sent: an integer is kept as it is, and may be written as 1e3 or 1.0."""
    if sent == shown or (isinstance(sent, int) and isinstance(shown, int)):
        return sent == shown
    try:
        return math.isclose(sent, shown, rel_tol=1e-9, abs_tol=1e-12)
    except OverflowError:
        return False


def _same_text(sent: str, shown: str) -> bool:
    if _TIME.fullmatch(sent) and _TIME.fullmatch(shown):
        return _instant(sent) == _instant(shown)
    return sent.strip() == shown.strip() or unicodedata.normalize("NFKC", sent) == unicodedata.normalize("NFKC", shown)


def _instant(text: str) -> object:
    try:
        at = datetime.fromisoformat(text.upper().replace(" ", "T"))
    except ValueError:
        return text
    return at.timestamp() if at.tzinfo else at


def aligned(sent: Json, shown: Json) -> Json:
    """Give the part of what is shown that answers to what was sent: itself, or what is wrapped in it.

    Args:
        sent: what was sent.
        shown: the whole reply.

    Returns:
        The part; ``MISSING`` when no part of it is an object that has a member of what was sent.
    """
    if not isinstance(sent, Mapping) or not isinstance(shown, Mapping):
        return MISSING
    if sent.keys() & shown.keys():
        return shown
    inner = [each for each in shown.values() if isinstance(each, Mapping) and sent.keys() & each.keys()]
    return inner[0] if len(inner) == 1 else MISSING
