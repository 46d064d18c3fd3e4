"""The stages of a version's life, and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from apiyard.core.errors import ConflictError, InvalidInputError, unknown
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.noun import dataclass


class Stage(StrEnum):
    """Where a version stands; a closed set."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


MOVES: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {
        Stage.PROPOSED: frozenset({Stage.ACTIVE, Stage.RETIRED}),
        Stage.ACTIVE: frozenset({Stage.DEPRECATED}),
        # Deprecated again: with another sunset. Active again: the deprecation is taken back.
        Stage.DEPRECATED: frozenset({Stage.ACTIVE, Stage.DEPRECATED, Stage.RETIRED}),
        Stage.RETIRED: frozenset(),
    }
)
"""Where a version may go from where it stands; retired is the end."""


@dataclass(frozen=True, slots=True)
class Life:
    """Where a version stands in its life.

    Args:
        stage: the stage that was declared.
        deprecated: since when it is deprecated (RFC 9745), aware.
        sunset: from when it may answer 410 (RFC 8594), aware.
        link: a page that tells how to move on.

    Raises:
        InvalidInputError: the dates do not fit the stage or each other.
    """

    stage: Stage = Stage.PROPOSED
    deprecated: datetime | None = None
    sunset: datetime | None = None
    link: str = ""

    def __post_init__(self) -> None:
        """Check the dates."""
        if any(date is not None and date.tzinfo is None for date in (self.deprecated, self.sunset)):
            raise InvalidInputError("a date of a lifecycle needs a zone", hint="write 2026-12-31T00:00:00Z")
        if self.stage is Stage.DEPRECATED and self.deprecated is None:
            raise InvalidInputError("a deprecated version needs the date of its deprecation")
        if self.sunset is not None and self.deprecated is None:
            raise InvalidInputError("a sunset without a deprecation", hint="deprecate the version first")
        if self.sunset is not None and self.deprecated is not None and self.sunset < self.deprecated:
            raise InvalidInputError("the sunset comes before the deprecation", piece=str(self.sunset))
        if self.stage in (Stage.PROPOSED, Stage.ACTIVE) and self.deprecated is not None:
            raise InvalidInputError(f"a version that is {self.stage} has no date of deprecation")


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody wants to do with a version.

    Args:
        to: the stage it should go to.
        sunset: for a deprecation: when it ends; None leaves that open.
        link: for a deprecation: a page that tells how to move on.
    """

    to: Stage
    sunset: datetime | None = None
    link: str = ""


def read_stage(text: str, *, where: str = "") -> Stage:
    """Read the name of a stage.

    Args:
        text: the name as written.
        where: the place it was written at.

    Raises:
        UnknownNameError: no stage has this name; names the nearest one.
    """
    try:
        return Stage(text)
    except ValueError:
        raise unknown("stage", text, list(Stage), where=where) from None


def read_life(told: Mapping[str, str], *, where: str = "") -> Life:
    """Read where a version stands from what a file declares.

    Args:
        told: ``stage``, and where they are known ``deprecated`` and ``sunset`` (RFC 3339 dates or date-times, a date
            means its midnight in UTC) and ``link``.
        where: the place it was written at.

    Returns:
        The life.

    Raises:
        UnknownNameError: no stage has this name.
        InvalidInputError: a date is none, or the dates do not fit.
    """
    try:
        return Life(
            stage=read_stage(told.get("stage", Stage.ACTIVE), where=where),
            deprecated=_read_date(told.get("deprecated", "")),
            sunset=_read_date(told.get("sunset", "")),
            link=told.get("link", ""),
        )
    except InvalidInputError as error:
        error.where = error.where or where
        raise


def check_change(before: Life, after: Life, *, now: datetime, notice: timedelta = timedelta(0)) -> None:
    """Check that a version may go from where it stood to what is declared now.

    Args:
        before: where it stood.
        after: what is declared.
        now: the time, aware.
        notice: the least time between a deprecation and its sunset.

    Raises:
        ConflictError: the move is not allowed from where it stands, or not yet.
        InvalidInputError: the sunset comes too soon.
    """
    if after != before:
        move(before, Move(after.stage, after.sunset, after.link), now=now, notice=notice)


def stage_at(life: Life, now: datetime) -> Stage:
    """Give the stage that counts at a time: a deprecated version is retired from its sunset on.

    Args:
        life: what was declared.
        now: the time, aware.

    Returns:
        The stage.
    """
    if life.stage is Stage.DEPRECATED and life.sunset is not None and now >= life.sunset:
        return Stage.RETIRED
    return life.stage


def next_change(life: Life, now: datetime) -> datetime | None:
    """Give the time at which the stage changes by itself.

    Args:
        life: what was declared.
        now: the time, aware.

    Returns:
        The sunset of a deprecated version that is still to come; None otherwise.
    """
    return life.sunset if life.stage is Stage.DEPRECATED and life.sunset is not None and now < life.sunset else None


def move(life: Life, wanted: Move, *, now: datetime, notice: timedelta = timedelta(0)) -> Life:
    """Give the life of a version after a move.

    Args:
        life: where it stands.
        wanted: where it should go.
        now: the time, aware.
        notice: the least time between a deprecation and its sunset; a promise to consumers.

    Returns:
        The new life.

    Raises:
        ConflictError: the move is not allowed from where it stands, or not yet.
        InvalidInputError: the sunset comes too soon.
    """
    stands = stage_at(life, now)
    sunset_came = stands is Stage.RETIRED and life.stage is Stage.DEPRECATED
    if wanted.to not in MOVES[stands] and not (wanted.to is Stage.RETIRED and sunset_came):
        allowed = ", ".join(sorted(MOVES[stands])) or "nothing: it is the end"
        raise ConflictError(
            f"a version that is {stands} cannot become {wanted.to}", hint=f"it can become: {allowed}", retryable=False
        )
    if wanted.to is Stage.DEPRECATED:
        return _deprecate(life, wanted, now=now, notice=notice)
    if wanted.to is Stage.RETIRED:
        return _retire(life, now)
    return Life(Stage.ACTIVE)


def _deprecate(life: Life, wanted: Move, *, now: datetime, notice: timedelta) -> Life:
    since = life.deprecated or now
    if wanted.sunset is not None and wanted.sunset < now + notice and wanted.sunset != life.sunset:
        raise InvalidInputError(
            "the sunset comes too soon",
            piece=wanted.sunset.isoformat(),
            hint=f"consumers were promised {notice}: {(now + notice).isoformat()} or later",
        )
    return Life(Stage.DEPRECATED, since, wanted.sunset, wanted.link or life.link)


def _retire(life: Life, now: datetime) -> Life:
    if life.stage is Stage.PROPOSED:
        return Life(Stage.RETIRED)
    if life.sunset is None or now < life.sunset:
        told = "it has no sunset yet" if life.sunset is None else f"its sunset is {life.sunset.isoformat()}"
        raise ConflictError("the version cannot be retired before its sunset", piece=told, hint="set its sunset first")
    return Life(Stage.RETIRED, life.deprecated, life.sunset, life.link)


def lifecycle_evidence(about: About, before: Life, after: Life, *, by: str) -> Evidence:
    """Give the fact that a version moved on.

    Args:
        about: API and version.
        before: where it stood.
        after: where it stands now.
        by: who caused it.

    Returns:
        The evidence.
    """
    return Evidence(
        kind=EvidenceKind.LIFECYCLE,
        subject=Subject("version", f"{about.api}@{about.version}"),
        verdict=Verdict.INFO,
        about=about,
        numbers={
            "before": before.stage.value,
            "after": after.stage.value,
            "deprecated": _date(after.deprecated),
            "sunset": _date(after.sunset),
            "link": after.link,
        },
        by=by,
    )


def _read_date(text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInputError("not a date", piece=text, hint="write 2026-12-31 or 2026-12-31T00:00:00Z") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _date(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
