"""A console that prints the words of strangers without letting them play with the terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

_UNSEEN = [*range(9), *range(11, 32), *range(127, 160), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SEEN = dict.fromkeys(_UNSEEN, "\ufffd")


class CleanConsole(Console):
    """A console whose words cannot play with the terminal: names, paths and answers come from strangers."""

    def render_str(self, text: str, **how: Any) -> Text:
        """Give text without control characters (ECMA-48) and marks that turn its direction (UAX 9)."""
        return super().render_str(text.translate(_SEEN), **how)
