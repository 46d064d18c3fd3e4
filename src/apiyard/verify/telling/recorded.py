"""A recorded exchange: what a report needs to show it whole."""

from __future__ import annotations

from datetime import datetime

from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Reply
from apiyard.verify.case import Case
from apiyard.verify.failure import Trouble


@dataclass(frozen=True, slots=True)
class Recorded:
    """One exchange of a run.

    Args:
        case: what was sent and why.
        reply: what came back, None without a reply.
        seconds: how long it took.
        at: when it began, aware UTC.
        troubles: what is wrong with it.
    """

    case: Case
    reply: Reply | None
    seconds: float
    at: datetime
    troubles: tuple[Trouble, ...] = ()
