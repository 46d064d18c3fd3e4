"""Is what a client has been given still enough? Decided by a call with its credentials."""

from __future__ import annotations

from apiyard.design.cause import Direction, ExchangeProof, Side, Verdict
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.witness.scopes import Granted, lacking
from apiyard.design.witness.trial import Trial, said, trial_of
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import CannotBuildError, Wish
from apiyard.spec.judge import check_request

SUFFICES = "the credentials that a client has are enough"


def credentials_side(trial: Trial, granted: Granted, alternative: int | None) -> Side:
    """Call an operation with the credentials of one alternative of the source, and hold the call against the target.

    Args:
        trial: the contracts.
        granted: the schemes of this alternative with their scopes.
        alternative: its index; None when the source asks for nothing.
    """
    try:
        request = composer(trial.source).request(
            trial.allowed, Wish(security=alternative, drop_credentials=alternative is None)
        )
    except CannotBuildError as error:
        return Side(trial.direction, Verdict.UNKNOWN, f"{error.what}: {error.piece}")
    if check_request(trial.source, request).outcome != "valid" or trial.refused is None:
        return Side(trial.direction, Verdict.UNKNOWN, "the call that was built is not valid")
    lacks = lacking(granted, trial.refused.security, old=trial.source, new=trial.target)
    if lacks is None:
        return Side(trial.direction, Verdict.SAFE, SUFFICES)
    refused = [each for each in check_request(trial.target, request).violations if each.place == "security"]
    # A call that has some credentials has not those that are asked for; the validator calls that none.
    text = f"security: {lacks}" if refused and granted else f"{said(refused[0])}; {lacks}" if refused else lacks
    shown = ", ".join(granted) or "no credentials"
    return Side(trial.direction, Verdict.BREAKING, text, ExchangeProof(request, None, shown, "security", text))


def with_credentials(direction: Direction, granted: Granted, alternative: int | None) -> Exchanged:
    """Ask for a call with the credentials of one alternative; see ``credentials_side``."""

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        return credentials_side(trial_of(question.contracts, question.site.place), granted, alternative)

    return Exchanged(direction, ask)
