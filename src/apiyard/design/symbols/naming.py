"""Names as generators make them: of clients, methods, models and enum members."""

from __future__ import annotations

import re

from apiyard.spec.operation import Operation

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_NO_CLIENT = "Default"


def words(text: str) -> list[str]:
    """Give the words of a name: it is split at signs, and where small letters turn into capital ones."""
    return _WORD.findall(text)


def pascal(text: str) -> str:
    """Give a name as classes have it, such as ``OrderLine``; without letters and digits ``_``."""
    return "".join(word[:1].upper() + word[1:] for word in words(text)) or "_"


def camel(text: str) -> str:
    """Give a name as methods have it, such as ``getOrder``; without letters and digits ``_``."""
    found = words(text)
    if not found:
        return "_"
    return found[0].lower() + "".join(word[:1].upper() + word[1:] for word in found[1:])


def constant(text: str) -> str:
    """Give a name as enum members have it, such as ``IN_TRANSIT``; without letters and digits ``EMPTY``."""
    return "_".join(word.upper() for word in words(text)) or "EMPTY"


def method_name(operation: Operation) -> str:
    """Give the name of the method for an operation: by its operationId, else by method and path."""
    return camel(operation.id.replace("{", "by ").replace("}", ""))


def client_names(operation: Operation) -> tuple[str, ...]:
    """Give the names of the client classes that have an operation: one for each tag."""
    return tuple(dict.fromkeys(f"{pascal(tag)}Api" for tag in operation.tags or (_NO_CLIENT,)))


def method_symbol(operation: Operation) -> str:
    """Give how an operation is called in generated code, such as ``OrdersApi.getOrder()``."""
    return f"{client_names(operation)[0]}.{method_name(operation)}()"
