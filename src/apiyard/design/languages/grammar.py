"""Pieces of patterns that several formats are made of."""

from __future__ import annotations

from typing import Final

# RFC 3339. Years divisible by four, but by a hundred only when by four hundred, have a 29th of February.
_MONTHS: Final = (
    r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
)
_LEAP_YEAR: Final = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
DATE: Final = rf"(?:\d{{4}}-{_MONTHS}|{_LEAP_YEAR}-02-29)"
_ZONE: Final = r"(?:[zZ]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_TIME: Final = rf"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?{_ZONE}"
# A leap second is the last one of a day in UTC; which local time that is depends on the zone.
SURE_TIME: Final = rf"(?:{_TIME}|23:59:60(?:\.\d+)?(?:[zZ]|[+-]00:00))"
ANY_TIME: Final = rf"(?:{_TIME}|(?:[01]\d|2[0-3]):[0-5]\d:60(?:\.\d+)?{_ZONE})"

# RFC 4291, section 2.2.
_BYTE: Final = r"(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])"
IPV4: Final = rf"{_BYTE}\.{_BYTE}\.{_BYTE}\.{_BYTE}"
_PART: Final = r"[\da-fA-F]{1,4}"
_TWO: Final = rf"(?:{_PART}:{_PART}|{IPV4})"
IPV6: Final = "|".join(
    (
        rf"(?:{_PART}:){{6}}{_TWO}",
        rf"::(?:(?:{_PART}:){{0,5}}{_TWO}|{_PART})?",
        *(rf"(?:{_PART}:){{{count}}}:(?:(?:{_PART}:){{0,{5 - count}}}{_TWO}|{_PART})?" for count in range(1, 6)),
        rf"(?:{_PART}:){{6}}:(?:{_PART})?",
        rf"(?:{_PART}:){{7}}:",
    )
)

# RFC 1123, section 2.1. Labels with two hyphens behind the second character are encoded names, which must decode.
LABEL: Final = r"(?!-)[a-zA-Z\d-]{1,63}(?<!-)"
PLAIN_LABEL: Final = rf"(?![^.]{{2}}--){LABEL}"
PLAIN_HOST: Final = rf"{PLAIN_LABEL}(?:\.{PLAIN_LABEL})*"
ATOM: Final = r"[a-zA-Z\d!#$%&'*+\/=?^_`{|}~-]+"
MAILBOX: Final = rf"{ATOM}(?:\.{ATOM})*@{PLAIN_HOST}"

# RFC 3986, appendix A.
_HEX: Final = r"[\da-fA-F]"
_PLAIN: Final = r"a-zA-Z\d._~!$&'()*+,;=\-"
_CHAR: Final = rf"(?:[{_PLAIN}:@]|%{_HEX}{{2}})"
_CHAR_WITHOUT_COLON: Final = rf"(?:[{_PLAIN}@]|%{_HEX}{{2}})"
_USER: Final = rf"(?:(?:[{_PLAIN}:]|%{_HEX}{{2}})*@)?"
_HOST: Final = rf"(?:(?:[{_PLAIN}]|%{_HEX}{{2}})*|\[(?:{IPV6}|[vV]{_HEX}+\.[{_PLAIN}:]+)\])"
_MORE: Final = rf"(?:\/{_CHAR}*)*"
_PLACE: Final = rf"\/\/{_USER}{_HOST}(?::\d*)?{_MORE}|\/(?:{_CHAR}+{_MORE})?"
_END: Final = rf"(?:\?(?:{_CHAR}|[\/?])*)?(?:#(?:{_CHAR}|[\/?])*)?"
URI: Final = rf"[a-zA-Z][a-zA-Z\d+.-]*:(?:{_PLACE}|{_CHAR}+{_MORE}|){_END}"
RELATIVE: Final = rf"(?:{_PLACE}|{_CHAR_WITHOUT_COLON}+{_MORE}|){_END}"
