"""Proof that a part of a multipart form has a content type that is no longer taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.design.cause import ExchangeProof
from apiyard.design.witness.trial import ALLOWED, Trial
from apiyard.spec import media
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import CannotBuildError, Wish
from apiyard.spec.composing.write_body import MULTIPART, concrete
from apiyard.spec.judge import check_request
from apiyard.spec.operation import MediaType, Operation


def prove_part_refused(
    trial: Trial, media_type: str, member: str, *, wishes: Iterable[tuple[Wish, str, Json]]
) -> ExchangeProof | str:
    """Build a form whose part has a content type that the source names for it, and the target does not.

    What a part may be is the ``contentType`` of its encoding: types or ranges with commas (OpenAPI 3.1, section
    4.8.15.1).

    Args:
        trial: the contracts.
        media_type: the key of the content.
        member: the property that the part is.
        wishes: bodies to try, as requests to wish for.

    Returns:
        The proof; ``ALLOWED`` when the target names all types that the source names; else why there is none.

    Raises:
        InvalidInputError: a schema of the contract is itself wrong.
    """
    own, other = (_types(each, media_type, member) for each in (trial.allowed, trial.refused))
    if media.read(media_type).essence != MULTIPART or not own or not other:
        return "what a part without a content type of its own may be is not known"
    lost = [each for kind in own for each in _within(kind) if media.choose(other, each) is None]
    if not lost:
        return ALLOWED if set(own) <= set(other) or not any("*" in each for each in own) else "ranges are not compared"
    operation = _sent_as(trial.allowed, media_type, member, kind=lost[0])
    for wish, _, value in wishes:
        try:
            request = composer(trial.source).request(operation, wish)
        except CannotBuildError:
            continue
        written = f'name="{member}"\r\nContent-Type: {lost[0]}\r\n'.encode()
        if written in request.body and check_request(trial.source, request).outcome == "valid":
            text = f"body {member}: the part is {lost[0]}, and is none of {', '.join(other)}"
            return ExchangeProof(request, None, value, member, text)
    return "no form with such a part was found"


def _types(operation: Operation | None, media_type: str, member: str) -> Mapping[str, None]:
    """Give the content types and ranges that a part may have, in order; none when the contract names none."""
    body = operation.request_body if operation is not None else None
    entry = media.choose(body.content, media_type) if body is not None else None
    encoding = entry[1].encoding.get(member) if entry is not None else None
    named = encoding.get("contentType") if isinstance(encoding, Mapping) else None
    return dict.fromkeys(each.strip() for each in named.split(",") if each.strip()) if isinstance(named, str) else {}


def _within(kind: str) -> tuple[str, ...]:
    """Give content types that fall under a type or range."""
    name = media.read(kind)
    if "*" not in (name.type, name.subtype):
        return (kind,)
    made_up = f"{'application' if name.type == '*' else name.type}/x-made-up"
    try:
        return (concrete({kind: MediaType(None, {}, {}, "")}, kind), made_up)
    except CannotBuildError:
        return (made_up,)


def _sent_as(operation: Operation, media_type: str, member: str, *, kind: str) -> Operation:
    """Give the operation with one content type for a part."""
    body = operation.request_body
    if body is None or media_type not in body.content:
        return operation
    entry = body.content[media_type]
    encoding = {**entry.encoding, member: {**entry.encoding.get(member, {}), "contentType": kind}}
    content = {**body.content, media_type: replace(entry, encoding=encoding)}
    return replace(operation, request_body=replace(body, content=content))
