"""The OpenAPI document of the control plane's own HTTP API, as it really answers."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_TAGS = {
    "access": "Who may call.",
    "deploy": "How versions go out, and how they come back.",
    "files": "What the files of the workspace ask for.",
    "health": "For machines that look whether the control plane is well.",
    "keys": "Keys of consumers.",
    "ledger": "What is known, and the proof that it was not changed.",
    "mocks": "What the mocks and sandboxes of all APIs were asked, what goes wrong in them, and what they remember.",
    "release": "What may go out, and as what.",
    "sign-in": "Links that sign people in.",
    "status": "How everything is.",
}
_OPEN = frozenset({"/healthz", "/readyz", "/metrics"})
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "description": "A name of the kind of problem."},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "code": {"type": "string", "description": "A stable code for programs."},
        "detail": {"type": "string", "description": "What is wrong, for people."},
        "where": {"type": "string", "description": "The object or place it is about."},
        "piece": {"type": "string", "description": "The offending text."},
        "hint": {"type": "string", "description": "What to do about it."},
        "retryable": {"type": "boolean", "description": "Whether the same call may succeed later."},
    },
}
_SCHEMES: dict[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "description": "An API token; see `apiyard tokens`."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "apiyard_session",
        "description": "A signed-in browser; what changes something also carries the header x-csrf-token.",
    },
}


def document(app: FastAPI) -> dict[str, Any]:
    """Describe the HTTP API.

    Args:
        app: the application.

    Returns:
        An OpenAPI 3.1 document: every error is told as problem details, and what needs a caller says so.
    """
    made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    used = set()
    for path, item in made["paths"].items():
        for operation in item.values():
            used.update(operation["tags"])
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
            if path not in _OPEN:
                operation["security"] = [{"token": []}, {"session": []}]
    parts = made.setdefault("components", {})
    for name in ("HTTPValidationError", "ValidationError"):
        parts.get("schemas", {}).pop(name, None)
    parts.setdefault("schemas", {})["Problem"] = _PROBLEM
    media = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    parts["responses"] = {"Problem": {"description": "What went wrong.", "content": media}}
    parts["securitySchemes"] = _SCHEMES
    made["info"]["contact"] = {"name": "The operators of this control plane"}
    made["servers"] = [{"url": "/", "description": "This control plane."}]
    made["tags"] = [{"name": name, "description": _TAGS.get(name, name)} for name in sorted(used)]
    return made
