"""Content digests: the names of bytes."""

from __future__ import annotations

import re
from typing import Self

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import canonical
from apiyard.core.late import late_pattern

_DIGEST = late_pattern(r"sha256:[0-9a-f]{64}", re.ASCII)


class Digest(str):
    """``sha256:`` and 64 lower-case hexadecimal digits (the form of OCI image digests)."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the text; raise InvalidInputError when it has another form."""
        if not isinstance(text, str) or _DIGEST.fullmatch(text) is None:
            raise InvalidInputError("not a digest", piece=repr(text), hint="write sha256: and 64 hexadecimal digits")
        return super().__new__(cls, text)

    @property
    def short(self) -> str:
        """The first twelve hexadecimal digits, for people."""
        return self[7:19]


def digest_bytes(data: bytes) -> Digest:
    """Give the digest of bytes.

    Args:
        data: the content.

    Returns:
        Its SHA-256 digest.
    """
    import hashlib  # it loads a library of its own

    return Digest("sha256:" + hashlib.sha256(data).hexdigest())


def digest_json(value: object) -> Digest:
    """Give the digest of a JSON value's canonical form.

    Args:
        value: a JSON value.

    Returns:
        The SHA-256 digest of ``canonical(value)``.
    """
    return digest_bytes(canonical(value))
