"""Proof that a client no longer gets what it asks for: a media type that no response has any more."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.design.cause import ExchangeProof
from apiyard.design.witness.prove import asking
from apiyard.design.witness.trial import ALLOWED
from apiyard.spec import media
from apiyard.spec.composing.compose import code_of, composer
from apiyard.spec.composing.wish import CannotBuildError, ReplyWish
from apiyard.spec.composing.write_body import concrete
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import Operation


def prove_unacceptable(
    old: Contract, both: tuple[Operation, Operation], *, status: str, media_type: str
) -> ExchangeProof | str:
    """Build a call that accepts one media type only, and its old reply, which the new contract does not have.

    Args:
        old: the old contract.
        both: the operation in the old and in the new contract.
        status: of the response as written.
        media_type: the key of its content that is gone.

    Returns:
        The proof; ``ALLOWED`` when another key of the new contract covers the media type; else why there is none.

    Raises:
        InvalidInputError: a schema of a contract is itself wrong.
    """
    try:
        response = both[0].responses[status]
        sent = concrete(response.content, media_type)
        code = code_of(both[0], status, also=both[1])
        reply = composer(old).reply(both[0], ReplyWish(status, code, media_type=media_type, content_type=sent))
    except CannotBuildError as error:
        return f"{error.what}: {error.piece}" if error.piece else error.what
    now = both[1].response(code)
    if now is None or not now.content or media.choose(now.content, sent) is not None:
        return ALLOWED
    if check_reply(both[0], both[0].method, reply):
        return "the reply that was built is not valid"
    request = asking(old, both[0])
    accepting = replace(request, headers=(("Accept", sent), *request.headers))
    known = ", ".join(sorted(now.content))
    text = f"the call accepts {sent} only, and response {now.status} is one of {known}"
    return ExchangeProof(accepting, reply, sent, "Accept", text)
