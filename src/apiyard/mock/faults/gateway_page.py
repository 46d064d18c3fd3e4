"""The error page of a gateway, in HTML, where an API was expected."""

from __future__ import annotations

from apiyard.mock.fault import Fault, Struck
from apiyard.mock.step import Answer, Wrong
from apiyard.spec.exchange import Reply

_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"


async def _logic(struck: Struck) -> Answer:
    return Wrong(Reply(502, (("content-type", "text/html"),), _PAGE), "gateway-page")


FAULT = Fault(
    id="gateway-page",
    why="A gateway's error page in HTML instead of an answer: does the client look at the media type?",
    logic=_logic,
    good=("gateway-page",),
    bad=("gateway-page=502",),
)
