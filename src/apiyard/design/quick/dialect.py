"""The draft of JSON Schema that the schemas of a document are written in."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from apiyard.core.late import late_pattern

_DRAFT = late_pattern(
    r"https?://json-schema.org/(?:draft-0([467])|draft/(20(?:19-09|20-12)))/(?:hyper-)?schema#?", re.ASCII
)


def document_dialect(root: Any, formats: Collection[str]) -> str:
    """Give the draft of a document's schemas (OpenAPI 3.1, section 4.8.24.2).

    Args:
        root: the document.
        formats: its formats.

    Returns:
        ``draft4`` before OpenAPI 3.1; then what ``jsonSchemaDialect`` names, else ``draft2020-12``.
    """
    if "oas3_1" not in formats and "oas3_2" not in formats:
        return "draft4"
    named = root.get("jsonSchemaDialect") if isinstance(root, dict) else None
    found = _DRAFT.fullmatch(named) if isinstance(named, str) else None
    return f"draft{found[1] or found[2]}" if found else "draft2020-12"
