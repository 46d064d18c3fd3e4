"""The order of names in an alphabet."""

from __future__ import annotations

import unicodedata

_KINDS = {"Z": 0, "P": 1, "S": 2, "N": 3, "L": 4}


def order_key(name: str) -> tuple[object, ...]:
    """Give what names are sorted by: letters without accents and case first, then accents, then small before capital.

    This is the order of the Unicode Collation Algorithm (UTS 10) for letters of the Latin script.

    Args:
        name: the name.
    """
    plain = [each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)]
    letters = tuple((_KINDS.get(unicodedata.category(each)[0], 5), each.casefold()) for each in plain)
    return letters, unicodedata.normalize("NFKD", name.casefold()), name.swapcase()
