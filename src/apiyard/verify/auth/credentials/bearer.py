"""A bearer token that is known beforehand (RFC 6750)."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.verify.auth.credential import Ask, Credential
from apiyard.verify.auth.proof import Proof, Proofs
from apiyard.verify.auth.secret import Secret


@dataclass(frozen=True, slots=True)
class _Options:
    """Which token.

    Args:
        token: the token.
        prefix: what stands before it.
    """

    token: Secret
    prefix: str = "Bearer"


def _obtain(ask: Ask, options: _Options) -> Proofs:
    value, shown = ask.vault.reveal(options.token), options.token.shown(ask.variable)
    return Proofs((Proof("header", "authorization", f"{options.prefix} {value}", f"{options.prefix} {shown}"),))


CREDENTIAL = Credential(
    id="bearer",
    why="A token that somebody else obtained, such as the pipeline.",
    options=_Options,
    obtain=_obtain,
    example='{kind: bearer, token: "${SHOP_TOKEN}"}',
)
