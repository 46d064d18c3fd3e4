"""Which version a change asks of a generated SDK, whose public surface are its names and types."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.design.symbols.surface import compare_surfaces, surface
from apiyard.design.versioning.bump import Bump
from apiyard.spec.contract import Contract


@dataclass(frozen=True, slots=True)
class SdkNeed:
    """What a change asks of a generated SDK.

    Args:
        bump: the part of its version that must grow (Semantic Versioning 2.0.0, clauses 6 to 8).
        gone: names that are not there any more.
        changed: names that are something else now, each with its types.
        added: names that are new.
    """

    bump: Bump
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def sdk_need(old: Contract, new: Contract) -> SdkNeed:
    """Give what a change asks of a generated SDK.

    Args:
        old: the contract that the last SDK was made from.
        new: the contract that the next one is made from.

    Returns:
        ``major`` when a name is gone or is something else, ``minor`` when there are only new ones, ``patch`` when the
        contract changed otherwise, else ``none``.
    """
    if old.digest == new.digest:
        return SdkNeed(Bump.NONE)
    found = compare_surfaces(surface(old), surface(new))
    gone = tuple(each.symbol for each in found.broken if not each.after)
    changed = tuple(f"{each.symbol}: {each.before} is {each.after}" for each in found.broken if each.after)
    bump = Bump.MAJOR if found.broken else Bump.MINOR if found.added else Bump.PATCH
    return SdkNeed(bump, gone, changed, found.added)
