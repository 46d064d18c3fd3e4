"""Whether a text is an absolute web address, as browsers read it."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import unquote_to_bytes

from apiyard.core.late import late_pattern

_SCHEME = late_pattern(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SPECIAL = frozenset({"http", "https", "ws", "wss", "ftp"})
_AUTHORITY = late_pattern(r"[^/?#]*")
_SPECIAL_AUTHORITY = late_pattern(r"[/\\]*([^/\\?#]*)")
_FORBIDDEN_HOST = late_pattern(r"[\0\t\n\r #/:<>?@\[\\\]^|]")
_FORBIDDEN_DOMAIN = late_pattern(r"[\0-\x20\x7f%#/:<>?@\[\\\]^|]")
_ENDS = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_MAX_PORT = 65_535
_MAX_PARTS = 4
_PART = late_pattern(r"0[xX][0-9a-fA-F]*|[0-9]+", re.ASCII)


def is_web_address(text: str) -> bool:
    """Say whether a text can be read as a URL without a base (WHATWG URL Standard, section 4.4).

    Args:
        text: any text.
    """
    text = text.strip(_ENDS).translate(_DROPPED)
    found = _SCHEME.match(text)
    if found is None:
        return False
    scheme, rest = found[1].lower(), text[found.end() :]
    if scheme == "file":
        return _is_file(rest)
    if scheme in _SPECIAL:
        authority = _SPECIAL_AUTHORITY.match(rest)
        return authority is not None and _is_authority(authority[1], special=True)
    if not rest.startswith("//"):
        return True
    plain = _AUTHORITY.match(rest, 2)
    return plain is not None and _is_authority(plain[0], special=False)


def _is_file(rest: str) -> bool:
    slashed = rest.replace("\\", "/")
    if not slashed.startswith("//"):
        return True
    host = re.split(r"[/?#]", slashed[2:], maxsplit=1)[0]
    return not host or re.fullmatch(r"[A-Za-z][:|]", host) is not None or _is_host(host, special=True)


def _is_authority(authority: str, *, special: bool) -> bool:
    user, at, place = authority.rpartition("@")
    found = re.fullmatch(r"(\[[^\]]*\]|[^:]*)(?::([0-9]*))?", place, re.ASCII)
    if found is None or int(found[2][:9] or 0 if found[2] else 0) > _MAX_PORT:
        return False
    if not found[1]:
        return not special and not at and not user and found[2] is None
    return _is_host(found[1], special=special)


def _is_host(host: str, *, special: bool) -> bool:
    if host.startswith("["):
        return _is_ipv6(host)
    if not special:
        return _FORBIDDEN_HOST.search(host) is None
    try:
        domain = unicodedata.normalize("NFKC", unquote_to_bytes(host).decode("utf-8", "replace")).lower()
    except UnicodeError:
        return False
    domain = domain.replace("\u3002", ".").replace("\u00ad", "")
    if not domain or _FORBIDDEN_DOMAIN.search(domain) or "\ufffd" in domain:
        return False
    labels = domain.split(".")
    return all(map(_is_label, labels)) and _is_number_or_name(labels)


def _is_label(label: str) -> bool:
    if not label.startswith("xn--"):
        return True
    try:
        return label[4:].encode("ascii").decode("punycode") != ""
    except UnicodeError:
        return False


def _is_number_or_name(labels: list[str]) -> bool:
    """Say whether a host that ends in a number is an IPv4 address (section 3.5); another name is fine."""
    if labels[-1] == "" and len(labels) > 1:
        labels = labels[:-1]
    if not _PART.fullmatch(labels[-1]):
        return True
    if len(labels) > _MAX_PARTS or not all(_PART.fullmatch(label) for label in labels):
        return False
    numbers = [_number(label) for label in labels]
    if any(number is None or number > 255 for number in numbers[:-1]):
        return False
    return numbers[-1] is not None and numbers[-1] < 256 ** (5 - len(numbers))


def _number(label: str) -> int | None:
    if len(label) > 100:
        return None
    if label[:2] in {"0x", "0X"}:
        return int(label[2:] or "0", 16)
    if label.startswith("0") and len(label) > 1:
        return int(label, 8) if re.fullmatch("[0-7]+", label) else None
    return int(label)


def _is_ipv6(host: str) -> bool:
    if not host.endswith("]") or "%" in host:
        return False
    try:
        ipaddress.IPv6Address(host[1:-1])
    except ValueError:
        return False
    return True
