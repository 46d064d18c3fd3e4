"""Edits of what says nothing about single values: lives, references, discriminators, extensions, content."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Direction, Verdict
from apiyard.design.diffing.edit import MISSING, Contained, Edit, Known, Symbol, Turn, Wish, Words
from apiyard.design.diffing.notice_symbols import name_of
from apiyard.design.diffing.noticing import held, plain, shown, subject, went
from apiyard.design.diffing.pair import SchemaPair
from apiyard.design.promises.life import life_of
from apiyard.design.promises.removal import turned
from apiyard.spec import media
from apiyard.spec.contract import Contract

_BOTH: tuple[Direction, ...] = ("request", "response")
_CONTENT = ("contentMediaType", "contentEncoding", "contentSchema")
_LIFE = frozenset((
    "deprecated", "x-deprecation", "x-sunset", "x-sunset-date", "sunset", "x-stability-level", "x-stability",
))  # fmt: skip
_TOLD = frozenset(("x-extensible-enum",))
# Keywords of JSON Schema 2020-12 and of OpenAPI's base vocabulary; all others are extensions (JSON Schema 2020-12,
# Core, section 6.5).
_KNOWN = frozenset((
    "$ref", "$dynamicRef", "$dynamicAnchor", "$anchor", "$id", "$schema", "$vocabulary", "$comment", "$defs",
    "definitions", "additionalProperties", "allOf", "anyOf", "const", "contains", "contentEncoding",
    "contentMediaType", "contentSchema", "default", "dependentRequired", "dependentSchemas", "deprecated",
    "description", "discriminator", "else", "enum", "example", "examples", "exclusiveMaximum", "exclusiveMinimum",
    "externalDocs", "format", "if", "items", "maxContains", "maxItems", "maxLength", "maxProperties", "maximum",
    "minContains", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not", "oneOf", "pattern",
    "patternProperties", "prefixItems", "properties", "propertyNames", "readOnly", "required", "then", "title",
    "type", "unevaluatedItems", "unevaluatedProperties", "uniqueItems", "writeOnly", "xml",
))  # fmt: skip


def life_edits(pair: SchemaPair, check: str, what: str) -> Iterator[Edit]:
    """Give the edits of what schemas say about their own future.

    Args:
        pair: the schemas.
        check: the id of the check.
        what: the kind that the check is about: ``deprecated``, ``reactivated``, ``sunset`` or ``stability``.

    Yields:
        One edit at most, with a wish for each side.
    """
    if _LIFE.isdisjoint(pair.differs):
        return
    old, new = life_of(pair.old, pair.old_at), life_of(pair.new, pair.new_at)
    wishes: list[Wish] = []
    message = ""
    for direction in _BOTH:
        for each in turned(direction, old, new, today=pair.contracts.options.today):
            if each.what == what:
                wishes.append(each.wish)
                message = f"{subject(pair)} {each.message}"
    if wishes:
        yield Edit(check, message, pair.old_at, pair.new_at, None, None, tuple(wishes), message)


def extension_edits(pair: SchemaPair, check: str) -> Iterator[Edit]:
    """Give an edit for the extensions of a schema that differ, and for keywords that nothing knows."""
    found = sorted(word for word in pair.differs - _KNOWN - _LIFE - _TOLD)
    if found:
        old, new = held(pair, found[0])
        text = f"{' and '.join(found)} of {subject(pair)} {went(old, new) if len(found) == 1 else 'changed'}"
        yield Edit(check, text, pair.old_at, pair.new_at, plain(old), plain(new), (Words(),), " ".join(found))


def xml_edit(pair: SchemaPair, check: str) -> Iterator[Edit]:
    """Give the edit of how a schema is written in XML: it matters where it is written so, and only there."""
    if "xml" not in pair.differs:
        return
    old, new = held(pair, "xml")
    text = f"xml of {subject(pair)} {went(old, new)}"
    verdict, reason = Verdict.SAFE, "it says how XML is written, not what JSON carries"
    if any(_speaks_xml(each) for each in (pair.contracts.old, pair.contracts.new)):
        verdict, reason = Verdict.UNKNOWN, "it says how XML is written, and there are bodies in XML"
    wishes = tuple(Known(each, verdict, reason) for each in _BOTH)
    yield Edit(check, text, pair.old_at, pair.new_at, plain(old), plain(new), wishes, "xml")


def _speaks_xml(contract: Contract) -> bool:
    """Say whether any body of a contract is in XML."""
    said = [each.request_body.content for each in contract.operations if each.request_body is not None]
    said += [response.content for each in contract.operations for response in each.responses.values()]
    return any(media.read(name).is_xml for content in said for name in content)


def content_edit(pair: SchemaPair, check: str) -> Iterator[Edit]:
    """Give the edit of what a text holds: no validator asserts it, so it cannot be decided."""
    found = [word for word in _CONTENT if word in pair.differs]
    if not found:
        return
    old, new = held(pair, found[0])
    reason = f"{found[0]}: what a text holds is not asserted (JSON Schema 2020-12, Validation, section 8)"
    text = f"{' and '.join(found)} of {subject(pair)} {went(old, new) if len(found) == 1 else 'changed'}"
    wishes = tuple(Known(each, Verdict.UNKNOWN, reason) for each in _BOTH)
    yield Edit(check, text, pair.old_at, pair.new_at, plain(old), plain(new), wishes, " ".join(found))


def anchors_edit(pair: SchemaPair, check: str) -> Iterator[Edit]:
    """Give the edit of definitions with anchors that dynamic references from anywhere may mean."""
    found = [word for word in ("$defs", "definitions") if word in pair.differs]
    if found:
        old, new = held(pair, found[0])
        reason = "$dynamicRef: which references mean an anchor of the definitions hangs on the way to them"
        wishes = tuple(Known(each, Verdict.UNKNOWN, reason) for each in _BOTH)
        text = f"definitions with anchors in {subject(pair)} changed"
        yield Edit(check, text, pair.old_at, pair.new_at, plain(old), plain(new), wishes, found[0])


def reference_edit(pair: SchemaPair, check: str) -> Iterator[Edit]:
    """Give the edit of a reference that means another schema, or became one, or stopped to be one."""
    if "$ref" not in pair.differs:
        return
    old, new = held(pair, "$ref")
    text = f"the reference of {subject(pair)} {went(old, new)}"
    yield Edit(check, text, pair.old_at, pair.new_at, plain(old), plain(new), (Contained((Turn("$ref", old, new),)),))


def discriminator_edit(pair: SchemaPair, check: str) -> Iterator[Edit]:
    """Give the edit of how branches are told apart: it takes and refuses no value, and makes other classes."""
    if "discriminator" not in pair.differs:
        return
    old, new = held(pair, "discriminator")
    reason = "a discriminator is a hint and takes and refuses no value (OpenAPI 3.1, Discriminator Object)"
    wishes: list[Wish] = [Known(each, Verdict.SAFE, reason) for each in _BOTH]
    if not _only_more(old, new):
        wishes.extend(Symbol(each, f"{name_of(pair)} by {_told(old)}", shown(old), _told(new)) for each in _BOTH)
    text = f"discriminator of {subject(pair)} {went(old, new)}"
    yield Edit(check, text, pair.old_at, pair.new_at, plain(old), plain(new), tuple(wishes), "discriminator")


def _only_more(old: object, new: object) -> bool:
    if not isinstance(old, dict) or not isinstance(new, dict) or old.get("propertyName") != new.get("propertyName"):
        return False
    before, after = old.get("mapping"), new.get("mapping")
    return not isinstance(before, dict) or (isinstance(after, dict) and before.items() <= after.items())


def _told(value: object) -> str:
    return (
        str(value.get("propertyName", "no property"))
        if isinstance(value, dict)
        else "nothing"
        if value is MISSING
        else shown(value)
    )
