"""What a test asks of the last reply of a sequence, where the sequence says what would be right."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from apiyard.spec import pointer as pointers
from apiyard.verify.failure import Failure
from apiyard.verify.replay.mark import variables_of

_GONE = "(404, 410)"
_READ = frozenset({"created-not-readable", "changed-unasked", "listed-not-readable", "broken-link"})
_VALUES = frozenset({"created-differs", "update-lost", "changed-unasked"})


def after_sequence(failure: Failure) -> Iterator[str]:
    """Give the lines of a test after the last reply came.

    Args:
        failure: the failure, which an oracle found.

    Yields:
        Statements over ``reply``, ``replies`` and ``known``, or one that skips the test where no line of Python can
        tell: a test that passes though its failure is there would be worse than none.
    """
    kind, _, pointer = failure.trouble.place.partition(" ")
    if failure.reply is None:
        yield from _skipped(failure)
    elif kind == "status":
        yield _of_status(failure, failure.reply.status)
    elif kind == "body":
        yield from _of_body(failure, pointer)
    else:
        yield f"assert reply.status_code != {failure.reply.status}  # {in_one_line(failure)}"


def _of_status(failure: Failure, status: int) -> str:
    if failure.trouble.check == "deleted-still-there":
        return f"assert reply.status_code in {_GONE}"
    if failure.trouble.check in _READ and status in {404, 410}:
        return f"assert reply.status_code not in {_GONE}"
    return f"assert reply.status_code != {status}  # {in_one_line(failure)}"


def _of_body(failure: Failure, pointer: str) -> Iterator[str]:
    check, value = failure.trouble.check, _value(failure, pointer)
    alike = [at for at, step in enumerate(failure.case.before) if step.operation == failure.case.operation]
    if check == "not-idempotent" and alike:
        yield f"assert at(reply, {pointer!r}) == at(replies[{alike[-1]}], {pointer!r})"
    elif check == "created-twice-the-same" and alike:
        yield f"assert at(reply, {pointer!r}) not in [at(replies[each], {pointer!r}) for each in {alike}]"
    elif check == "page-too-long" and isinstance(value, list):
        yield f"assert len(at(reply, {pointer!r}) or ()) < {len(value)}"
    elif check == "deleted-still-there" and (removed := _removed(failure)):
        yield f"assert known[{removed!r}] not in texts_in(reply)"
    elif check in _VALUES and pointer and value is pointers.MISSING:
        yield f"assert at(reply, {pointer!r}) is not None  # {in_one_line(failure)}"
    elif check in _VALUES and pointer and not isinstance(value, dict | list):
        yield f"assert at(reply, {pointer!r}) != {value!r}  # {in_one_line(failure)}"
    else:
        yield from _skipped(failure)


def _value(failure: Failure, pointer: str) -> object:
    try:
        body = failure.reply.body if failure.reply is not None else b""
        value = pointers.get(json.loads(body), pointer)
    except (ValueError, RecursionError):
        return pointers.MISSING
    # Python has no literal for what is no number.
    return pointers.MISSING if isinstance(value, float) and not math.isfinite(value) else value


def _removed(failure: Failure) -> str:
    """Give the variable with the id of what was removed last."""
    variables = variables_of(failure.case)
    for step in reversed(failure.case.before):
        if step.request.method == "DELETE" and step.takes:
            return variables[step.takes[-1].step, step.takes[-1].pointer]
    return ""


def _skipped(failure: Failure) -> Iterator[str]:
    yield f"pytest.skip({'only the sequence as a whole shows it: ' + in_one_line(failure)!r})"


def in_one_line(failure: Failure) -> str:
    """Give the message of a failure as one line, for a comment.

    Args:
        failure: the failure.

    Returns:
        At most 160 characters.
    """
    return " ".join("".join(char if char.isprintable() else " " for char in failure.trouble.message).split())[:160]
