"""A failure: an exchange in which a service did not keep its word, small enough to be replayed by hand."""

from __future__ import annotations

from apiyard.core.noun import dataclass, replace
from apiyard.spec.exchange import Reply
from apiyard.spec.violation import Violation
from apiyard.verify.auth.proof import Told
from apiyard.verify.case import Case


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one exchange.

    Args:
        check: id of the check that speaks, such as ``wrong-body``.
        message: one sentence: what is wrong.
        place: the part of the reply, or of the request that should have been refused, with a pointer into it.
        why: what the contract promised, as a pointer into it or in words.
    """

    check: str
    message: str
    place: str = ""
    why: str = ""


def told_by(check: str, violation: Violation) -> Trouble:
    """Make the trouble of a violation of a reply.

    Args:
        check: id of the check that speaks.
        violation: what the judge of replies said.

    Returns:
        The trouble.
    """
    place = f"{violation.place} {violation.pointer}".rstrip()
    return Trouble(check, violation.message, place, violation.schema_pointer)


_MOST_BODY = 256 * 1024


def kept_reply(reply: Reply | None) -> Reply | None:
    """Give a reply as a failure keeps it: there may be as many failures as a service has ideas.

    Args:
        reply: the reply.

    Returns:
        The same with at most 256 KiB of its body, which is more than any report shows.
    """
    return reply if reply is None or len(reply.body) <= _MOST_BODY else replace(reply, body=reply.body[:_MOST_BODY])


_STEP = 10_000
"""A request that is not sent before a case is worth more than one that is short."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A trouble with the smallest case that showed it.

    Args:
        case: the case.
        trouble: what is wrong.
        reply: what the service answered, None when it did not.
        curl: a command that sends the same request; variables stand for what is secret.
        seen: how many cases showed the same trouble.
        told: the credentials in the request, as people may read them.
        again: whether it showed again when the same request was sent again; None when that was not tried.
        answers: where several services were asked, what each of them answered, by its name.
    """

    case: Case
    trouble: Trouble
    reply: Reply | None
    curl: str
    seen: int = 1
    told: tuple[Told, ...] = ()
    again: bool | None = None
    answers: tuple[tuple[str, Reply | None], ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two failures the same one: operation, check, promise and status."""
        status = str(self.reply.status) if self.reply is not None else ""
        return self.case.operation, self.trouble.check, self.trouble.why or self.trouble.place, status

    @property
    def size(self) -> tuple[int, str]:
        """How long the request is to read, with what is sent before it, then its text; the smallest one is kept."""
        request = self.case.request
        length = len(request.path) + len(request.query) + len(request.body) + _STEP * len(self.case.before)
        return length + sum(len(name) + len(value) for name, value in request.headers), repr(request)
