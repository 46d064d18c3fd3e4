"""A media type is new."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, by, content, contract, reply
from apiyard.design.surface.media_types import media_type_new
from apiyard.spec.operation import MediaType


def _find(pair: Pair[MediaType]) -> Iterator[Edit]:
    """Notice a media type that only the new contract names."""
    if pair.new is not None and pair.old is None and (wishes := media_type_new(pair)):
        message = f"the media type {pair.name} is new"
        yield Edit("media-type-added", message, pair.old_at, pair.new_at, None, pair.name, wishes)


CHECK = Check(
    id="media-type-added",
    area="media-type",
    what="A request may have, or a response may have, a body of another media type.",
    why="Nobody sends it yet; replies come in it only when they are asked for.",
    find=_find,
    oasdiff=("request-body-media-type-added", "response-media-type-added"),
    examples=(
        Example(
            "of a request",
            contract({"method": "post", "requestBody": {"required": True, **content()}}),
            contract(
                {"method": "post", "requestBody": {"required": True, **content("application/json", "application/xml")}}
            ),
            always(SAFE),
            NOTHING,
        ),
        Example(
            "of a response",
            contract(reply(**content())),
            contract(reply(**content("application/json", "application/xml"))),
            NOTHING,
            by(wire=SAFE, strict=BREAKING, source=SAFE),
        ),
    ),
)
