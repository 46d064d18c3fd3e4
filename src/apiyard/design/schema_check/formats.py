"""Formats of texts and numbers, with the verdicts of the field's usual checker."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from apiyard.core.errors import ApiyardError
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass
from apiyard.spec.regex import compile_pattern

_OCTET = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])"
_IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"
_STRICT_OCTET = late_pattern(r"25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]", re.ASCII)
_GROUP = late_pattern(r"[0-9a-fA-F]{1,4}", re.ASCII)
_TRAILING_Z = late_pattern(r"[^\\]\\Z")
_WHITE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

# RFC 3986, Appendix A; without regard to case.
_ESCAPED = "%[0-9a-f]{2}"
_SUB = "!$&'()*+,;="
_UNRESERVED = r"a-z0-9\-._~"
_H = "[0-9a-f]{1,4}"
_LAST = rf"(?:{_H}:{_H}|{_IPV4})"
_IPV6_FORMS = "|".join(
    [
        rf"(?:{_H}:){{6}}{_LAST}",
        rf"::(?:{_H}:){{5}}{_LAST}",
        rf"(?:{_H})?::(?:{_H}:){{4}}{_LAST}",
        *(rf"(?:(?:{_H}:){{0,{left}}}{_H})?::(?:{_H}:){{{3 - left + 1}}}{_LAST}" for left in (1, 2, 3)),
        rf"(?:(?:{_H}:){{0,4}}{_H})?::{_LAST}",
        rf"(?:(?:{_H}:){{0,5}}{_H})?::{_H}",
        rf"(?:(?:{_H}:){{0,6}}{_H})?::",
    ]
)


def _uri(quote: str, *, scheme: str, path_may_lack: bool) -> str:
    """Give the pattern of an address; references may also hold a quotation mark in some parts."""
    user = f"(?:[{_UNRESERVED}{_SUB}:]|{_ESCAPED})*@"
    name = f"(?:[{_UNRESERVED}{_SUB}{quote}]|{_ESCAPED})*"
    future = rf"v[0-9a-f]+\.[{_UNRESERVED}{_SUB}:]+"
    host = rf"(?:\[(?:{_IPV6_FORMS}|{future})\]|{_IPV4}|{name})"
    letter = f"(?:[{_UNRESERVED}{_SUB}{quote}:@]|{_ESCAPED})"
    tail = f"(?:/{letter}*)*"
    rootless = f"{letter}+{tail}"
    query = f"(?:[{_UNRESERVED}{_SUB}{quote}:@/?]|{_ESCAPED})*"
    path = rf"(?:/?/(?:{user})?{host}(?::[0-9]*)?{tail}|/(?:{rootless})?|{rootless})"
    return rf"^{scheme}{path}{'?' if path_may_lack else ''}(?:\?{query})?(?:#{query})?$"


def _template() -> str:
    """RFC 6570, section 2."""
    name = f"(?:[a-z0-9_]|{_ESCAPED})+"
    spec = rf"{name}(?::[1-9][0-9]{{0,3}}|\*)?"
    literal = r"""[^\x00-\x20"'<>%\\^`{|}]"""
    return rf"^(?:{literal}|{_ESCAPED}|\{{[+#./;?&=,!@|]?{spec}(?:,{spec})*\}})*$"


def _address() -> str:
    """An address of the open web: no private network."""
    label = "(?:[a-z0-9\u00a1-\uffff]+-)*[a-z0-9\u00a1-\uffff]+"
    top = "[a-z\u00a1-\uffff]{2,}"
    three = r"(?:\.[0-9]{1,3}){3}"
    two = r"(?:\.[0-9]{1,3}){2}"
    private = rf"(?!(?:10|127){three})(?!(?:169\.254|192\.168){two})(?!172\.(?:1[6-9]|2[0-9]|3[01]){two})"
    first = "(?:[1-9][0-9]?|1[0-9]{2}|2[01][0-9]|22[0-3])"
    middle = r"(?:\.(?:1?[0-9]{1,2}|2[0-4][0-9]|25[0-5])){2}"
    last = r"\.(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-4])"
    host = rf"(?:{private}{first}{middle}{last}|{label}(?:\.{label})*\.{top})"
    solid = rf"[^{_WHITE}]"
    return rf"^(?:https?|ftp)://(?:{solid}+(?::{solid}*)?@)?{host}(?::[0-9]{{2,5}})?(?:/{solid}*)?$"


_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_SHORT_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_POINTER = "(?:/(?:[^~/]|~0|~1)*)*"
_PATTERNS: Final = {
    "duration": (
        (
            "^P(?:(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+S)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)|"
            "[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D|[0-9]+W)$"
        ),
        "",
    ),
    "uri-reference": (_uri('"', scheme=r"(?:[a-z][a-z0-9+\-.]*:)?", path_may_lack=True), "i"),
    "uri-template": (_template(), "i"),
    "url": (_address(), "iu"),
    "email": (rf"^{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}$", "i"),
    "hostname": (rf"^{_SHORT_LABEL}(?:\.{_SHORT_LABEL})*\.?$", "i"),
    "ipv4": (rf"^{_IPV4}$", ""),
    "uuid": ("^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$", "i"),
    "json-pointer": (f"^{_POINTER}$", ""),
    "json-pointer-uri-fragment": (rf"^#(?:/(?:[a-z0-9_\-.!$&'()*+,;:=@]|{_ESCAPED}|~0|~1)*)*$", "i"),
    "relative-json-pointer": (f"^(?:0|[1-9][0-9]*)(?:#|{_POINTER})$", ""),
    # By lines, and an empty line is one: so it is in the checker whose verdicts these are.
    "byte": ("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", "m"),
    "date": ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", ""),
    "time": (r"^[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:z|[+-][0-9]{2}(?::?[0-9]{2})?)?$", "i"),
    "uri": (_uri("", scheme=r"[a-z][a-z0-9+\-.]*:", path_may_lack=False), "i"),
}
# Most references and many patterns are so plain that they are seen to be right without what takes long to compile.
_PLAIN_FRAGMENT = re.compile(r"#[A-Za-z0-9_./~-]*")
_PLAIN_EMAIL = re.compile(r"[a-z]{1,60}@[a-z]{1,60}\.[a-z]{2,60}")
_PLAIN_REGEX = re.compile(r"\^?[A-Za-z0-9_/ -]{0,1000}\$?")
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Args:
        test: says whether a value is of it.
        type: ``string`` or ``number``; values of other types are not asked.
        ordered: whether two of it can be put in order.
    """

    test: Callable[[Any], bool]
    type: str = "string"
    ordered: bool = False


@cache
def _search(name: str) -> Callable[[str], bool]:
    return compile_pattern(*_PATTERNS[name]).search


def _by_pattern(name: str) -> Format:
    # Compiled when it is first asked.
    return Format(lambda text: _search(name)(text))  # noqa: PLW0108


def _date(text: str) -> bool:
    if not _search("date")(text):
        return False
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 and leap else _DAYS[month])


def _time(text: str) -> bool:
    if not _search("time")(text):
        return False
    hour, minute, second = int(text[:2]), int(text[3:5]), int(text[6:8])
    return (hour <= 23 and minute <= 59 and second <= 59) or (hour, minute, second) == (23, 59, 60)


def _date_time(text: str) -> bool:
    parts = re.split(f"[tT{_WHITE}]", text)
    return len(parts) == 2 and _date(parts[0]) and _time(parts[1])


def _ipv6(text: str) -> bool:
    """RFC 4291, section 2.2."""
    if text.count("::") > 1 or ":::" in text or not text.isascii() or len(text) > 45:
        return False
    head, gap, tail = text.partition("::")
    groups = [*(head.split(":") if head else []), *(tail.split(":") if tail else [])]
    count = len(groups)
    if groups and "." in groups[-1] and (tail or not gap):
        octets = groups.pop().split(".")
        if len(octets) != 4 or not all(_STRICT_OCTET.fullmatch(octet) for octet in octets):
            return False
        count += 1
    return all(_GROUP.fullmatch(group) for group in groups) and (count <= 7 if gap else count == 8)


def _uri_address(text: str) -> bool:
    return ("/" in text or ":" in text) and _search("uri")(text)


def _email(text: str) -> bool:
    return _PLAIN_EMAIL.fullmatch(text) is not None or _search("email")(text)


def _uri_reference(text: str) -> bool:
    return _PLAIN_FRAGMENT.fullmatch(text) is not None or _search("uri-reference")(text)


def _hostname(text: str) -> bool:
    return len(text.removesuffix(".")) <= 253 and _search("hostname")(text)


def _regex(text: str) -> bool:
    if _PLAIN_REGEX.fullmatch(text) is not None:
        return True
    if _TRAILING_Z.search(text):
        return False
    try:
        compile_pattern(text)
    except ApiyardError:
        return False
    return True


def _whole(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


FORMATS: Final[dict[str, Format]] = {
    **{
        name: _by_pattern(name)
        for name in (
            "duration",
            "uri-template",
            "url",
            "ipv4",
            "uuid",
            "json-pointer",
            "byte",
        )
    },
    **{name: _by_pattern(name) for name in ("json-pointer-uri-fragment", "relative-json-pointer")},
    "date": Format(_date, ordered=True),
    "time": Format(_time, ordered=True),
    "date-time": Format(_date_time, ordered=True),
    "email": Format(_email),
    "uri": Format(_uri_address),
    "uri-reference": Format(_uri_reference),
    "hostname": Format(_hostname),
    "ipv6": Format(_ipv6),
    "regex": Format(_regex),
    "int32": Format(lambda value: _whole(value) and -(2**31) <= value < 2**31, "number"),
    "int64": Format(_whole, "number"),
}
"""The formats that are checked; ``float``, ``double``, ``password`` and ``binary`` take everything."""


def compare(name: str, ours: str, theirs: str) -> int | None:
    """Put two texts of an ordered format in order.

    Args:
        name: the format.
        ours: one text.
        theirs: the other one.

    Returns:
        Less than, equal to or greater than zero; None when they cannot be compared.
    """
    if name == "date-time":
        parts = [re.split(f"[tT{_WHITE}]", text) for text in (ours, theirs)]
        days = compare("date", parts[0][0], parts[1][0])
        if days or days is None or not all(len(part) >= 2 for part in parts):
            return days or None
        return compare("time", parts[0][1], parts[1][1])
    if not ours or not theirs:
        return None
    if name == "time":
        if not (_search("time")(ours) and _search("time")(theirs)):
            return None
        ours, theirs = (re.split("[zZ+-]", text)[0].replace(":", "") for text in (ours, theirs))
    return (ours > theirs) - (ours < theirs)
