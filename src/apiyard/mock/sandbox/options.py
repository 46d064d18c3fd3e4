"""How a sandbox behaves."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError, nearest
from apiyard.core.noun import dataclass, field
from apiyard.mock.sandbox.store import Limits

_BEGINS = ("examples", "empty")


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """How a sandbox behaves.

    Args:
        on: whether there is one.
        begin: whether resources begin with the items of the contract's ``examples``, or ``empty``. What no call can
            make begins with something in both cases.
        made: how many items are made up where no call can make any and the contract has no examples.
        apart: whether each consumer has a state of their own.
        share: names of resources that all APIs of one mock share.
        seed_data: a folder with files of items by resource; empty for none.
        state: a file that keeps the state when the mock ends; empty for none.
        overrides: a folder with answers of your own, by operation; empty for none.
        override_seconds: how long one of them may take; the mock answers nobody else meanwhile.
        limits: how much is remembered.
    """

    on: bool = True
    begin: str = "examples"
    made: int = 3
    apart: bool = True
    share: tuple[str, ...] = ()
    seed_data: str = ""
    state: str = ""
    overrides: str = ""
    override_seconds: float = 2.0
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            InvalidInputError: one is none of those that there are.
        """
        if self.begin not in _BEGINS:
            raise InvalidInputError(f"no such beginning {self.begin[:40]!r}", hint=nearest(self.begin, _BEGINS))
        if not 0 <= self.made <= 1_000:
            raise InvalidInputError("from 0 to 1000 items can be made up", piece=str(self.made))
        if not 0 < self.override_seconds <= 60:
            raise InvalidInputError("an answer of your own may take up to a minute", piece=str(self.override_seconds))
