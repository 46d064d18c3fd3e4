"""Values after the names of their properties: an ``email`` is one, a ``price`` looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from random import Random
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import hint_words as words
from apiyard.spec.hint_words import Person, Town
from apiyard.spec.style import MISSING

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Subject:
    """What an object is about, so that its members go together.

    Args:
        number: chooses the person, the town and the things.
        names: the names of the properties that lead to it, the nearest last.
    """

    number: int
    names: tuple[str, ...] = ()

    @property
    def person(self) -> Person:
        """Who it is about."""
        return words.PEOPLE[self.number % len(words.PEOPLE)]

    @property
    def town(self) -> Town:
        """Where it is."""
        return words.TOWNS[self.number % len(words.TOWNS)]

    def of(self, choices: Sequence[str]) -> str:
        """Give one of several."""
        return choices[self.number % len(choices)]


Say: TypeAlias = Callable[[Subject], Json]


def hinted(name: str, kind: str, schema: Mapping[str, Any], *, subject: Subject, random: Random) -> Json:
    """Give a value that its property's name suggests.

    Args:
        name: the name of the property.
        kind: ``string``, ``integer``, ``number`` or ``boolean``.
        schema: what it has to conform to: lengths, bounds and format count; a pattern is not looked at.
        subject: what the object is about.
        random: chooses what differs between equal properties.

    Returns:
        A value within the bounds; ``MISSING`` when the name suggests nothing, or nothing that fits.
    """
    form = str(schema.get("format", ""))
    for key in _keys(name):
        if kind == "string":
            value = _string(key, form, subject, random=random, whole=_keys(name)[0])
        elif kind == "boolean":
            value = key in words.TRUE if key in words.TRUE or key in words.FALSE else MISSING
        else:
            value = _number(key, kind, subject, random=random)
        if value is not MISSING and _fits(value, schema):
            return value
    return MISSING


@lru_cache(1024)
def _keys(name: str) -> tuple[str, ...]:
    """Give the names to look for: all words as one, then the last two, then the last one."""
    found = [each.lower() for each in _WORD.findall(name[:200])][:_MOST_WORDS]
    if len(found) > 1 and found[-1].isdecimal():
        found.pop()
    if not found:
        return ()
    keys = ["".join(found), "".join(found[-2:]), found[-1]]
    if len(found) > 1 and found[-1] in {"at", "on", "time"}:
        keys.append("moment")
    if found[-1].endswith("s") and len(found[-1]) > 3:
        keys.append(found[-1][:-1])
    return tuple(dict.fromkeys(keys))


def _fits(value: Json, schema: Mapping[str, Any]) -> bool:
    if isinstance(value, str):
        return _least(schema, "minLength", 0) <= len(value) <= _least(schema, "maxLength", 1 << 30)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    low, high = _least(schema, "minimum", -(1 << 62)), _least(schema, "maximum", 1 << 62)
    above, below = _least(schema, "exclusiveMinimum", -(1 << 62)), _least(schema, "exclusiveMaximum", 1 << 62)
    step = schema.get("multipleOf")
    whole = not isinstance(step, int | float) or step <= 0 or value % step == 0
    return low <= value <= high and above < value < below and whole


def _least(schema: Mapping[str, Any], word: str, default: float) -> float:
    value = schema.get(word)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else default


def _string(key: str, form: str, subject: Subject, *, random: Random, whole: str) -> Json:
    if form in {"date-time", "date", "time"}:
        return _moment(whole, form, random)
    if form in {"uri", "uri-reference", "url", "iri"}:
        return _link(key, subject)
    if form in {"email", "idn-email"}:
        return _email(subject)
    if form not in {"", "string", "phone", "country", "currency", "password", "hostname", "slug", "name"}:
        return MISSING
    if key in words.MOMENTS:
        return _moment(whole, "date-time" if key not in words.DATES else "date", random)
    if key == "name":
        return _name(subject)
    said = _STRINGS.get(key)
    if said is not None:
        return said(subject)
    return _LETTERS[key](random) if key in _LETTERS else MISSING


def _name(subject: Subject) -> str:
    """Give a name that fits what has it, told by the property that leads to it."""
    for each in reversed(subject.names):
        for key in _keys(each):
            if key in words.PERSONS:
                return " ".join(subject.person)
            if key in _NAMED:
                return _NAMED[key](subject)
    return subject.of(words.PRODUCTS)


def _email(subject: Subject) -> str:
    return f"{subject.person.first}.{subject.person.last}@example.com".lower()


def _link(key: str, subject: Subject) -> str:
    if key in words.PICTURES:
        return f"https://example.com/images/{subject.number % 90 + 10}.png"
    return f"https://example.com/{subject.of(words.WORDS)}/{subject.number % 90 + 10}"


def _moment(key: str, form: str, random: Random) -> str:
    """Give a date or time: what is created comes before what is changed, that before what ends."""
    month = next((at for names, at in words.ORDER if any(name in key for name in names)), 3)
    day = random.randint(1, 28)
    if key in {"dateofbirth", "birthdate", "birthday", "dob"}:
        date = f"{random.randint(1960, 2004)}-{random.randint(1, 12):02}-{day:02}"
    else:
        date = f"2026-{month:02}-{day:02}"
    clock = f"{random.randint(7, 20):02}:{random.randint(0, 59):02}:{random.randint(0, 59):02}Z"
    return date if form == "date" else clock if form == "time" else f"{date}T{clock}"


def _number(key: str, kind: str, subject: Subject, *, random: Random) -> Json:
    if key in words.MOMENTS:
        return 1_767_225_600 + random.randint(0, 20_000_000)
    if key in {"latitude", "lat"}:
        return subject.town.latitude if kind == "number" else round(subject.town.latitude)
    if key in {"longitude", "lon", "lng", "long"}:
        return subject.town.longitude if kind == "number" else round(subject.town.longitude)
    if key in words.MONEY:
        return random.randint(5, 90) * 100 + 90 if kind == "integer" else random.randint(5, 90) + 0.9
    if key not in _NUMBERS:
        return MISSING
    low, high = _NUMBERS[key]
    return random.randint(low, high)


_NAMED: Mapping[str, Callable[[Subject], str]] = MappingProxyType(
    {
        **dict.fromkeys(("city", "town"), lambda it: it.town.city),
        **dict.fromkeys(("country", "nation"), lambda it: it.town.country),
        **dict.fromkeys(("state", "region", "province"), lambda it: it.town.region),
        **dict.fromkeys(
            ("company", "organization", "organisation", "brand", "vendor", "supplier", "shop", "store", "team"),
            lambda it: it.of(words.COMPANIES),
        ),
        **dict.fromkeys(("pet", "dog", "cat", "animal"), lambda it: it.of(words.PETS)),
        **dict.fromkeys(("tag", "label", "category", "group", "topic"), lambda it: it.of(words.WORDS)),
        **dict.fromkeys(("file", "document", "attachment"), lambda it: f"report-{it.number % 90 + 10}.pdf"),
    }
)
_STRINGS: Mapping[str, Say] = MappingProxyType(
    {
        **dict.fromkeys(("email", "mail", "emailaddress"), _email),
        **dict.fromkeys(("firstname", "givenname", "forename"), lambda it: it.person.first),
        **dict.fromkeys(("lastname", "surname", "familyname"), lambda it: it.person.last),
        **dict.fromkeys(("fullname", "displayname", "author", "owner", "recipient"), lambda it: " ".join(it.person)),
        **dict.fromkeys(
            ("username", "login", "handle", "nickname", "screenname"),
            lambda it: f"{it.person.first}{it.number % 90 + 10}".lower(),
        ),
        **dict.fromkeys(
            ("phone", "mobile", "telephone", "tel", "fax", "phonenumber", "cell"),
            lambda it: f"+1-202-555-01{it.number % 90 + 10}",
        ),
        **dict.fromkeys(
            ("street", "address", "streetaddress", "addressline", "line1", "address1", "addressline1"),
            lambda it: f"{it.number % 90 + 10} {it.of(words.STREETS)}",
        ),
        **dict.fromkeys(("city", "town", "locality"), lambda it: it.town.city),
        **dict.fromkeys(("province", "region", "county"), lambda it: it.town.region),
        **dict.fromkeys(("zip", "zipcode", "postcode", "postalcode"), lambda it: it.town.postcode),
        "country": lambda it: it.town.country,
        "countryname": lambda it: it.town.country,
        "countrycode": lambda it: it.town.code,
        "countrycode3": lambda it: it.town.code3,
        **dict.fromkeys(("currency", "currencycode"), lambda it: it.town.currency),
        **dict.fromkeys(("timezone", "tz", "timezoneid"), lambda it: it.town.zone),
        **dict.fromkeys(("language", "lang", "languagecode"), lambda it: it.of(("en", "de", "pt", "ja", "fr"))),
        "locale": lambda it: it.of(("en-GB", "de-DE", "pt-PT", "ja-JP", "fr-FR")),
        **dict.fromkeys(
            ("company", "organization", "organisation", "employer", "brand", "manufacturer", "vendor", "supplier"),
            lambda it: it.of(words.COMPANIES),
        ),
        **dict.fromkeys(("companyname", "organizationname", "brandname"), lambda it: it.of(words.COMPANIES)),
        **dict.fromkeys(("product", "productname", "item", "itemname"), lambda it: it.of(words.PRODUCTS)),
        **dict.fromkeys(("title", "subject", "headline", "topic"), lambda it: it.of(words.TITLES)),
        **dict.fromkeys(("job", "jobtitle", "occupation", "profession"), lambda it: it.of(words.JOBS)),
        **dict.fromkeys(
            ("description", "summary", "comment", "note", "notes", "text", "body", "content", "message", "bio"),
            lambda it: it.of(words.SENTENCES),
        ),
        **dict.fromkeys(
            ("about", "caption", "remark", "details", "detail", "review"), lambda it: it.of(words.SENTENCES)
        ),
        **dict.fromkeys(("url", "uri", "link", "href", "website", "homepage"), lambda it: _link("", it)),
        **dict.fromkeys(words.PICTURES, lambda it: _link("image", it)),
        "slug": lambda it: it.of(words.TITLES).lower().replace(" ", "-"),
        "sku": lambda it: f"SKU-{1000 + it.number % 9000}",
        **dict.fromkeys(("color", "colour"), lambda it: it.of(words.COLORS)),
        **dict.fromkeys(("filename", "file"), lambda it: f"report-{it.number % 90 + 10}.pdf"),
        **dict.fromkeys(("mimetype", "contenttype", "mediatype"), lambda _: "application/pdf"),
        **dict.fromkeys(("ip", "ipaddress", "ipv4"), lambda it: f"192.0.2.{it.number % 250 + 1}"),
        **dict.fromkeys(("host", "hostname", "domain"), lambda it: f"{it.of(words.WORDS)}.example.com"),
        **dict.fromkeys(("version",), lambda it: f"1.{it.number % 9}.{it.number % 7}"),
        **dict.fromkeys(("price", "amount", "total", "cost"), lambda it: f"{it.number % 90 + 5}.90"),
        **dict.fromkeys(("status", "state"), lambda _: "active"),
        "iban": lambda _: "NO9386011117947",
        "isbn": lambda _: "978-0-306-40615-7",
        **dict.fromkeys(("cardnumber", "creditcard", "pan"), lambda _: "4111111111111111"),
        **dict.fromkeys(("password", "secret", "token", "apikey"), lambda it: f"made-up-{it.of(words.WORDS)}"),
    }
)
_LETTERS: Mapping[str, Callable[[Random], str]] = MappingProxyType(
    {
        **dict.fromkeys(("uuid", "guid"), lambda random: str(UUID(int=random.getrandbits(128), version=4))),
        **dict.fromkeys(("id", "gid", "key", "identifier"), lambda random: f"{random.getrandbits(40):010x}"),
        **dict.fromkeys(("reference", "ref"), lambda random: f"REF-{random.randint(1000, 9999)}"),
        **dict.fromkeys(("hash", "checksum", "sha256", "digest"), lambda random: f"{random.getrandbits(256):064x}"),
        **dict.fromkeys(("sha", "sha1", "commit"), lambda random: f"{random.getrandbits(160):040x}"),
        **dict.fromkeys(("md5", "etag"), lambda random: f"{random.getrandbits(128):032x}"),
    }
)
_NUMBERS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "id": (1, 9999),
        **dict.fromkeys(("quantity", "qty", "count", "stock", "size"), (1, 20)),
        "age": (18, 80),
        "year": (2020, 2026),
        "month": (1, 12),
        "day": (1, 28),
        "hour": (0, 23),
        **dict.fromkeys(("minute", "second"), (0, 59)),
        **dict.fromkeys(("rating", "stars"), (1, 5)),
        **dict.fromkeys(("percent", "percentage", "score", "progress"), (1, 100)),
        "page": (1, 1),
        **dict.fromkeys(("limit", "pagesize", "perpage"), (20, 20)),
        "offset": (0, 0),
        **dict.fromkeys(("totalcount", "totalitems"), (20, 200)),
        **dict.fromkeys(("width", "height", "length", "depth"), (10, 200)),
        "weight": (1, 40),
        "port": (8000, 8999),
        **dict.fromkeys(("duration", "seconds"), (10, 3600)),
        **dict.fromkeys(("zip", "zipcode", "postcode", "postalcode"), (10000, 99999)),
    }
)
