"""Does a new version say what changed, and which one would?"""

from __future__ import annotations

from datetime import date

from apiyard.core.noun import dataclass, replace
from apiyard.design.scheme import Ask, Scheme, find_scheme, schemes
from apiyard.design.versioning.bump import Bump, Need
from apiyard.design.versioning.fit import Fit
from apiyard.design.versioning.stated import Stated


@dataclass(frozen=True, slots=True)
class Choice:
    """How versions are read.

    Args:
        scheme: id of the scheme; empty to find it.
        label: what pre-releases are called; empty for what the scheme's users say.
        today: the day that date-based versions are named after; None when no day is known.
    """

    scheme: str = ""
    label: str = ""
    today: date | None = None


def fits(old: Stated, new: Stated, need: Need, *, choice: Choice | None = None) -> Fit:
    """Say whether a new version says what changed.

    A pre-release promises nothing (Semantic Versioning 2.0.0, clause 9): after one, any later version fits.

    Args:
        old: what the old contract says about its version.
        new: what the new contract says.
        need: what the changes ask for.
        choice: how versions are read.

    Returns:
        The answer, with its reason and the lowest version that would do.

    Raises:
        UnknownNameError: no scheme has the chosen name; names the nearest one.
    """
    chosen = choice or Choice()
    scheme = find_scheme(old, new, chosen.scheme)
    if scheme is None or not (scheme.reads(old) and scheme.reads(new)):
        return _unread(old, new, need, scheme=scheme)
    required, given = scheme.required(old, need.bump), scheme.given(old, new)
    fine, message = _judged(scheme, old, new, need=need)
    lowest, before = scheme.follow(Ask(old, need.bump, chosen.label, chosen.today))
    return Fit(
        fine,
        scheme.id,
        required,
        given,
        scheme.shown(old),
        scheme.shown(new),
        message,
        lowest,
        before,
        _notes(scheme, old, new, need=need),
    )


def given_bump(old: Stated, new: Stated, *, scheme: str = "") -> Bump:
    """Give the part of the version that grew; ``none`` when the new one is not later, or cannot be read.

    Args:
        old: what the old contract says.
        new: what the new contract says.
        scheme: id of the scheme; empty to find it.
    """
    found = find_scheme(old, new, scheme)
    return found.given(old, new) if found else Bump.NONE


def _judged(scheme: Scheme, old: Stated, new: Stated, *, need: Need) -> tuple[bool, str]:
    required, given = scheme.required(old, need.bump), scheme.given(old, new)
    before, after = scheme.shown(old), scheme.shown(new)
    newer = scheme.newer(old, new)
    if not newer and scheme.newer(new, old):
        return False, f"{after} is not later than {before}"
    if need.bump is Bump.NONE and not newer:
        return True, "nothing changed"
    wanted = f"{scheme.word(required)} ({need.reason})"
    if not newer:
        if required is Bump.NONE:
            return True, f"the changes ask for a {need.bump} version, and {after} may stay ({need.reason})"
        return False, f"the changes ask for {wanted}, and the version is still {after}"
    if scheme.free(old):
        return True, f"{before} is a pre-release, and {after} is later"
    if given.rank < required.rank:
        return False, f"the changes ask for {wanted}, and {after} is only {_said(scheme, given)}"
    if required is Bump.NONE:
        return True, f"nothing asks for more than {before}, and {after} is later"
    return True, f"the changes ask for {wanted}, and {after} is {_said(scheme, given)}"


def _said(scheme: Scheme, given: Bump) -> str:
    return "a later one, which old callers still meet" if given is Bump.NONE else scheme.word(given)


def _unread(old: Stated, new: Stated, need: Need, *, scheme: Scheme | None) -> Fit:
    made = Fit(False, "", need.bump, Bump.NONE, old.version, new.version, "")
    if scheme is not None:
        wrong = new if scheme.reads(old) else old
        told = f"{scheme.shown(wrong) or 'an empty version'} is no version of the scheme {scheme.id}"
        return replace(made, scheme=scheme.id, message=told)
    if need.bump is Bump.NONE and old.version == new.version:
        return replace(made, fits=True, message="nothing changed")
    before, after = _readers(old), _readers(new)
    if before and after:
        told = f"the version moves from the scheme {before[0]} to {after[0]}, which callers cannot compare"
        return replace(made, fits=True, given=Bump.MAJOR, message=told)
    wrong = new if before else old
    return replace(made, message=f"{wrong.version[:60]!r} is a version of no known scheme, so it says nothing")


def _readers(stated: Stated) -> list[str]:
    return [
        each.id for each in sorted(schemes().values(), key=lambda each: each.source == "path") if each.reads(stated)
    ]


def _notes(scheme: Scheme, old: Stated, new: Stated, *, need: Need) -> tuple[str, ...]:
    if need.bump is not Bump.MAJOR or need.by_caution or scheme.source == "path":
        return ()
    shared = {each.text for each in old.marks} & {each.text for each in new.marks}
    if not shared:
        return ()
    told = ", ".join(f"/{each}" for each in sorted(shared))
    return (f"the paths still say {told}: callers of the old contract meet the new one there",)
