"""A name for an operation that has none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container

from apiyard.design.revision import Call, Revision

_WORD = re.compile(r"[A-Za-z0-9]+")
_VARIABLE = re.compile(r"\{([^{}]*)\}")


def operation_name(call: Call, revision: Revision) -> str:
    """Name an operation by its method and path, in the style that most other ids have.

    Args:
        call: the operation.
        revision: the documents that it stands in.

    Returns:
        A name that no other operation has, such as ``getPetsById``.
    """
    taken = [str(each.value["operationId"]) for each in revision.operations() if each.value.get("operationId")]
    words = [call.method]
    for part in call.path.split("/"):
        words += _WORD.findall(_VARIABLE.sub(r" by \1 ", part))
    return unlike(_join([_lower(word) for word in words], _style(taken)), set(taken))


def unlike(name: str, taken: Container[str]) -> str:
    """Give a name, with a number behind it where it is taken.

    Args:
        name: the name.
        taken: the names that others have.
    """
    number, found = 2, name
    while found in taken:
        found, number = f"{name}{number}", number + 1
    return found


def _lower(word: str) -> str:
    return word if word[:1].islower() else word[:1].lower() + word[1:]


def _style(names: list[str]) -> str:
    votes = Counter(
        "_" if "_" in name else "-" if "-" in name else "P" if name[:1].isupper() else "c" for name in names
    )
    return votes.most_common(1)[0][0] if votes else "c"


def _join(words: list[str], style: str) -> str:
    if style in "_-":
        return style.join(word.lower() for word in words)
    first = words[0] if style == "c" else words[0][:1].upper() + words[0][1:]
    return first + "".join(word[:1].upper() + word[1:] for word in words[1:])
