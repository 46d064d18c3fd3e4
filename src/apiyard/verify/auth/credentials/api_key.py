"""An API key in a header, a query parameter or a cookie."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.verify.auth.credential import Ask, Credential
from apiyard.verify.auth.proof import Proof, Proofs
from apiyard.verify.auth.secret import Secret


@dataclass(frozen=True, slots=True)
class _Options:
    """Which key, and where it stands.

    Args:
        value: the key.
        place: ``header``, ``query`` or ``cookie``; the contract's when it is not given.
        name: of the header, parameter or cookie; the contract's when it is not given.
    """

    value: Secret
    place: str = ""
    name: str = ""


def _obtain(ask: Ask, options: _Options) -> Proofs:
    place = options.place or str(ask.scheme.get("in", ""))
    name = options.name or str(ask.scheme.get("name", ""))
    if place not in {"header", "query", "cookie"} or not name:
        hint = "write place: header and name: ..."
        raise InvalidInputError(
            "an API key stands in a header, a query parameter or a cookie", piece=ask.name, hint=hint
        )
    value, shown = ask.vault.reveal(options.value), options.value.shown(ask.variable)
    return Proofs((Proof(place, name, value, shown),))  # type: ignore[arg-type]


CREDENTIAL = Credential(
    id="api-key",
    why="A key that is known beforehand, where the contract says that it stands.",
    options=_Options,
    obtain=_obtain,
    example='{kind: api-key, value: "${SHOP_KEY}"}',
)
