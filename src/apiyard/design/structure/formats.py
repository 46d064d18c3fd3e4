"""The formats that documents' own fields have, with the verdicts that linters of the field agree on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from apiyard.core.errors import InvalidInputError
from apiyard.spec.regex import compile_pattern

_ANCHOR_Z = re.compile(r"[^\\]\\Z")  # an anchor of other dialects, which ECMAScript reads as a letter
_HEX = "%[0-9a-f]{2}"
_UNRESERVED = r"a-z0-9\-._~!$&'()*+,;="


def _uri_text(extra: str, *, scheme: str, path: str) -> re.Pattern[str]:
    """Compose RFC 3986, appendix A; ``extra`` are signs let in besides, ``path`` whether one must be there."""
    sign = f"(?:[{_UNRESERVED}{extra}:@]|{_HEX})"
    host = rf"(?:\[(?:[0-9a-f:.]+|v[0-9a-f]+\.[{_UNRESERVED}:]+)\]|(?:[{_UNRESERVED}{extra}]|{_HEX})*)"
    authority = rf"(?:(?:[{_UNRESERVED}:]|{_HEX})*@)?{host}(?::[0-9]*)?"
    hierarchy = rf"(?:/?/{authority}(?:/{sign}*)*|/(?:{sign}+(?:/{sign}*)*)?|{sign}+(?:/{sign}*)*){path}"
    tail = f'(?:[{_UNRESERVED}":@/?]|{_HEX})*' if extra else f"(?:[{_UNRESERVED}:@/?]|{_HEX})*"
    return re.compile(
        rf"(?:[a-z][a-z0-9+\-.]*:){scheme}{hierarchy}(?:\?{tail})?(?:\#{tail})?", re.IGNORECASE | re.ASCII
    )


_URI = _uri_text("", scheme="", path="")
_REFERENCE = _uri_text('"', scheme="?", path="?")
_WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_EMAIL = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+{_LABEL}", re.IGNORECASE | re.ASCII)
_PLACE = re.compile("[/:]")
_MOST_KEPT = 4096


@lru_cache(_MOST_KEPT)
def is_uri(text: str) -> bool:
    """Say whether a text is a URI (RFC 3986) with a scheme."""
    return _PLACE.search(text) is not None and _URI.fullmatch(text) is not None


@lru_cache(_MOST_KEPT)
def is_uri_reference(text: str) -> bool:
    """Say whether a text is a URI or a relative reference (RFC 3986, section 4.1)."""
    return _REFERENCE.fullmatch(text) is not None


@lru_cache(_MOST_KEPT)
def is_email(text: str) -> bool:
    """Say whether a text is a mail address with a domain of at least two labels."""
    return _EMAIL.fullmatch(text) is not None


@lru_cache(_MOST_KEPT)
def is_regex(text: str) -> bool:
    """Say whether a text is a regular expression of ECMAScript."""
    if _ANCHOR_Z.search(text):
        return False
    try:
        compile_pattern(text)
    except InvalidInputError:
        return False
    return True


FORMATS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {"uri": is_uri, "uri-reference": is_uri_reference, "email": is_email, "regex": is_regex}
)
"""By name: whether a text has the format."""
