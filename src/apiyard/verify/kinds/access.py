"""Good requests without credentials, and with wrong ones: what asks for them gives nothing."""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterator, Mapping
from functools import partial

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.spec.composing.compose import composer
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.verify.auth.proof import Place, carry
from apiyard.verify.case import Case
from apiyard.verify.draft import drafts
from apiyard.verify.event import CaseJudged
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble
from apiyard.verify.generate import CannotGenerateError
from apiyard.verify.kind import Kind
from apiyard.verify.session import Session

_TRIES = 4
_WRONG = "apiyard-knows-no-key"
_PAIR = base64.b64encode(b"apiyard:knows-no-password").decode()
_BY_SCHEME = {"bearer": f"Bearer {_WRONG}", "basic": f"Basic {_PAIR}"}
_PLACES: Mapping[str, Place] = {"header": "header", "query": "query", "cookie": "cookie"}


def _probe(session: Session, operation: Operation, until: float) -> Iterator[CaseJudged]:
    """Send one good request of an operation that asks for credentials, each time without the right ones."""
    if not operation.security or not all(operation.security):
        return  # it asks for nothing, or may be called without
    proofs = [_wrong(session.contract, alternative) for alternative in operation.security]
    if any(proof is None for proof in proofs):
        return  # such as a certificate of the connection, which no request can leave out
    fixed = {name.lower() for name, _ in session.plan.headers}
    known = {name.lower() for proof in proofs for place, name, _ in proof or () if place == "header"}
    if fixed & known:
        hint = "give them as auth in a file of settings"
        raise CannotGenerateError("the credentials are headers that are always sent", where=operation.id, hint=hint)
    bare = _bare(session)
    request = yield from _good(session, operation)
    cases = [("no credentials", request)]
    # Only who knows the right credentials can say that others are wrong.
    known_wrong = zip(operation.security, proofs, strict=True) if session.plan.auth else ()
    for alternative, proof in known_wrong:
        signed = request
        for place, name, value in proof or ():
            signed = carry(signed, place, name, value=value)
        cases.append((f"wrong credentials for {' and '.join(sorted(alternative))}", signed))
    for origin, asked in cases:
        if session.gone or session.clock.monotonic() > until:
            return
        case = Case("access", operation.id, origin, asked)
        judged = bare.judge(operation, case, oracle=partial(_owed, operation, origin))
        if judged is not None:
            yield judged
            if judged.troubles:
                return  # what is open to all is open to wrong credentials, too


def _owed(operation: Operation, origin: str, exchange: Exchange) -> Iterator[Trouble]:
    if exchange.reply.status < 300:
        yield Trouble(
            "credentials-ignored",
            f"the service answered {exchange.reply.status} to a request with {origin}",
            "request security",
            f"{operation.pointer}/security",
        )


def _bare(session: Session) -> Session:
    """Give a session that sends no credentials of the contract's security schemes."""
    schemes = session.contract.security_schemes
    others = tuple(grant for grant in session.plan.auth if grant.always and grant.name not in schemes)
    return replace(session, plan=replace(session.plan, auth=others), keeper=None)


def _good(session: Session, operation: Operation) -> Generator[CaseJudged, None, Request]:
    """Give a good request; for one that changes nothing, one that is taken with the right credentials if there are."""
    first: Request | None = None
    for draft in list(drafts(operation, seed=session.plan.seed))[:_TRIES]:
        try:
            request = composer(session.contract).request(operation, draft.wish)
        except ApiyardError:
            continue
        if not _keeps(session.contract, request):
            continue
        first = first or request
        if operation.method not in {"get", "head"} or not session.plan.auth:
            break
        judged = session.judge(
            operation, Case("access", operation.id, f"the right credentials: {draft.origin}", request)
        )
        if judged is not None:
            yield judged
            if judged.status is not None and judged.status < 300:
                return request
    if first is None:
        raise CannotGenerateError("no request keeps the contract", where=operation.id)
    return first


def _keeps(contract: Contract, request: Request) -> bool:
    judgement = check_request(contract, request)
    return judgement.operation is not None and all(each.place == "security" for each in judgement.violations)


def _wrong(contract: Contract, alternative: Mapping[str, object]) -> list[tuple[Place, str, str]] | None:
    """Give wrong proofs for all schemes of an alternative; None when one cannot be shown by a request."""
    found = []
    for name in alternative:
        proof = _of_scheme(contract.security_schemes.get(name, {}))
        if proof is None:
            return None
        found.append(proof)
    return found


def _of_scheme(scheme: Mapping[str, Json]) -> tuple[Place, str, str] | None:
    kind = scheme.get("type")
    if kind == "apiKey" and scheme.get("in") in _PLACES:
        return _PLACES[str(scheme["in"])], str(scheme.get("name", "")), _WRONG
    if kind in {"oauth2", "openIdConnect"}:
        return "header", "Authorization", _BY_SCHEME["bearer"]
    value = _BY_SCHEME.get(str(scheme.get("scheme", "")).lower()) if kind == "http" else None
    return None if value is None else ("header", "Authorization", value)


KIND = Kind(
    id="access",
    why="A door that the contract says is locked is tried without a key, and with a wrong one. It is a question to "
    "what callers reach: behind a gateway that asks for keys, a service may be open.",
    probe=_probe,
    covers_all=False,
    signed=False,
    shrinks=False,
)
