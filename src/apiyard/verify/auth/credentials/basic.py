"""A user and a password (RFC 7617)."""

from __future__ import annotations

import base64

from apiyard.core.noun import dataclass
from apiyard.verify.auth.credential import Ask, Credential
from apiyard.verify.auth.proof import Proof, Proofs
from apiyard.verify.auth.secret import Secret


@dataclass(frozen=True, slots=True)
class _Options:
    """Who asks.

    Args:
        user: the user.
        password: the password.
    """

    user: Secret
    password: Secret


def _obtain(ask: Ask, options: _Options) -> Proofs:
    password = ask.vault.reveal(options.password)
    pair = f"{ask.vault.reveal(options.user)}:{password}".encode()
    value = base64.b64encode(pair).decode("ascii")
    proof = Proof("header", "authorization", f"Basic {value}", "Basic ${" + ask.variable + "}")
    # The service has to decode it, and may tell what it found.
    return Proofs((proof,), hidden=((password, options.password.shown(ask.variable)),))


CREDENTIAL = Credential(
    id="basic",
    why="A user and a password in every request.",
    options=_Options,
    obtain=_obtain,
    example='{kind: basic, user: ann, password: "${ANN_PASSWORD}"}',
)
