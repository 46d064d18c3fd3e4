"""Path templates of contracts, told in literals and RE2 expressions."""

from __future__ import annotations

import re
from urllib.parse import quote

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass

_PARAMETER = re.compile(r"\{[^{}/]*\}")
_LONGEST = 2_000
# Characters that stand for themselves in a path segment (RFC 3986, section 3.3), and an escape that is there already.
_PLAIN = "!$&'()*+,;=:@-._~%"
_HEX = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Template:
    """A path template without the names of its parameters.

    Args:
        segments: for each segment its literal pieces; a parameter stands between two pieces.
    """

    segments: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The template with ``{}`` for each parameter."""
        return "/" + "/".join("{}".join(pieces) for pieces in self.segments)

    @property
    def literal(self) -> bool:
        """Whether it has no parameter."""
        return all(len(pieces) == 1 for pieces in self.segments)

    @property
    def prefix(self) -> str:
        """The literal text before the first parameter; the whole path when there is none."""
        return self.text.partition("{}")[0]

    @property
    def regex(self) -> str:
        """An RE2 expression for the whole path; a parameter is one segment, or a part of one."""
        parts = ("[^/]+".join(re.escape(piece) for piece in pieces) for pieces in self.segments)
        return "/" + "/".join(parts)

    @property
    def order(self) -> tuple[tuple[int, int, str], ...]:
        """A sorting key: literal segments stand before mixed ones, and these before whole parameters."""
        return tuple(
            (0 if len(pieces) == 1 else 1 if any(pieces) else 2, -sum(map(len, pieces)), "{}".join(pieces))
            for pieces in self.segments
        )

    def may_extend(self, prefix: str) -> bool:
        """Tell whether a path that begins with a literal text can match.

        Args:
            prefix: the beginning of a path, such as ``/pets/fav``.
        """
        parts = prefix.removeprefix("/").split("/")
        if len(parts) > len(self.segments):
            return False
        whole = all(_fits(pieces, part) for pieces, part in zip(self.segments, parts[:-1], strict=False))
        return whole and _begins(self.segments[len(parts) - 1], parts[-1])


def _fits(pieces: tuple[str, ...], part: str) -> bool:
    return re.fullmatch("[^/]+".join(map(re.escape, pieces)), part) is not None


def _begins(pieces: tuple[str, ...], part: str) -> bool:
    if len(pieces) == 1:
        return pieces[0].startswith(part)
    return pieces[0].startswith(part) or part.startswith(pieces[0])


def read_template(text: str) -> Template:
    """Read the path template of a contract (OpenAPI 3.1, section 4.8.8.1).

    Args:
        text: a path that begins with a slash, with parameters in braces.

    Returns:
        The template; literal text is percent-encoded as it comes over the wire.

    Raises:
        InvalidInputError: it does not begin with a slash, is too long or has braces that do not fit.
    """
    if not text.startswith("/") or len(text) > _LONGEST:
        raise InvalidInputError(f"a path begins with '/' and has at most {_LONGEST} characters", piece=text)
    if re.search(r"[?#\x00-\x20\x7f]", text):
        raise InvalidInputError("a path cannot hold a query, a fragment, spaces or control characters", piece=text)
    segments = tuple(tuple(_PARAMETER.split(segment)) for segment in text[1:].split("/"))
    if any("{" in piece or "}" in piece for pieces in segments for piece in pieces):
        raise InvalidInputError("the braces of the path do not fit", piece=text, hint="write {name} within a segment")
    return Template(tuple(tuple(_wire(piece) for piece in pieces) for pieces in segments))


def _wire(piece: str) -> str:
    return quote(_HEX.sub("%25", piece), safe=_PLAIN)
