"""A name for a change that stays the same while the change does."""

from __future__ import annotations

import re
from hashlib import sha256

from apiyard.core.json import canonical
from apiyard.design.diffing.edit import MISSING, Edit

_INDEX = re.compile(r"/\d+(?=/|$)")


def fingerprint(edit: Edit) -> str:
    """Give 16 hexadecimal digits for an edit: of its check, its place and what it does.

    Indexes of arrays do not count, so that an entry moved by another one keeps its name; old and new values do, so that
    what was accepted once is not accepted when it goes further.

    Args:
        edit: the edit.

    Returns:
        The first 64 bits of a SHA-256 digest.
    """
    place = _INDEX.sub("/*", edit.old or edit.new)
    values = [None if value is MISSING else value for value in (edit.before, edit.after)]
    return sha256(canonical([edit.check, place, edit.key, *values])).hexdigest()[:16]
