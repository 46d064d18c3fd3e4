"""One tree of errors: each says what, where, the offending piece, what to do, and whether a retry can help."""

from __future__ import annotations

from collections.abc import Iterable


class ApiyardError(Exception):
    """Something apiyard could not do, told so that the reader can act.

    Args:
        what: one sentence, safe to show to anybody.
        where: the document, pointer, file:line:column or object it is about.
        piece: the offending text, cut to a readable length.
        hint: what to do about it.
        code: a stable kebab-case code; defaults to the class's own.
        retryable: whether the same call may succeed later unchanged; defaults to the class's own.
    """

    code = "error"
    status = 500
    exit_code = 3
    retryable = False

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        piece: str = "",
        hint: str = "",
        code: str | None = None,
        retryable: bool | None = None,
    ) -> None:
        """Keep the parts apart so that each reader (terminal, problem details, log) can lay them out."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.piece = piece if len(piece) <= 200 else piece[:197] + "..."
        self.hint = hint
        if code is not None:
            self.code = code
        if retryable is not None:
            self.retryable = retryable

    def __str__(self) -> str:
        """Give the error in up to four lines: what, where, piece, hint."""
        lines = [self.what]
        if self.where:
            lines.append(f"  at {self.where}")
        if self.piece:
            lines.append(f"  found {self.piece}")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class InvalidInputError(ApiyardError):
    """A document, a setting or a request is wrong; the same input will stay wrong."""

    code = "invalid-input"
    status = 400
    exit_code = 2


class NotFoundError(ApiyardError):
    """The named thing does not exist."""

    code = "not-found"
    status = 404
    exit_code = 2


class UnknownNameError(NotFoundError):
    """A name that nobody knows, told with the nearest known one."""

    code = "unknown-name"
    status = 400


class ConflictError(ApiyardError):
    """Somebody else changed the same thing first (a compare-and-set lost), or the state forbids it."""

    code = "conflict"
    status = 409
    exit_code = 3
    retryable = True


class ForbiddenError(ApiyardError):
    """The caller is known and may not do this, or a trust or safety rule forbids it."""

    code = "forbidden"
    status = 403
    exit_code = 3


class UnauthenticatedError(ApiyardError):
    """The caller did not show who they are."""

    code = "unauthenticated"
    status = 401
    exit_code = 3


class TooLargeError(InvalidInputError):
    """Input crossed a bound on size, depth, count or time."""

    code = "too-large"
    status = 413


class UnavailableError(ApiyardError):
    """A part that is needed does not answer or is not installed."""

    code = "unavailable"
    status = 503
    exit_code = 3
    retryable = True


class RefusedError(ApiyardError):
    """A gate, a judge or a data plane looked at it and said no, with reasons."""

    code = "refused"
    status = 422
    exit_code = 1


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the sentence that names the nearest known name.

    Args:
        name: the unknown name as written.
        known: all names that would have been right.

    Returns:
        ``did you mean "x"?`` or the list of known names when none is near (at most ten of them).
    """
    from difflib import get_close_matches  # loaded for who made a mistake

    names = sorted(known)
    close = get_close_matches(name[:100], names, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
    return f"known: {shown}" if names else "none is known yet"


def unknown(noun: str, name: str, known: Iterable[str], *, where: str = "") -> UnknownNameError:
    """Make the error for a name that nobody knows.

    Args:
        noun: what the name should name, such as ``rule`` or ``setting``.
        name: the name as written.
        known: all names that would have been right.
        where: the place it was written at.

    Returns:
        The error, to be raised by the caller.
    """
    return UnknownNameError(f"unknown {noun} {name[:100]!r}", where=where, hint=nearest(name, known))
