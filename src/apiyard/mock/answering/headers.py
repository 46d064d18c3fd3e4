"""The headers that a contract has for a response."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from apiyard.core.errors import ApiyardError
from apiyard.spec.coerce import parts
from apiyard.spec.composing.write_style import as_header
from apiyard.spec.exchange import Headers
from apiyard.spec.operation import Parameter
from apiyard.spec.sample import sample

# What clients read by a grammar of its own, which schemas of headers seldom give (RFC 9110, 8288 and 6265).
_USUAL: Mapping[str, tuple[str | int, ...]] = MappingProxyType(
    {
        "accept-ranges": ("none",),
        "age": ("0", 0),
        "cache-control": ("no-store",),
        "content-disposition": ('attachment; filename="file"',),
        "content-language": ("en",),
        "etag": ('"made-up"',),
        "expires": ("Thu, 01 Jan 2026 00:00:00 GMT",),
        "last-modified": ("Thu, 01 Jan 2026 00:00:00 GMT",),
        "link": ('<?page=1>; rel="first"',),
        "retry-after": ("1", 1),
        "set-cookie": ("name=value; Path=/",),
        "vary": ("accept",),
        "www-authenticate": ('Bearer realm="mock"',),
    }
)
_SAID = frozenset({"const", "default", "enum", "example", "examples"})
_FILLED = {"minLength": 1, "minItems": 1}
_FRAMING = frozenset({"connection", "content-type", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"})


def made_headers(headers: Mapping[str, Parameter], *, seed: int, length: int, varied: bool = False) -> Headers:
    """Give each header of a response with an example or a made value.

    Args:
        headers: the headers that the contract has, by name.
        seed: makes other values when it is another.
        length: how many bytes the body has, for ``Content-Length``.
        varied: whether values are made instead of giving examples.

    Returns:
        Names in lower case and values; without those that say how bytes are sent, which only who sends them knows,
        and without those that no value can be made for.
    """
    found: list[tuple[str, str]] = []
    for name, header in headers.items():
        low = name.lower()
        if low in _FRAMING:
            continue
        text = str(length) if low == "content-length" else _text(header, seed, varied=varied)
        # The body is sent as it is: a header that said it were compressed would make it unreadable.
        if text is not None and (low != "content-encoding" or text == "identity"):
            found.append((low, text))
    return tuple(found)


def _text(header: Parameter, seed: int, *, varied: bool) -> str | None:
    """Give the first example that conforms, or a made value."""
    schema = header.schema
    if header.content:
        schema = next(iter(header.content.values())).schema
    try:
        for value in () if varied and schema is not None else header.examples.values():
            if schema is None or schema.is_valid(value):
                return as_header(header, value)
        usual = _USUAL.get(header.name.lower(), ())
        if schema is None:
            return as_header(header, usual[0] if usual else "made-up")
        if usual and not any(isinstance(part.value, Mapping) and _SAID & set(part.value) for part in parts(schema)):
            for value in usual:
                if schema.is_valid(value):
                    return as_header(header, value)
        make = partial(sample, schema, direction="response", seed=seed, natural=True, varied=varied)
        made = make()
        # A line without a value is as good as none.
        return as_header(header, make(also=_FILLED) if made in ("", []) else made)
    except ApiyardError:
        return None
