"""Which kind of news a change is."""

from __future__ import annotations

from apiyard.design.cause import Cause
from apiyard.design.changelog.entry import Kind
from apiyard.design.versioning.bump import Bump, asked_by

# Things that people notice as a whole: they come and go. Keywords of schemas only change what is there.
_THINGS = frozenset((
    "api", "body", "branch", "callback", "code", "cookie", "document", "encoding", "event", "example",
    "header", "link", "media", "member", "method", "operation", "parameter", "path", "property", "range", "response",
    "schema", "server", "status", "tag", "type", "value", "webhook",
))  # fmt: skip
_RULES = frozenset((
    "additional", "closed", "constraint", "default", "format", "limit", "open", "pattern", "unevaluated"
))  # fmt: skip
_GONE = frozenset(("removed", "gone", "deleted"))
_NEW = frozenset(("added", "new"))
_LIFE = frozenset(("deprecated", "deprecation", "sunset"))
_SECURITY = frozenset(("security", "oauth", "scope", "scheme", "scopes", "schemes", "credentials"))


def kind_of(cause: Cause) -> Kind:
    """Give the kind of news that a change is (Keep a Changelog 1.1.0).

    Args:
        cause: the change; its check's id is read word by word.
    """
    words = frozenset(cause.check.split("-"))
    if asked_by(cause) is Bump.PATCH:
        return Kind.FIXED
    if words & _SECURITY:
        return Kind.SECURITY
    if words & _GONE and _is_thing(words):
        return Kind.REMOVED
    if words & _LIFE and not words & _GONE:
        return Kind.DEPRECATED if _grows_old(cause) else Kind.CHANGED
    if words & _NEW and _is_thing(words):
        return Kind.ADDED
    return Kind.CHANGED


def _is_thing(words: frozenset[str]) -> bool:
    return bool(words & _THINGS) and not words & _RULES


def _grows_old(cause: Cause) -> bool:
    """Say whether something is on its way out now, and not back on its feet."""
    return cause.after not in (None, False)
