"""OAuth 2.0 client credentials (RFC 6749, section 4.4)."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote_plus, urlencode

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Headers, Request
from apiyard.verify.auth.credential import Ask, Credential
from apiyard.verify.auth.proof import Proof, Proofs
from apiyard.verify.auth.secret import Secret


@dataclass(frozen=True, slots=True)
class _Options:
    """Who asks whom for a token.

    Args:
        client_id: the client.
        client_secret: its secret.
        token_url: where tokens are given, or a path of the service; a contract's own counts only where it is the
            service's, since the secret is sent there.
        scopes: what is asked for.
        audience: for whom, where the server wants to know.
        style: ``header`` sends the client's secret by Basic (RFC 6749, section 2.3.1), ``body`` as fields of the form.
    """

    client_id: Secret
    client_secret: Secret
    token_url: str = ""
    scopes: tuple[str, ...] = ()
    audience: str = ""
    style: str = "header"

    def __post_init__(self) -> None:
        """Check the style."""
        if self.style not in {"header", "body"}:
            raise InvalidInputError("the style is header or body", piece=self.style)


def _obtain(ask: Ask, options: _Options) -> Proofs:
    identity, secret = ask.vault.reveal(options.client_id), ask.vault.reveal(options.client_secret)
    form = {"grant_type": "client_credentials"}
    form |= {"scope": " ".join(options.scopes)} if options.scopes else {}
    form |= {"audience": options.audience} if options.audience else {}
    headers: Headers = (("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json"))
    if options.style == "body":
        form |= {"client_id": identity, "client_secret": secret}
    else:
        pair = f"{quote_plus(identity)}:{quote_plus(secret)}".encode()
        headers += (("authorization", f"Basic {base64.b64encode(pair).decode('ascii')}"),)
    url = options.token_url or _in_contract(ask)
    told = _told(ask, url, Request("POST", "", "", headers, urlencode(form).encode()))
    token, seconds = told.get("access_token"), told.get("expires_in")
    if not isinstance(token, str) or not token:
        raise InvalidInputError("the token server gave no access_token", where=url)
    good = float(seconds) if isinstance(seconds, (int, float)) and not isinstance(seconds, bool) else None
    shown = "Bearer ${" + ask.variable + "}"
    hidden = ((secret, options.client_secret.shown(ask.variable)),)
    return Proofs((Proof("header", "authorization", f"Bearer {token}", shown),), good, hidden)


def _told(ask: Ask, url: str, request: Request) -> dict[str, Any]:
    reply = ask.send(url, request)
    try:
        told = json.loads(reply.body)
    except (ValueError, RecursionError):
        told = None
    if reply.status != 200 or not isinstance(told, dict):
        code = told.get("error") if isinstance(told, dict) else ""
        raise InvalidInputError(f"the token server answered {reply.status}", where=url, piece=str(code or "")[:80])
    return told


def _in_contract(ask: Ask) -> str:
    flows = ask.scheme.get("flows")
    flow = flows.get("clientCredentials") if isinstance(flows, dict) else None
    url = flow.get("tokenUrl") if isinstance(flow, dict) else None
    if not isinstance(url, str) or not url.startswith("/"):
        hint = "write token-url: ... in the settings"
        raise InvalidInputError("nobody says where tokens are given", piece=ask.name, hint=hint)
    return url


CREDENTIAL = Credential(
    id="oauth2",
    why="A program that has an account of its own asks for a token, and for the next one when it is over.",
    options=_Options,
    obtain=_obtain,
    example='{kind: oauth2, token-url: "https://id.example/token", client-id: ci, client-secret: "${CI_SECRET}"}',
)
