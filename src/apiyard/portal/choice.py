"""A choice that a page offers, as links that can be kept and shared."""

from __future__ import annotations

from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen.

    Args:
        label: its name for people.
        href: the address of the page with this choice.
        chosen: whether it is the present one.
    """

    label: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Things of which one is chosen.

    Args:
        label: what is chosen.
        choices: the things, in order.
    """

    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> str:
        """The name of the present choice, empty when there is none."""
        return next((each.label for each in self.choices if each.chosen), "")
