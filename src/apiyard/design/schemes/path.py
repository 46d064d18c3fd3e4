"""Versions that callers write into the path, such as /v2/orders."""

from __future__ import annotations

from apiyard.design.scheme import Ask, Case, Scheme
from apiyard.design.versioning.bump import Bump
from apiyard.design.versioning.stated import Stated


def _shown(stated: Stated) -> str:
    return ", ".join(f"/{each.text}" for each in stated.marks) or "no version in the paths"


def _given(old: Stated, new: Stated) -> Bump:
    """Say ``major`` when callers of the old paths no longer meet this contract."""
    moved = not {each.text for each in old.marks} & {each.text for each in new.marks}
    return Bump.MAJOR if moved and _newer(old, new) else Bump.NONE


def _newer(old: Stated, new: Stated) -> bool:
    return bool(old.marks) and bool(new.marks) and new.marks[-1] > old.marks[-1]


def _required(_old: Stated, bump: Bump) -> Bump:
    return Bump.MAJOR if bump is Bump.MAJOR else Bump.NONE


def _follow(ask: Ask) -> tuple[str, str]:
    if not ask.old.marks or _required(ask.old, ask.bump) is Bump.NONE:
        return _shown(ask.old), ""
    last = ask.old.marks[-1]
    if len(last.numbers) > 2:
        if ask.today is None:
            return "", ""
        form = "%Y-%m-%d" if last.numbers[2] else "%Y-%m"
        later = ask.today.strftime(form)
        return (f"/{later}", "") if later > last.text.lstrip("vV") else ("", "")
    letter = last.text[0]
    if not last.stable:
        return f"/{letter}{last.numbers[0]}", f"/{letter}{last.numbers[0]}{last.stage}{last.serial + 1}"
    stage = ask.label if ask.label in ("alpha", "beta", "preview") else "beta"
    return f"/{letter}{last.numbers[0] + 1}", f"/{letter}{last.numbers[0] + 1}{stage}1"


def _free(stated: Stated) -> bool:
    return bool(stated.marks) and all(not each.stable for each in stated.marks)


SCHEME = Scheme(
    id="path",
    why="Callers see the version in every URL; a break needs another path, and everything else may join the old one.",
    source="path",
    reads=lambda stated: bool(stated.marks),
    shown=_shown,
    newer=_newer,
    given=_given,
    required=_required,
    word=lambda _: "another version in the path",
    free=_free,
    follow=_follow,
    cases=(
        Case("/v1", "/v2", Bump.MAJOR, True, "/v2"),
        Case("/v1", "/v1", Bump.MAJOR, False, "/v2"),
        Case("/v1", "/v1", Bump.MINOR, True, "/v1"),
        Case("/v2beta1", "/v2", Bump.MAJOR, True, "/v2"),
    ),
)
