"""What proves that a change breaks callers, so that a person can run it."""

from __future__ import annotations

from apiyard.design.cause import Cause, ExchangeProof, PromiseProof, Side, SymbolProof, Verdict
from apiyard.design.changelog.entry import Shown
from apiyard.design.readable import clean
from apiyard.design.telling.exchange_text import SERVER, curl, reply_lines
from apiyard.design.witness.address import as_sent

_LONGEST = 300


def proofs_of(cause: Cause, server: str = SERVER) -> tuple[Shown, ...]:
    """Give the proofs of a change.

    Args:
        cause: the change.
        server: where commands send requests to.

    Returns:
        One for each side that breaks: for requests a command that was fine and is not, for responses what may come
        now and could not before, for names and promises a sentence.
    """
    return tuple(_proof(side, server) for side in cause.sides if side.verdict is Verdict.BREAKING and side.proof)


def _proof(side: Side, server: str) -> Shown:
    proof = side.proof
    if isinstance(proof, SymbolProof):
        after = f"{_line(proof.after)} now" if proof.after else "gone"
        was = f" was {_line(proof.before)} and" if proof.before else ""
        return Shown(f"The name {_line(proof.symbol)} in generated code{was} is {after}.")
    if isinstance(proof, PromiseProof):
        return Shown(f"Promised: {_line(proof.promise)}; {_line(proof.broken)}.")
    if isinstance(proof, ExchangeProof) and proof.reply is not None:
        call = f"{proof.request.method.upper()} {proof.request.path}"
        says = f"An answer to {_line(call)} that may come now and did not before ({_line(proof.violation)}):"
        return Shown(says, tuple(reply_lines(proof.reply)))
    if isinstance(proof, ExchangeProof):
        says = f"A call that was fine and is not any more ({_line(proof.violation)}):"
        return Shown(says, tuple(curl(*as_sent(proof, server))), language="sh")
    return Shown(_line(side.reason))


def _line(text: str) -> str:
    line = clean(text).strip().rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
