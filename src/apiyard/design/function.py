"""The type of a rule's function: looks at one value of a document and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from apiyard.core import catalog
from apiyard.core.finding import Location
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer

if TYPE_CHECKING:
    from apiyard.spec.contract import Contract
    from apiyard.spec.inventory import Inventory, Path, Spot


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a function found.

    Args:
        message: one sentence: what is wrong; names between double braces are filled in, as Spectral does.
        path: where, below the value that was looked at; references on the way are followed by who reads it.
        piece: the offending text, short.
        hint: what to do.
        at: the place, where the function knows it better; then ``path`` does not count.
    """

    message: str
    path: Path = ()
    piece: str = ""
    hint: str = ""
    at: Location | None = None


class Context(Protocol):
    """What a function may ask about the value it looks at."""

    @property
    def inventory(self) -> Inventory:
        """The documents that are judged."""
        ...

    @property
    def root(self) -> Any:
        """The value of the whole main document, with its references as written."""
        ...

    @property
    def spot(self) -> Spot:
        """Where the value really stands: the document and the path in it, behind all references."""
        ...

    @property
    def path(self) -> Path:
        """The path by which the value was first reached from the root, through references."""
        ...

    @property
    def parent(self) -> Any:
        """The object or array that holds the value, as written there; None for a whole document."""
        ...

    @property
    def formats(self) -> frozenset[str]:
        """The formats of the document, such as ``oas3`` and ``oas3_1``."""
        ...

    @property
    def rule(self) -> str:
        """The name of the rule that asks."""
        ...

    @property
    def resolved(self) -> bool:
        """Whether the rule looks at the document with its references replaced."""
        ...

    def below(self, path: Path) -> Context:
        """Give the context of something below the value, for a function that asks another one about it."""
        ...

    def follow(self, value: Any) -> Any:
        """Give what a reference object means (as written there), or the value itself; not in unresolved rules."""
        ...

    def whole(self, value: Any) -> Any:
        """Give a copy with all references replaced; a circle keeps its reference; TooLargeError when it is too big."""
        ...

    def contract(self) -> Contract:
        """Give the compiled contract; an ApiyardError says why there is none."""
        ...


MISSING = pointer.MISSING
"""Stands for a value that is not there (``undefined`` in Spectral's functions)."""

Call = Callable[[Any, Any, Context], Iterable[Result]]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of rules.

    Args:
        id: the name of its file with hyphens.
        name: what rulesets call it, such as ``unreferencedReusableObject``.
        why: one sentence: what it is for.
        call: looks at (value, options, context) and gives results; the value is `MISSING` when it is not there.
        read: checks the options as written and makes what ``call`` takes; it raises InvalidInputError whose ``where``
            is the pointer below the options. Called once for each use in a rule.
        public: whether ruleset files may name it.
    """

    id: str
    name: str
    why: str
    call: Call
    read: Callable[[Mapping[str, Json] | None], Any] = lambda options: options
    public: bool = False


def functions() -> MappingProxyType[str, Function]:
    """Give the functions that rulesets may name, by id.

    Raises:
        WrongEntryError: a file in the folder is no function.
    """
    return catalog.scan("apiyard.design.functions", "FUNCTION", Function)
