"""A credential as it is configured for a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.catalog import find
from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.core.options import Place, read_options
from apiyard.verify.auth.credential import Credential, credentials


@dataclass(frozen=True, slots=True)
class Grant:
    """A credential for one security scheme.

    Args:
        name: the name of the security scheme in the contract.
        credential: the kind of credential.
        options: what it needs.
        always: whether it is sent with every request, whatever the contract asks for; then the contract need not
            know the scheme.
    """

    name: str
    credential: Credential
    options: Any
    always: bool = False


def read_grant(name: str, written: object, place: Place) -> Grant:
    """Read a credential as a settings file has it.

    Args:
        name: the name of the security scheme.
        written: its mapping: ``kind``, ``always``, and what the kind needs.
        place: where it stands.

    Returns:
        The credential.

    Raises:
        InvalidInputError: it is no mapping, or something is missing.
        UnknownNameError: nobody knows its kind or a word of it.
    """
    if not isinstance(written, Mapping) or not isinstance(written.get("kind"), str):
        known = ", ".join(credentials())
        raise InvalidInputError(
            "a credential has a kind", where=str(place), piece=name, hint=f"write kind: one of {known}"
        )
    credential = find(credentials(), "kind of credential", written["kind"], where=str(place))
    rest = {key: value for key, value in written.items() if key not in {"kind", "always"}}
    options = read_options(credential.options, rest, where=place)
    return Grant(name, credential, options, written.get("always") is True)
