"""Secrets by reference: what a settings file may say of a password without telling it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeAlias

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass

Env: TypeAlias = Callable[[str], str | None]
"""Gives the value of an environment variable, None when it is not set."""

_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NAMED = re.compile(r"[A-Za-z]{1,20} \$\{[A-Za-z_][A-Za-z0-9_]*\}")
"""A scheme before its credentials (RFC 9110, section 11.4)."""
_MOST_BYTES = 64 * 1024


class Secret(str):
    """A text with ``${NAME}`` for an environment variable, or ``${file:PATH}`` for the text of a file."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the references; raise InvalidInputError when one has no name."""
        for name in _REFERENCE.findall(text):
            if not name.startswith("file:") and _NAME.fullmatch(name) is None:
                raise InvalidInputError("not the name of an environment variable", piece="${" + name + "}")
        return super().__new__(cls, text)

    def __repr__(self) -> str:
        """Tell nothing."""
        return "Secret(...)"

    def shown(self, name: str) -> str:
        """Give the text that people may read, in which ``${NAME}`` stands for what is secret.

        Args:
            name: the name of a variable for a secret that has none of its own.

        Returns:
            The text itself where it is an environment variable, or one after the name of a way to prove who asks,
            such as ``Token ${NAME}``; else ``${name}``.
        """
        if _NAMED.fullmatch(self):
            return str(self)
        words = _REFERENCE.sub("", self).strip()
        own = [each for each in _REFERENCE.findall(self) if not each.startswith("file:")]
        whole = len(own) == 1 and len(_REFERENCE.findall(self)) == 1 and not words
        return "${" + own[0] + "}" if whole else "${" + name + "}"


@dataclass(frozen=True, slots=True)
class Vault:
    """Reads what secrets refer to.

    Args:
        env: gives environment variables.
        folder: where paths of files begin.
    """

    env: Env
    folder: Path

    def reveal(self, secret: str) -> str:
        """Give a secret.

        Args:
            secret: the text with its references.

        Returns:
            The text with what they refer to.

        Raises:
            InvalidInputError: a variable is not set, or a file cannot be read.
        """
        return _REFERENCE.sub(lambda found: self._one(found[1]), str(secret))

    def reveal_all(self, value: Any) -> Any:
        """Give a JSON value with all secrets in its texts."""
        if isinstance(value, str):
            return self.reveal(value)
        if isinstance(value, Mapping):
            return {name: self.reveal_all(item) for name, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.reveal_all(item) for item in value]
        return value

    def _one(self, name: str) -> str:
        if name.startswith("file:"):
            path = self.folder / name.removeprefix("file:").strip()
            try:
                with path.open("rb") as file:
                    return file.read(_MOST_BYTES).decode().strip()
            except (OSError, ValueError) as error:
                raise InvalidInputError("the file of a secret cannot be read", where=str(path)) from error
        value = self.env(name)
        if value is None:
            raise InvalidInputError("the environment variable is not set", piece=name, hint=f"export {name}=...")
        return value


def variable(text: str) -> str:
    """Give the name of an environment variable for something that has none.

    Args:
        text: any name, such as of a header.

    Returns:
        Upper case, with underscores.
    """
    name = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_").upper() or "SECRET"
    return name if not name[0].isdigit() else f"_{name}"
