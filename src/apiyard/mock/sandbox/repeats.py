"""Calls that carry an idempotency key are done once, and answered the same each time."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from apiyard.core.noun import dataclass, field
from apiyard.mock.step import Call
from apiyard.spec.exchange import Reply

_MOST = 200
_MOST_BYTES = 1 << 20
_MOST_KEY = 256
_UNSAFE = frozenset({"POST", "PATCH"})
_NAMES = ("idempotency-key", "x-idempotency-key", "idempotency_key")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a key was answered with.

    Args:
        body: the digest of the request that it came with.
        reply: the reply.
    """

    body: str
    reply: Reply


@dataclass(slots=True)
class Repeats:
    """The keys of one consumer and their answers, the last ones only."""

    answers: OrderedDict[str, Answered] = field(default_factory=OrderedDict)
    size: int = 0

    def find(self, key: str) -> Answered | None:
        """Give what a key was answered with."""
        return self.answers.get(key)

    def keep(self, key: str, answered: Answered) -> None:
        """Remember what a key was answered with; the oldest are forgotten when there are too many."""
        self.answers[key] = answered
        self.size += len(answered.reply.body)
        while len(self.answers) > _MOST or (self.size > _MOST_BYTES and len(self.answers) > 1):
            _, oldest = self.answers.popitem(last=False)
            self.size -= len(oldest.reply.body)


def key_of(call: Call) -> str:
    """Give what names a call that shall be done once (draft-ietf-httpapi-idempotency-key-header, section 2).

    Args:
        call: the call.

    Returns:
        Its operation, path and key; empty for a call without a key, or one that needs none.
    """
    if call.request.method.upper() not in _UNSAFE:
        return ""
    found = next((value for name in _NAMES if (value := call.request.header(name))), "")
    return f"{call.operation.id} {call.request.path} {found[:_MOST_KEY]}" if found else ""


def digest_of(call: Call) -> str:
    """Give the digest of what a call says, by which another call with its key is told apart."""
    return hashlib.sha256(call.request.query.encode("utf-8", "replace") + b"\0" + call.request.body).hexdigest()
