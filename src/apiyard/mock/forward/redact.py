"""Recordings without secrets: what names say, what the contract says, and what looks like a secret."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote, quote_plus, unquote_plus

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.mock.forward.secret_path import masked_path
from apiyard.mock.journal.readable import depth, readable, unreadable
from apiyard.mock.secret_names import HEADERS, is_secret_name
from apiyard.spec.basic import password_in
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.operation import Operation

REDACTED = "REDACTED"
_LOOKS = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*|(?:sk|pk|rk)_(?:live|test)_\w{8,}|gh[pousr]_\w{20,}|(?:AKIA|ASIA)[A-Z0-9]{16}|"
    r"xox[abprs]-[\w-]{10,}|ay_[\w-]{8,}\.[\w-]{4,}\.[\w-]+|"
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*-----END [A-Z ]*-----",
    re.ASCII,
)
# Names with their values in what is no JSON and no form as a whole; bounded, so that time is linear in the text.
_IN_URL = re.compile(r"([?&#])([^=&#?\s]{1,200})(=)([^&#\s\"'<>]+)")
_IN_TEXT = (
    re.compile(r'(")([^"\\]{1,200})("\s{0,20}:\s{0,20}")((?:[^"\\]|\\.)++)'),
    re.compile(r"(<)([\w:.-]{1,200})((?:\s[^<>]{0,1000})?>)([^<]+|<!\[CDATA\[[^\]]{0,2000}\]\]>)(?=</)"),
    re.compile(
        r'(\bname="?)([^"\r\n;]{1,200})("?[^\r\n]{0,500}\r?\n(?:[^\r\n]{1,500}\r?\n){0,8}\r?\n)(.+?)(?=\r?\n--|\Z)',
        re.DOTALL,
    ),
    re.compile(r"(\s)([\w:.-]{1,200})(\s{0,5}=\s{0,5}\")([^\"<>]+)"),
    re.compile(r"(\s)([\w:.-]{1,200})(\s{0,5}=\s{0,5}')([^'<>]+)"),
)
# As YAML, settings and logs have them, a line each.
_IN_LINE = re.compile(r"((?:^|\n)[ \t-]{0,100})([\w.-]{1,200})([ \t]{0,20}[:=][ \t]{0,20})([^\s\"'][^\r\n]*)")
_IN_USER = re.compile(r"(?<=://)([^/\s:@\"'<>?#]{0,200}:)([^/\s@\"'<>?#]{1,200})(?=@)")
_MOST_WALKED = 200_000
_SHORTENED = 20
_LEAST = 3
_LEAST_ELSEWHERE = 8
# Texts that are JSON themselves are read so often within each other, and so deep; what goes beyond is no text to keep.
_LEVELS = 3
_DEEPEST_WITHIN = 20

_Mask: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Secrets:
    """What may not be kept of exchanges with one contract.

    Args:
        contract: the contract; its API keys and its properties of the format ``password`` are secrets too.
        headers: names of headers, in lower case.
        names: names of query parameters, cookies and members, in lower case.
    """

    contract: Contract
    headers: frozenset[str]
    names: frozenset[str]

    def is_secret(self, name: str) -> bool:
        """Say whether a name stands for a secret.

        Args:
            name: of a query parameter or a member.
        """
        low = name.lower()
        return low in self.names or is_secret_name(name)


def secrets_of(contract: Contract, more: Iterable[str] = ()) -> Secrets:
    """Say what may not be kept of exchanges with a contract.

    Args:
        contract: the contract.
        more: further names of headers, parameters and members.
    """
    own = {each.lower() for each in more}
    keys = [each for each in contract.security_schemes.values() if each.get("type") == "apiKey"]
    headers = {str(each.get("name", "")).lower() for each in keys if each.get("in") == "header"}
    names = {str(each.get("name", "")).lower() for each in keys if each.get("in") != "header"}
    return Secrets(contract, HEADERS | headers | own, frozenset(names | own | _passwords(contract.tree)))


def redact(secrets: Secrets, request: Request, reply: Reply, *, operation: Operation | None) -> tuple[Request, Reply]:
    """Take the secrets out of an exchange.

    A text in a body becomes ``REDACTED``; where the contract would not allow that, its letters become ``x`` and its
    digits ``0``.

    Args:
        secrets: what may not be kept.
        request: the request.
        reply: its reply.
        operation: the operation that was called, if any.

    Returns:
        Both without secrets; credentials of the request are not in the reply either.
    """
    known = _credentials(secrets, request)
    plain, shaped = _Cleaner(secrets, known, _word), _Cleaner(secrets, known, _shape)
    asked = replace(
        request,
        path=plain.text(plain.path(request)),
        query=plain.text(plain.pairs(request.query)),
        headers=plain.headers(request.headers),
        body=plain.body(request),
    )
    if asked.body != request.body and _breaks(secrets, request, replace(request, body=asked.body), place="body"):
        asked = replace(asked, body=shaped.body(request))
    if asked.path != request.path and _breaks(secrets, request, replace(request, path=asked.path), place="path"):
        asked = replace(asked, path=shaped.text(shaped.path(request)))
    answered = replace(reply, headers=plain.headers(reply.headers), body=plain.body(reply))
    if operation is not None and answered.body != reply.body:
        before, after = (len(check_reply(operation, request.method, each)) for each in (reply, answered))
        if after > before:
            answered = replace(answered, body=shaped.body(reply))
    return asked, answered


def redact_sentences(secrets: Secrets, request: Request, reply: Reply, *, sentences: Iterable[str]) -> list[str]:
    """Take the secrets of an exchange out of what is said about it.

    Args:
        secrets: what may not be kept.
        request: the request.
        reply: its reply.
        sentences: what is said, such as what breaks the contract.

    Returns:
        The same without the secrets; of long ones, which sentences shorten, without their beginning too.
    """
    found: set[str] = set()

    def noted(text: str) -> str:
        found.update({text, text[:_SHORTENED]} if len(text) >= _LEAST else ())
        return REDACTED

    cleaner = _Cleaner(secrets, _credentials(secrets, request), noted)
    for message in (request, reply):
        cleaner.headers(message.headers)
        cleaner.body(message)
    cleaner.text(cleaner.pairs(request.query))
    cleaner.text(cleaner.path(request))
    found.update(unquote_plus(each) for each in tuple(found))
    told = list(sentences)
    for text in sorted(found, key=len, reverse=True):
        told = [each.replace(text, REDACTED) for each in told]
    return told


def _breaks(secrets: Secrets, before: Request, after: Request, *, place: str) -> bool:
    """Say whether a request without secrets breaks the contract at a place where it did not before."""
    counts = [
        sum(each.place == place for each in check_request(secrets.contract, one).violations) for one in (before, after)
    ]
    return counts[1] > counts[0]


def _word(text: str) -> str:
    return REDACTED if text else text


def _shape(text: str) -> str:
    """Keep what patterns look at: length, case, digits and signs."""
    return "".join(
        "0" if char.isdigit() else "X" if char.isupper() else "x" if char.isalpha() else char for char in text
    )


def _passwords(tree: Json) -> set[str]:
    """Give the names of properties and parameters whose format is ``password``."""
    found: set[str] = set()
    row: list[Any] = [tree]
    walked = 0
    while row and walked < _MOST_WALKED:
        value = row.pop()
        walked += 1
        if isinstance(value, Mapping):
            properties = value.get("properties")
            if isinstance(properties, Mapping):
                held = [name for name, each in properties.items() if isinstance(each, Mapping) and _hidden(each)]
                found.update(str(name).lower() for name in held)
            schema = value.get("schema")
            if isinstance(schema, Mapping) and _hidden(schema) and isinstance(value.get("name"), str):
                found.add(value["name"].lower())
            row.extend(value.values())
        elif isinstance(value, list):
            row.extend(value)
    return found


def _hidden(schema: Mapping[str, Any]) -> bool:
    return schema.get("format") == "password"


def _credentials(secrets: Secrets, request: Request) -> tuple[str, ...]:
    """Give the texts that a request showed as credentials, to be found again elsewhere."""
    found: set[str] = set()

    def noted(text: str) -> str:
        found.add(text)
        return text

    for name, value in request.headers:
        if name.lower() == "cookie":
            found.update(part.partition("=")[2].strip() for part in value.split(";"))
        elif name.lower() in secrets.headers:
            found.update((*value.split(), password_in(value)))
    for pair in request.query.split("&"):
        name, _, text = pair.partition("=")
        if secrets.is_secret(unquote_plus(name)):
            found.update({text, unquote_plus(text)})
    masked_path(secrets.contract, request.method, request.path, is_secret=secrets.is_secret, mask=noted)
    # Short words would be found in too much that is no secret.
    long = {each for each in found if len(each) >= _LEAST_ELSEWHERE}
    spelt = {spell(each) for each in long for spell in (quote_plus, _escaped, _quoted)}
    return tuple(sorted(long | spelt, key=len, reverse=True))


def _escaped(text: str) -> str:
    return quote(text, safe="")


def _quoted(text: str) -> str:
    return json.dumps(text)[1:-1]


@dataclass(frozen=True, slots=True)
class _Cleaner:
    """Takes secrets out of the parts of a message.

    Args:
        secrets: what they are.
        known: texts that were shown as credentials.
        mask: what is written in their place.
        levels: how often a text may be JSON within JSON.
    """

    secrets: Secrets
    known: tuple[str, ...]
    mask: _Mask
    levels: int = _LEVELS

    def path(self, request: Request) -> str:
        """Give a path without the values of secret variables."""
        is_secret = self.secrets.is_secret
        return masked_path(self.secrets.contract, request.method, request.path, is_secret=is_secret, mask=self.mask)

    def text(self, text: str) -> str:
        """Give a text without credentials and what looks like them."""
        for each in self.known:
            text = text.replace(each, self.mask(each))
        text = _IN_USER.sub(lambda found: found[1] + self.mask(found[2]), text)
        return _LOOKS.sub(lambda found: self.mask(found[0]), text)

    def headers(self, headers: Headers) -> Headers:
        """Give headers; of cookies that are set the names stay."""
        found = []
        for name, value in headers:
            low = name.lower()
            if low == "set-cookie":
                first, mark, rest = value.partition(";")
                shown = f"{first.partition('=')[0]}={REDACTED}{mark}{rest}"
            elif low in {"authorization", "proxy-authorization"}:
                scheme, mark, _ = value.partition(" ")
                shown = f"{scheme} {REDACTED}" if mark and scheme.isalpha() else REDACTED
            elif low in self.secrets.headers or is_secret_name(low.removeprefix("x-")):
                shown = REDACTED
            else:
                shown = self.text(self.named(value, _IN_URL))
            found.append((name, shown))
        return tuple(found)

    def pairs(self, text: str) -> str:
        """Give a query or a form."""
        found = []
        for pair in text.split("&"):
            name, mark, value = pair.partition("=")
            secret = self.secrets.is_secret(unquote_plus(name))
            found.append(f"{name}{mark}{self.mask(value) if secret else self.packed(value)}")
        return "&".join(found)

    def packed(self, value: str) -> str:
        """Give a value of a form, which may be JSON."""
        text = unquote_plus(value)
        shown = self.within(text)
        return value if shown is None or shown == text else quote_plus(shown)

    def within(self, text: str) -> str | None:
        """Give a text that is JSON, without its secrets; None when it is no JSON."""
        if text.lstrip()[:1] not in {"{", "[", '"'}:
            return None
        held = readable("application/json", text.encode("utf-8", "replace"))
        if "json" not in held:
            return None
        if not self.levels or depth(held["json"]) > _DEEPEST_WITHIN:
            return self.mask(text)
        value = replace(self, levels=self.levels - 1).value(held["json"])
        return text if value == held["json"] else unreadable({"json": value}).decode()

    def body(self, message: Request | Reply) -> bytes:
        """Give a body; bytes that are no text stay as they are."""
        media = (message.header("content-type") or "").partition(";")[0].strip().lower()
        held = readable(message.header("content-type"), message.body)
        if "json" in held:
            value = self.value(held["json"])
            return message.body if value == held["json"] else unreadable({"json": value})
        text = held.get("text")
        if not isinstance(text, str):
            return message.body
        if media == "application/x-www-form-urlencoded":
            text = self.pairs(text)
        for form in (*_IN_TEXT, _IN_LINE):
            text = self.named(text, form)
        return self.text(text).encode()

    def named(self, text: str, form: re.Pattern[str]) -> str:
        """Give a text without the values that stand behind the names of secrets."""

        def shown(found: re.Match[str]) -> str:
            name = unquote_plus(found[2]).rpartition(":")[2]
            return f"{found[1]}{found[2]}{found[3]}{self.mask(found[4])}" if self.secrets.is_secret(name) else found[0]

        return form.sub(shown, text)

    def value(self, value: Any) -> Json:
        """Give a JSON value, at most as deep as `readable` lets it be."""
        if isinstance(value, str):
            return self.told(value)
        if isinstance(value, list):
            return [self.value(each) for each in value]
        if isinstance(value, Mapping):
            label = value.get("name", value.get("key"))
            if isinstance(label, str) and "value" in value and self.secrets.is_secret(label):
                return {name: self.inner(each) if name == "value" else self.value(each) for name, each in value.items()}
            return {name: self.member(name, each) for name, each in value.items()}
        return value  # type: ignore[no-any-return]

    def told(self, text: str) -> str:
        """Give a text of a JSON value, which may be JSON itself, name secrets, or hold an address."""
        shown = self.within(text)
        if shown is None:
            shown = text
            for form in (*_IN_TEXT, _IN_URL):
                shown = self.named(shown, form)
        return self.text(shown)

    def member(self, name: str, value: Any) -> Json:
        """Give the value of a member."""
        if self.secrets.is_secret(name):
            if isinstance(value, str):
                return self.mask(value)
            if isinstance(value, int) and not isinstance(value, bool):
                if name[-1:] in {"s", "S"} and name[-2:].lower() != "ss":
                    return value  # how many there are
                return int("1" * len(str(abs(value))))
            return self.inner(value)
        return self.value(value)

    def inner(self, value: Any) -> Json:
        """Give what stands within a secret: none of its texts may be kept."""
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, list):
            return [self.inner(each) for each in value]
        if isinstance(value, Mapping):
            return {name: self.inner(each) for name, each in value.items()}
        return self.value(value)
