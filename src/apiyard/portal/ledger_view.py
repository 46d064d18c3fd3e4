"""What the pages about facts show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.portal.choice import Choices


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact.

    Args:
        seq: its number in the ledger.
        at: when.
        kind: who speaks.
        verdict: what was concluded.
        subject: what it speaks of.
        digest: the subject's content; empty when it has none.
        api: the API it is about, or empty.
        version: the version, or empty.
        environment: the environment, or empty.
        by: who caused it.
        numbers: what it rests on.
    """

    seq: int
    at: datetime
    kind: str
    verdict: str
    subject: str
    digest: str
    api: str
    version: str
    environment: str
    by: str
    numbers: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class ChainView:
    """Whether the ledger is as it was written.

    Args:
        ok: nothing is wrong.
        late: nothing was tampered with, but facts that should be sealed are not.
        facts: how many facts were read.
        checkpoints: how many signed checkpoints there are.
        sealed_through: the last fact that a checkpoint covers.
        problems: sentences that say what is wrong and where.
        checked: when this was verified.
    """

    ok: bool
    late: bool
    facts: int
    checkpoints: int
    sealed_through: int
    problems: tuple[str, ...]
    checked: datetime


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The ledger, or a part of it.

    Args:
        facts: the newest first.
        api: the API it is narrowed to, or empty.
        choices: what it can be narrowed by.
        older: the address of the next older facts; empty when these are all.
        newest: the address of the newest ones when older ones are shown; else empty.
        now: the time of the view.
    """

    facts: tuple[FactLine, ...]
    api: str
    choices: tuple[Choices, ...]
    older: str
    newest: str
    now: datetime
