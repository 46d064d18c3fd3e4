"""From causes to a section of a changelog."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from apiyard.core.noun import dataclass
from apiyard.design.cause import Cause, Verdict
from apiyard.design.changelog.classify import kind_of
from apiyard.design.changelog.entry import Entry, Section
from apiyard.design.changelog.migrate import migration
from apiyard.design.changelog.prove import proofs_of
from apiyard.design.readable import clean
from apiyard.design.telling.exchange_text import SERVER
from apiyard.design.versioning.bump import need_of
from apiyard.design.versioning.fits import Choice, fits
from apiyard.design.versioning.stated import stated
from apiyard.design.witness.servers import base_url
from apiyard.spec.contract import Contract

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a contract became what it is.

    Args:
        at: when, aware; None when nobody knows.
        revision: the commit or tag; empty for none.
        subject: the first line of the commit's message.
    """

    at: datetime | None = None
    revision: str = ""
    subject: str = ""


def section(
    old: Contract, new: Contract, causes: Iterable[Cause], *, moment: Moment | None = None, scheme: str = ""
) -> Section:
    """Tell what changed from one contract to the next.

    Args:
        old: the contract that callers were written for.
        new: the contract that they meet now.
        causes: what the comparison told, in the order of reports.
        moment: when and where the new one became what it is.
        scheme: id of the scheme that its version is read in; empty to find it.

    Returns:
        The section; it says when the version does not say enough.
    """
    every, then = tuple(causes), moment or Moment()
    need = need_of(every)
    fit = fits(stated(old), stated(new), need, choice=Choice(scheme))
    server = base_url(old) if old.tree.get("servers") else SERVER
    remarks = (*(() if fit.fits else (fit.message,)), *fit.notes)
    return Section(
        version=clean(new.version),
        before=clean(old.version),
        bump=need.bump,
        entries=tuple(entry(each, server) for each in every),
        at=then.at,
        revision=clean(then.revision),
        subject=clean(then.subject)[:_LONGEST],
        remarks=tuple(clean(each) for each in remarks),
    )


def entry(cause: Cause, server: str = SERVER) -> Entry:
    """Tell one change.

    Args:
        cause: the change.
        server: where commands send requests to.
    """
    return Entry(
        kind=kind_of(cause),
        verdict=cause.verdict,
        text=clean(cause.message)[:_LONGEST],
        operations=tuple(dict.fromkeys(clean(each.call) for each in cause.reach)),
        positions=tuple(dict.fromkeys(clean(each.position) for each in cause.reach if each.position)),
        migration=migration(cause),
        proofs=proofs_of(cause, server),
        check=cause.check,
        fingerprint=cause.fingerprint,
        documentation=cause.documentation,
        reason="; ".join(clean(each.reason) for each in cause.sides if each.verdict is Verdict.UNKNOWN),
    )
