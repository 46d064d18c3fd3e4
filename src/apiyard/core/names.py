"""Names of APIs, environments and versions, checked once where they enter."""

from __future__ import annotations

import re
from functools import total_ordering
from typing import Self

from apiyard.core.errors import InvalidInputError

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,61}[a-z0-9]|[a-z]", re.ASCII)
_SEMVER = re.compile(
    r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z.-]{1,64}))?",
    re.ASCII,
)
_DATED = re.compile(
    r"((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:-([0-9A-Za-z.-]{1,64}))?",
    re.ASCII,
)


class Slug(str):
    """A name that is safe as a path segment, a host label, a cluster name and a file name (RFC 1123 label)."""

    __slots__ = ()
    noun = "name"

    def __new__(cls, text: str) -> Self:
        """Check the text; raise InvalidInputError when it is no lower-case label of 1 to 63 characters."""
        if not isinstance(text, str) or _SLUG.fullmatch(text) is None:
            raise InvalidInputError(
                f"not a valid {cls.noun}",
                piece=repr(text),
                hint="use 1 to 63 of a-z, 0-9 and '-', starting with a letter, not ending with '-'",
            )
        return super().__new__(cls, text)


class ApiName(Slug):
    """The name of an API in the workspace, equal to its folder in ``apis/``."""

    __slots__ = ()
    noun = "API name"


class Environment(Slug):
    """The name of an environment, such as ``staging``; also the audience of its keys."""

    __slots__ = ()
    noun = "environment name"


class PlanName(Slug):
    """The name of a plan: a rate limit and quota that a key carries."""

    __slots__ = ()
    noun = "plan name"


class ConsumerName(Slug):
    """The name of a consumer: an organisation, team or person that calls APIs; never a personal detail."""

    __slots__ = ()
    noun = "consumer name"


@total_ordering
class Version(str):
    """A semantic version (semver.org 2.0.0) without build metadata, or a date; ordered by precedence (clause 11)."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the text; raise InvalidInputError when it is neither a semantic version nor a date."""
        if not isinstance(text, str) or not (_SEMVER.fullmatch(text) or _DATED.fullmatch(text)):
            raise InvalidInputError(
                "not a semantic version",
                piece=repr(text),
                hint="write MAJOR.MINOR.PATCH, such as 1.2.0, or a date, such as 2026-11-22",
            )
        return super().__new__(cls, text)

    @property
    def release(self) -> tuple[int, int, int]:
        """Major, minor and patch; of a date year, month and day."""
        first, second, third, _ = self._parts
        return int(first), int(second), int(third)

    @property
    def prerelease(self) -> str:
        """The part after the numbers and a hyphen, or an empty string."""
        return self._parts[3] or ""

    @property
    def dated(self) -> bool:
        """Whether it is a date."""
        return _DATED.fullmatch(self) is not None

    @property
    def _parts(self) -> tuple[str, ...]:
        found = _DATED.fullmatch(self) or _SEMVER.fullmatch(self)
        return found.groups() if found else ("0", "0", "0", "")

    def _precedence(self) -> tuple[tuple[int, int, int], bool, tuple[tuple[bool, int, str], ...]]:
        parts = tuple(
            (not piece.isdigit(), int(piece) if piece.isdigit() else 0, piece)
            for piece in self.prerelease.split(".")
            if piece
        )
        return self.release, not self.prerelease, parts

    def __lt__(self, other: object) -> bool:
        """Order by precedence: releases numerically, a pre-release before its release."""
        if not isinstance(other, Version):
            return NotImplemented
        return self._precedence() < other._precedence()

    def __le__(self, other: object) -> bool:
        """Order by precedence, equal included."""
        return self == other or self < other

    def __gt__(self, other: object) -> bool:
        """Order by precedence."""
        return not self <= other

    def __ge__(self, other: object) -> bool:
        """Order by precedence, equal included."""
        return not self < other

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        """Equal as text: every accepted text has one spelling."""
        return str.__eq__(self, other) if isinstance(other, str) else False


def parse_ref(text: str) -> tuple[ApiName, Version]:
    """Read ``orders@1.0.0``.

    Args:
        text: an API name, ``@`` and a version.

    Returns:
        The name and the version.

    Raises:
        InvalidInputError: the text has another form.
    """
    name, at, version = text.partition("@")
    if not at:
        raise InvalidInputError("a version is missing", piece=text, hint="write API@VERSION, such as orders@1.0.0")
    return ApiName(name), Version(version)
