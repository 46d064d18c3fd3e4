"""Write a new value of a document: into the text that there is where possible, else anew."""

from __future__ import annotations

from itertools import islice
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.spec.edit import differences, edit, is_json
from apiyard.spec.parse import Document
from apiyard.spec.write_json import write_json
from apiyard.spec.write_yaml import write_yaml

_MOST_CHANGES = 20_000


def rewrite(document: Document, value: dict[str, Any], *, as_json: bool) -> tuple[str, bool]:
    """Give the text of a value that was made of a document.

    Args:
        document: the document that it was made of.
        value: the value.
        as_json: whether it is written as JSON, else as YAML.

    Returns:
        The text with a line break at its end, and whether comments and layout of the document are kept in it.
    """
    if as_json == is_json(document):
        changes = list(islice(differences(document.value, value), _MOST_CHANGES + 1))
        if len(changes) <= _MOST_CHANGES:
            try:
                text = edit(document, changes)
            except ApiyardError:
                pass  # what the text cannot express is written anew
            else:
                return text if text.endswith("\n") else text + "\n", True
    return written(value, as_json=as_json), False


def written(value: object, *, as_json: bool) -> str:
    """Give the text of a value that is written anew.

    Args:
        value: the value.
        as_json: whether it is written as JSON, else as YAML.
    """
    return write_json(value) + "\n" if as_json else write_yaml(value)  # type: ignore[arg-type]
