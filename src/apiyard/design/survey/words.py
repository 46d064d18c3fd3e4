"""Judges English words in names: whether they are plural, and whether they order something to be done."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

# Words that are plural without an s at the end, or have one form for both numbers, or cannot be counted.
_PLURAL = frozenset(
    [
        "people",
        "children",
        "men",
        "women",
        "media",
        "data",
        "metadata",
        "criteria",
        "feet",
        "teeth",
        "mice",
        "geese",
        "indices",
        "vertices",
        "alumni",
        "equipment",
        "information",
        "software",
        "hardware",
        "feedback",
        "news",
        "series",
        "species",
        "sheep",
        "fish",
        "staff",
        "inventory",
        "history",
        "content",
        "money",
        "traffic",
        "weather",
        "music",
        "knowledge",
        "research",
        "advice",
        "evidence",
        "health",
        "access",
        "auth",
        "support",
        "storage",
        "billing",
        "mail",
        "email",
        "sms",
        "infrastructure",
        "logging",
        "telemetry",
        "analytics",
        "personnel",
        "police",
        "cattle",
        "config",
        "configuration",
        "phenomena",
        "schemata",
        "usage",
        "activity",
        "audit",
        "search",
    ]
)
# Words that end in s and are singular.
_SINGULAR = frozenset(
    [
        "address",
        "status",
        "access",
        "process",
        "business",
        "class",
        "bus",
        "gas",
        "lens",
        "bonus",
        "campus",
        "census",
        "corpus",
        "focus",
        "virus",
        "canvas",
        "basis",
        "analysis",
        "synopsis",
        "progress",
        "success",
        "pass",
        "atlas",
        "alias",
        "bias",
        "pus",
    ]
)
# Words at the end of a name that describe what the name holds, as in fields_due.
_NO_NOUN = frozenset(
    [
        "due",
        "for",
        "to",
        "from",
        "by",
        "of",
        "in",
        "on",
        "at",
        "with",
        "available",
        "minimum",
        "maximum",
        "include",
        "exclude",
        "add",
        "remove",
        "all",
        "any",
        "none",
        "not",
        "only",
        "default",
        "public",
        "private",
        "internal",
        "external",
        "active",
        "inactive",
        "expand",
        "additional",
        "allow",
        "deny",
        "match",
        "description",
    ]
)
# Verbs in the place of a name, which are hardly ever nouns when they stand alone.
_ALONE = frozenset(
    [
        "get",
        "fetch",
        "retrieve",
        "create",
        "update",
        "delete",
        "remove",
        "add",
        "insert",
        "upsert",
        "modify",
        "put",
        "send",
        "submit",
        "cancel",
        "approve",
        "reject",
        "accept",
        "decline",
        "activate",
        "deactivate",
        "enable",
        "disable",
        "generate",
        "calculate",
        "compute",
        "validate",
        "verify",
        "execute",
        "perform",
        "invoke",
        "publish",
        "unpublish",
        "unarchive",
        "undelete",
        "assign",
        "unassign",
        "attach",
        "detach",
        "subscribe",
        "unsubscribe",
        "resend",
        "revoke",
        "renew",
        "unregister",
        "reboot",
        "restart",
        "confirm",
        "finalize",
        "reopen",
        "unlock",
        "unban",
        "unfollow",
        "unmark",
        "convert",
        "apply",
    ]
)
# Verbs that begin names of several words without being the first half of a noun, as in merge-requests.
_FIRST = frozenset(
    [
        "get",
        "fetch",
        "retrieve",
        "create",
        "update",
        "delete",
        "remove",
        "add",
        "insert",
        "upsert",
        "modify",
        "send",
        "submit",
        "generate",
        "calculate",
        "compute",
        "activate",
        "deactivate",
        "enable",
        "disable",
        "validate",
        "verify",
        "execute",
        "perform",
        "invoke",
    ]
)
# What makes a noun of the verb before it, as in delete-requests.
_MAKES_NOUN = frozenset(
    ["request", "requests", "job", "jobs", "event", "events", "task", "tasks", "operation", "operations", "ons"]
)


def words(name: str) -> list[str]:
    """Split a name of any style into its words, in lower case.

    Args:
        name: such as ``order-items``, ``order_items`` or ``orderItems``.
    """
    return [each.lower() for each in _WORD.findall(name)]


def is_plural(name: str) -> bool:
    """Say whether the last word of a name is plural, or cannot be told to be singular.

    Args:
        name: the name, in any style.
    """
    found = words(name)
    if not found or not found[-1].isalpha():
        return True
    last = found[-1]
    if last in _PLURAL or len(last) < 3 or last.endswith(("ed", "ing")):
        return True
    return last.endswith("s") and not last.endswith("ss") and last not in _SINGULAR


def is_singular(name: str) -> bool:
    """Say whether a name is surely singular: no word of it is plural, and the last one is a noun.

    Args:
        name: the name, in any style.
    """
    found = words(name)
    return bool(found) and found[-1] not in _NO_NOUN and not any(map(is_plural, found))


def starts_with_verb(name: str) -> bool:
    """Say whether a name orders something to be done, such as ``createOrder`` or ``activate``.

    Args:
        name: the name, in any style.
    """
    found = words(name)
    if len(found) < 2:
        return bool(found) and found[0] in _ALONE
    return found[0] in _FIRST and found[-1] not in _MAKES_NOUN
