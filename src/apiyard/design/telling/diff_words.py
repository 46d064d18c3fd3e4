"""What forms say about a change in words: values, reach, and what proves it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from apiyard.core.json import Json
from apiyard.design.cause import Cause, ExchangeProof, Proof, Reached, Side, SymbolProof
from apiyard.design.readable import clean
from apiyard.design.telling.diff_report import Compared
from apiyard.design.telling.exchange_text import SERVER, curl, reply_lines
from apiyard.design.witness.address import as_sent
from apiyard.design.witness.servers import base_url

TITLES = {"breaking": "Breaking", "unknown": "Unknown", "safe": "Safe", "documentation": "Documentation"}
"""The heading of each kind of change."""
MARKS = {"breaking": "✗", "unknown": "?", "safe": "✓", "documentation": "·"}
"""The mark of each kind of change."""
_LONGEST = 400


def value(given: Json, longest: int = _LONGEST) -> str:
    """Give a JSON value on one line, cut when it is long."""
    try:
        text = json.dumps(given, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = "…"
    text = clean(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def turned(cause: Cause, longest: int = _LONGEST) -> str:
    """Give the old and the new value, ``false → true``; empty when there is neither."""
    before, after = cause.before is not None, cause.after is not None
    if before and after:
        return f"{value(cause.before, longest)} → {value(cause.after, longest)}"
    return f"was {value(cause.before, longest)}" if before else f"now {value(cause.after, longest)}" if after else ""


def place(reached: Reached) -> str:
    """Give a place of an operation, such as ``GET /orders · response 200 application/json · items[].id``."""
    return clean(" · ".join(filter(None, (reached.call, reached.position, reached.path))))


def reach(cause: Cause, most: int) -> tuple[list[str], str]:
    """Give where a change reaches.

    Args:
        cause: the change.
        most: how many places are named.

    Returns:
        The nearest places, and the rest in words, such as ``3 more places of 2 operations``.
    """
    named = [place(each) for each in cause.reach[:most]]
    rest = cause.reach[most:]
    if not rest:
        return named, ""
    operations = len({each.call for each in rest})
    told = f"{len(rest)} more place{'s' * (len(rest) != 1)}"
    return named, f"{told} of {operations} operation{'s' * (operations != 1)}"


def operations(cause: Cause) -> tuple[str, ...]:
    """Give the calls that a change reaches, each once, in order."""
    return tuple(dict.fromkeys(each.call for each in cause.reach))


def side_words(side: Side) -> str:
    """Give what a change means on one side, such as ``safe: clients send only declared members``."""
    return clean(f"{side.verdict.value}: {side.reason}" if side.reason else side.verdict.value)


def proof_words(proof: Proof) -> str:
    """Give a sentence for what proves a break."""
    if isinstance(proof, ExchangeProof):
        before = "valid before, not any more" if proof.reply is None else "possible now, not allowed before"
        return clean(f"{before}: {proof.violation}")
    if isinstance(proof, SymbolProof):
        changed = f"is {proof.after} now, was {proof.before}" if proof.after else "is gone from generated code"
        return clean(f"{proof.symbol} {changed}")
    return clean(f"promised {proof.promise}: {proof.broken}")


def server_of(compared: Compared, cause: Cause) -> str:
    """Give the server that the requests of a proof are shown with."""
    names = {each.operation for each in cause.reach}
    found = next((each for each in compared.report.old.operations if each.id in names), None)
    return base_url(compared.report.old, found)


def proof_lines(proof: Proof, server: str = SERVER) -> Sequence[str]:
    """Give the exchange of a proof as lines of a terminal; empty where there is none."""
    if not isinstance(proof, ExchangeProof):
        return ()
    sent = curl(*as_sent(proof, server))
    return [*sent, *(["", *reply_lines(proof.reply)] if proof.reply is not None else [])]


def proof_kind(proof: Proof) -> str:
    """Give ``exchange``, ``symbol`` or ``promise``."""
    if isinstance(proof, ExchangeProof):
        return "exchange"
    return "symbol" if isinstance(proof, SymbolProof) else "promise"
