"""Calls that a person tries on a reference page, through the gateway."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import Response

from apiyard.core.errors import NotFoundError
from apiyard.core.names import parse_ref
from apiyard.server.identity import parts_of
from apiyard.server.problems import problem
from apiyard.server.relay import METHODS, Way, relay
from apiyard.server.room import room_of
from apiyard.server.session import with_secret
from apiyard.wiring.parts import Parts

ROUTER = APIRouter(include_in_schema=False)
_LOCAL = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing is bound here


def _way(parts: Parts, environment: str, ref: str) -> Way:
    """Names lead to the gateway; only what is deployed can be tried."""
    api, version = parse_ref(ref)
    deployment = parts.store.intents.get("deployment", f"{api}@{version}/{environment}")
    product, place = parts.store.intents.get("product", api), parts.store.intents.get("environment", environment)
    if deployment is None or product is None or place is None:
        raise NotFoundError(f"{api}@{version} is not deployed in {environment}")
    listener, gateway = place.body["gateway"], product.body["gateway"]
    host = str(listener["host"])  # type: ignore[index, call-overload]
    return Way(
        host=_LOCAL.get(host, host),
        port=int(listener["port"]),  # type: ignore[index, call-overload, arg-type]
        base_path=str(gateway["base_path"]),  # type: ignore[index, call-overload]
        version=version,
        prefix=f"/portal/try/{environment}/{ref}",
    )


@ROUTER.api_route("/portal/try/{environment}/{ref}", methods=list(METHODS))
@ROUTER.api_route("/portal/try/{environment}/{ref}/{rest:path}", methods=list(METHODS))
async def try_it(request: Request, environment: str, ref: str) -> Response:
    """Pass a call on; the caller's key is their own, and the portal's session stays here."""
    await asyncio.to_thread(with_secret, request)
    way = await asyncio.to_thread(_way, parts_of(request), environment, ref)
    tries = room_of(request).tries
    if tries.locked():
        return problem(429, "too-many-tries", "too many calls are being tried at this moment; try again")
    async with tries:
        return await relay(request, way)
