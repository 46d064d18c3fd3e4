"""Secrets: files name them by reference, programs hold them in a value that does not show itself."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.noun import dataclass

MAX_BYTES = 64 * 1024
"""The largest secret that is read from a file."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}", re.ASCII)
_SHOWN = "[secret]"


class Secret:
    """A value that is given out by ``reveal`` only; printing, formatting, JSON, copying and pickling do not show it.

    Args:
        value: the secret.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        """Keep the value."""
        self._value = value

    def reveal(self) -> str:
        """Give the value, to the one call that needs it."""
        return self._value

    def __repr__(self) -> str:
        """Give a word instead of the value."""
        return _SHOWN

    def __str__(self) -> str:
        """Give a word instead of the value."""
        return _SHOWN

    def __format__(self, _spec: str) -> str:
        """Give a word instead of the value."""
        return _SHOWN

    def __eq__(self, other: object) -> bool:
        """Compare in constant time."""
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._value.encode(), other._value.encode())

    __hash__ = None  # type: ignore[assignment]  # a hash would let guesses be tried

    def __copy__(self) -> Secret:
        """Give itself: it never changes."""
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Secret:
        """Give itself: it never changes."""
        return self

    def __reduce__(self) -> NoReturn:
        """Refuse to be written down."""
        raise TypeError("a secret cannot be serialised")


class SecretPlace(StrEnum):
    """Where a secret can be."""

    ENV = "env"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class SecretRef:
    """Where a secret is; safe to show.

    Args:
        place: a variable of the environment, or a file.
        name: the variable's name, or the file's path.
    """

    place: SecretPlace
    name: str

    def __str__(self) -> str:
        """Give the reference as it is written."""
        return f"{self.place}:{self.name}"


class NoSecretError(ApiyardError):
    """A secret is referred to and is not there."""

    code = "no-secret"


def parse_secret(text: str, *, where: str = "") -> SecretRef:
    """Read a reference to a secret.

    Args:
        text: ``env:NAME`` or ``file:PATH``.
        where: the place it was written at.

    Returns:
        The reference.

    Raises:
        InvalidInputError: it is something else, probably the secret itself, so it is not repeated.
    """
    place, colon, name = text.partition(":")
    if colon and place == SecretPlace.ENV and _NAME.fullmatch(name):
        return SecretRef(SecretPlace.ENV, name)
    if colon and place == SecretPlace.FILE and name and "\x00" not in name and len(name) <= 4096:
        return SecretRef(SecretPlace.FILE, name)
    raise InvalidInputError(
        "a secret must be a reference, never the value itself",
        where=where,
        hint="write env:NAME and set the variable NAME, or file:PATH and put the value there; "
        "if the value was committed anywhere, replace it",
        code="secret-value",
    )


def is_secret_ref(text: str) -> bool:
    """Tell whether a text refers to a secret.

    Args:
        text: anything.

    Returns:
        Whether ``parse_secret`` would read it.
    """
    try:
        parse_secret(text)
    except InvalidInputError:
        return False
    return True


def resolve_secret(ref: SecretRef, *, environ: Mapping[str, str], root: Path) -> Secret:
    """Get a secret, at the moment it is used.

    Args:
        ref: where it is.
        environ: the environment's variables.
        root: the folder that relative paths begin at.

    Returns:
        The secret, without the line end of a file.

    Raises:
        NoSecretError: the variable is not set or empty, or the file cannot be read or is empty.
        TooLargeError: the file is larger than MAX_BYTES.
    """
    value = environ.get(ref.name, "") if ref.place is SecretPlace.ENV else _read(ref, root)
    if not value:
        raise NoSecretError("a secret is empty or not set", where=str(ref), hint=_advice(ref))
    return Secret(value)


def _read(ref: SecretRef, root: Path) -> str:
    try:
        with (root / Path(ref.name).expanduser()).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        text = data.decode("utf-8")
    except (OSError, RuntimeError) as failure:
        raise NoSecretError("the file of a secret cannot be read", where=str(ref), hint=_advice(ref)) from failure
    except UnicodeDecodeError:
        raise NoSecretError("the file of a secret is no text", where=str(ref), hint=_advice(ref)) from None
    if len(data) > MAX_BYTES:
        raise TooLargeError("the file of a secret is too large", where=str(ref), hint=f"at most {MAX_BYTES} bytes")
    return text.rstrip("\r\n")


def _advice(ref: SecretRef) -> str:
    if ref.place is SecretPlace.ENV:
        return f"set the variable {ref.name} in the environment of the process that needs it"
    return "write the value into the file, readable for the apiyard user"
