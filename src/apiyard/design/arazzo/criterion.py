"""Whether a criterion can be asked at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.design.arazzo.expression import leads
from apiyard.design.function import Result
from apiyard.spec.inventory import Path
from apiyard.spec.regex import compile_pattern


def judge(criterion: Any, path: Path, document: Any) -> Iterator[Result]:
    """Give what is wrong with a criterion.

    Args:
        criterion: the criterion.
        path: where it stands.
        document: the document.

    Yields:
        One result for each thing.
    """
    if not isinstance(criterion, dict):
        return
    condition, context, kind = criterion.get("condition"), criterion.get("context"), criterion.get("type")
    if not isinstance(condition, str) or not condition.strip():
        yield Result('The criterion needs a "condition".', (*path, "condition"))
    if kind is not None and context is None:
        yield Result('A criterion with a "type" needs a "context".', (*path, "context"))
    if isinstance(kind, dict) and not (kind.get("type") and kind.get("version")):
        yield Result('The expression type needs "type" and "version".', (*path, "type"))
    if kind == "regex" and isinstance(condition, str) and not _is_pattern(condition):
        yield Result('The "condition" is no regular expression.', (*path, "condition"), condition)
    if context is not None and not leads(context, document):
        yield Result('The "context" is a runtime expression that leads to nothing.', (*path, "context"), str(context))


def _is_pattern(text: str) -> bool:
    try:
        compile_pattern(text)
    except ApiyardError:
        return False
    return True
