"""Two places that are the same place in two contracts."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.check import Area
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.place import Site
from apiyard.spec.contract import Contract

PartT = TypeVar("PartT")


@dataclass(frozen=True, slots=True)
class Contracts:
    """The two contracts that are compared, and how.

    Args:
        old: the contract that clients were written for.
        new: the contract that they will meet.
        options: how they are compared.
    """

    old: Contract
    new: Contract
    options: DiffOptions


@dataclass(frozen=True, slots=True)
class Pair(Generic[PartT]):
    """A part of both contracts that is no schema; at least one side is there.

    What stands in it, by area: ``document`` the ``Contract``; ``path`` the path item as written; ``operation`` the
    ``Operation``; ``parameter`` and ``header`` the ``Parameter``; ``body`` the ``Body``; ``media-type`` the
    ``MediaType``; ``response`` the ``Response``; ``link`` and ``callback`` the object as written; ``security`` the
    requirements in force for an operation (``Security``).

    Args:
        area: what it is.
        name: what it is called: the template of a path, the name of a parameter, header, link or callback, the
            status of a response, the media type; empty else.
        old: the part in the old contract, None when it is new.
        new: the part in the new contract, None when it is gone.
        old_at: RFC 6901 pointer into the old tree; of the place around it when it is new.
        new_at: the same in the new tree.
        site: the nearest place of an operation in both contracts that it stands in; None for the document, for
            paths, and for operations of one contract only.
        contracts: both contracts.
    """

    area: Area
    name: str
    old: PartT | None
    new: PartT | None
    old_at: str
    new_at: str
    site: Site | None
    contracts: Contracts = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SchemaPair:
    """A schema in both contracts, where their own keywords differ.

    Args:
        old: the schema as written in the old contract; ``True`` when the place has none.
        new: the same in the new contract.
        old_at: RFC 6901 pointer into the old tree.
        new_at: the same in the new tree.
        symbol: how generators name it: the component, and the properties on the way, such as ``Order.lines``.
        differs: the keywords whose own values differ; those of aligned children are not among them.
        aligned: for ``allOf``, ``anyOf``, ``oneOf`` and ``prefixItems``, the pairs of indexes of what is the same
            branch; -1 stands for none.
        contracts: both contracts.
        whole: whether all of the schema is another one: another reference, or other types.
        wrap: when one is a branch of a composition that the other is: the keyword, the branch's index, and whether
            the composition is the new one.
        called: where it stands in words, when it is no part of a component, such as ``query parameter limit``.
        inside: the way from what generators name to it, such as ``[]`` for items; empty when it is that.
        moved: whether the same schema only stands elsewhere, so that what changed in it is told there.
    """

    old: Json
    new: Json
    old_at: str
    new_at: str
    symbol: str
    differs: frozenset[str]
    aligned: dict[str, tuple[tuple[int, int], ...]]
    contracts: Contracts = field(repr=False, compare=False)
    whole: bool = False
    wrap: tuple[str, int, bool] | None = None
    moved: bool = False
    called: str = ""
    inside: str = ""

    def both(self, keyword: str) -> tuple[Any, Any]:
        """Give a keyword's value in both, None where it is absent."""
        old = self.old.get(keyword) if isinstance(self.old, dict) else None
        new = self.new.get(keyword) if isinstance(self.new, dict) else None
        return old, new
