"""A media type is gone."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, content, contract, reply
from apiyard.design.surface.media_types import media_type_gone
from apiyard.spec.operation import MediaType


def _find(pair: Pair[MediaType]) -> Iterator[Edit]:
    """Notice a media type that only the old contract names."""
    if pair.old is not None and pair.new is None and (wishes := media_type_gone(pair)):
        message = f"the media type {pair.name} is gone"
        yield Edit("media-type-removed", message, pair.old_at, pair.new_at, pair.name, None, wishes)


CHECK = Check(
    id="media-type-removed",
    area="media-type",
    what="A request may not have, or a response no longer has, a body of a media type.",
    why="Bodies of it are refused; clients that accept nothing else get no answer.",
    find=_find,
    oasdiff=(
        "request-body-media-type-removed",
        "response-media-type-removed",
        "response-media-type-name-changed",
        "response-media-type-name-specialized",
        "response-media-type-name-generalized",
    ),
    examples=(
        Example(
            "of a request",
            contract(
                {"method": "post", "requestBody": {"required": True, **content("application/json", "application/xml")}}
            ),
            contract({"method": "post", "requestBody": {"required": True, **content()}}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "of a request, but a range takes it",
            contract({"method": "post", "requestBody": {"required": True, **content()}}),
            contract({"method": "post", "requestBody": {"required": True, **content("application/*")}}),
            always(SAFE),
            NOTHING,
        ),
        Example(
            "of a response",
            contract(reply(**content("application/json", "application/xml"))),
            contract(reply(**content())),
            NOTHING,
            always(BREAKING),
        ),
    ),
)
