"""Finding the operations below ``paths`` in a document as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context

METHODS = frozenset({"get", "head", "post", "put", "patch", "delete", "options", "trace"})


def find_operations(paths: Any, context: Context) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give path, method and operation object of each operation, in the order of the document.

    Args:
        paths: the value of ``paths``; anything but an object has no operation.
        context: follows the references of path items and operations.
    """
    if not isinstance(paths, dict):
        return
    for path, written in paths.items():
        item = context.follow(written)
        if not isinstance(item, dict):
            continue
        for method, operation in item.items():
            if method in METHODS:
                target = context.follow(operation)
                if isinstance(target, dict):
                    yield path, method, target
