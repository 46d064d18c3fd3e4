"""The hash chain over facts: pure links, checkpoints, and the check that finds what was tampered with."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from apiyard.core.digest import Digest, digest_bytes, digest_json
from apiyard.core.json import JsonObject, canonical
from apiyard.core.noun import dataclass
from apiyard.store.fact import leaf
from apiyard.store.moment import from_micros

GENESIS = digest_bytes(b"apiyard ledger 1")
"""What the first checkpoint names as the one before it."""

_PURPOSE = b"apiyard checkpoint 1\n"  # a signature made for something else cannot pass for a checkpoint's
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)


class Signer(Protocol):
    """Signs checkpoints with an Ed25519 key (RFC 8032) that lives outside the store."""

    @property
    def key_id(self) -> str:
        """The id by which the public key is found again."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Give the 64 bytes of the signature."""
        ...


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement: these facts, in this order, after that checkpoint.

    Args:
        number: 1, 2, 3 without gaps.
        first_seq: the first fact it covers.
        last_seq: the last fact it covers.
        count: how many facts it covers.
        root: the end of the hash chain over them.
        previous: the digest of the checkpoint before, GENESIS for the first.
        at: when it was made, microseconds since 1970 in UTC.
        key_id: whose signature it carries.
        signature: Ed25519, base64.
    """

    number: int
    first_seq: int
    last_seq: int
    count: int
    root: str
    previous: str
    at: int
    key_id: str
    signature: str

    @property
    def body(self) -> JsonObject:
        """What is signed."""
        return {
            "number": self.number,
            "first_seq": self.first_seq,
            "last_seq": self.last_seq,
            "count": self.count,
            "root": self.root,
            "previous": self.previous,
            "at": self.at,
            "key_id": self.key_id,
        }

    @property
    def digest(self) -> Digest:
        """The digest of what is signed."""
        return digest_json(self.body)

    @property
    def to_sign(self) -> bytes:
        """The bytes that the signature is over."""
        return _PURPOSE + canonical(self.body)


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """One place where the ledger is not what was sealed.

    Args:
        seq: the number of the fact, or the first one that a wrong checkpoint covers.
        what: ``changed``, ``removed``, ``inserted``, ``root``, ``signature``, ``unknown-key``, ``checkpoint``,
            ``checkpoint-removed`` or ``unsealed``.
        detail: one sentence for people.
    """

    seq: int
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What the check found.

    Args:
        facts: how many facts were read.
        checkpoints: how many checkpoints were read.
        sealed_through: the last number that a checkpoint covers.
        problems: what is wrong, empty when all is as sealed; at most MAX_PROBLEMS.
        last: the digest of the last checkpoint, to be kept as a witness elsewhere.
    """

    facts: int
    checkpoints: int
    sealed_through: int
    problems: tuple[ChainProblem, ...]
    last: Digest

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Witness:
    """What somebody outside the store remembers of its last checkpoint; without it a cut-off end can pass.

    Args:
        number: the number of the checkpoint.
        digest: its digest.
    """

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the check knows from outside the store.

    Args:
        keys: raw Ed25519 public keys (32 bytes) by key id.
        witness: the last checkpoint that somebody remembers.
        now: the time of the check; with it, facts that should long be sealed are told.
        unsealed_seconds: how old a fact may be without a checkpoint.
    """

    keys: Mapping[str, bytes]
    witness: Witness | None = None
    now: datetime | None = None
    unsealed_seconds: float = 3600.0


MAX_PROBLEMS = 100
"""The check tells at most this many."""


def link(before: str, leaf_digest: str) -> Digest:
    """Give the next link of the chain: SHA-256 over the link before and the leaf, 32 bytes each.

    Args:
        before: the digest so far.
        leaf_digest: the digest of the next fact's record.

    Returns:
        The digest including it.
    """
    raw = bytes.fromhex(before.removeprefix("sha256:")) + bytes.fromhex(leaf_digest.removeprefix("sha256:"))
    return Digest("sha256:" + hashlib.sha256(raw).hexdigest())


def check(rows: Iterable[Mapping[str, Any]], checkpoints: Sequence[Checkpoint], expected: Expectations) -> ChainReport:
    """Compare facts and checkpoints with each other and with what is known from outside.

    Args:
        rows: all facts as rows, in the order of their numbers; read once, never held together.
        checkpoints: all checkpoints in the order of their numbers.
        expected: keys, witness and time.

    Returns:
        What is wrong and where.
    """
    walk = _Walk(checkpoints=checkpoints, expected=expected)
    problems: list[ChainProblem] = []
    for problem in walk.problems(rows):
        problems.append(problem)
        if len(problems) == MAX_PROBLEMS:
            break
    return ChainReport(
        facts=walk.facts,
        checkpoints=len(checkpoints),
        sealed_through=checkpoints[-1].last_seq if checkpoints else 0,
        problems=tuple(problems),
        last=checkpoints[-1].digest if checkpoints else GENESIS,
    )


@dataclass(slots=True)
class _Walk:
    """One pass over the facts, with the place in the chain and in the list of checkpoints."""

    checkpoints: Sequence[Checkpoint]
    expected: Expectations
    facts: int = 0
    place: int = 0
    seq: int = 0
    link: str = GENESIS

    def problems(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[ChainProblem]:
        yield from _check_checkpoints(self.checkpoints, self.expected)
        for row in rows:
            yield from self._fact(row)
        if self.checkpoints and self.seq < self.checkpoints[-1].last_seq:
            yield _removed(self.seq + 1, self.checkpoints[-1].last_seq)

    def _fact(self, row: Mapping[str, Any]) -> Iterator[ChainProblem]:
        self.facts += 1
        seq = row["seq"]
        if seq > self.seq + 1:
            yield _removed(self.seq + 1, seq - 1)
            yield from self._close_until(seq)
        elif seq <= self.seq:
            yield ChainProblem(seq, "inserted", "a second fact with this number")
        self.seq = seq
        computed = _leaf_or_nothing(row)
        if computed != row["leaf"]:
            yield ChainProblem(seq, "changed", "its content is not what its digest says")
        self.link = link(self.link, row["leaf"]) if _DIGEST.fullmatch(row["leaf"]) else GENESIS
        yield from self._close_until(seq + 1)
        yield from self._late(row)

    def _close_until(self, seq: int) -> Iterator[ChainProblem]:
        while self.place < len(self.checkpoints) and self.checkpoints[self.place].last_seq < seq:
            checkpoint = self.checkpoints[self.place]
            if checkpoint.root != self.link:
                covered = f"{checkpoint.first_seq} to {checkpoint.last_seq}"
                yield ChainProblem(checkpoint.first_seq, "root", f"facts {covered} are not those that were sealed")
            self.link = checkpoint.digest
            self.place += 1

    def _late(self, row: Mapping[str, Any]) -> Iterator[ChainProblem]:
        now = self.expected.now
        first_unsealed = self.checkpoints[-1].last_seq + 1 if self.checkpoints else 1
        if now is None or row["seq"] != first_unsealed:
            return
        if from_micros(row["at"]) < now - timedelta(seconds=self.expected.unsealed_seconds):
            yield ChainProblem(row["seq"], "unsealed", "old enough to be sealed: a checkpoint is missing, or none runs")


def _leaf_or_nothing(row: Mapping[str, Any]) -> str:
    try:
        return leaf(row)
    except (ValueError, TypeError, OverflowError):
        return ""


def _removed(first: int, last: int) -> ChainProblem:
    return ChainProblem(first, "removed", f"facts {first} to {last} are gone" if last > first else "the fact is gone")


def _check_checkpoints(checkpoints: Sequence[Checkpoint], expected: Expectations) -> Iterator[ChainProblem]:
    previous, seq = str(GENESIS), 0
    for place, checkpoint in enumerate(checkpoints, start=1):
        fits = (
            checkpoint.number == place
            and checkpoint.previous == previous
            and checkpoint.first_seq == seq + 1
            and checkpoint.count == checkpoint.last_seq - checkpoint.first_seq + 1 > 0
        )
        if not fits:
            yield ChainProblem(seq + 1, "checkpoint", f"checkpoint {checkpoint.number} does not follow the one before")
        yield from _check_signature(checkpoint, expected.keys)
        previous, seq = checkpoint.digest, checkpoint.last_seq
    witness = expected.witness
    if witness is None:
        return
    if witness.number > len(checkpoints):
        yield ChainProblem(seq + 1, "checkpoint-removed", f"checkpoint {witness.number} was made and is gone")
    elif witness.number > 0 and checkpoints[witness.number - 1].digest != witness.digest:
        first = checkpoints[witness.number - 1].first_seq
        yield ChainProblem(first, "checkpoint", f"checkpoint {witness.number} is not the one that is remembered")


def _check_signature(checkpoint: Checkpoint, keys: Mapping[str, bytes]) -> Iterator[ChainProblem]:
    key = keys.get(checkpoint.key_id)
    if key is None:
        yield ChainProblem(checkpoint.first_seq, "unknown-key", f"nobody knows the key {checkpoint.key_id!r}")
        return
    try:
        signature = base64.b64decode(checkpoint.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, checkpoint.to_sign)
    except (InvalidSignature, ValueError):
        wrong = f"checkpoint {checkpoint.number} does not carry the signature of key {checkpoint.key_id}"
        yield ChainProblem(checkpoint.first_seq, "signature", wrong)
