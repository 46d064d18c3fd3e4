"""Release and approve versions."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from apiyard.core.digest import Digest
from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.names import parse_ref
from apiyard.server.identity import Admin, Approver, Doors, Viewer
from apiyard.wiring.release import Asked, approve, release

ROUTER = APIRouter(prefix="/api", tags=["release"])


class ReleaseAsked(BaseModel):
    """The bytes that are to be released."""

    model_config = ConfigDict(extra="forbid")
    api: str
    contract: str = Field(description="The bundle of the contract, base64.")
    artefact: str | None = Field(default=None, description="The archive of the service's files, base64.")
    commit: str = Field(default="", max_length=64)
    dirty: bool = False


class ApprovalAsked(BaseModel):
    """Which candidate, and whether the answer is no."""

    model_config = ConfigDict(extra="forbid")
    release: str = Field(description="API@VERSION")
    refuse: bool = False


def _bytes(text: str, where: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise InvalidInputError("not base64", where=where) from error


def asked_bytes(asked: ReleaseAsked) -> Asked:
    """Give the bytes that a caller sent.

    Args:
        asked: the body of the call.

    Returns:
        The same, decoded.

    Raises:
        InvalidInputError: they are not base64.
    """
    artefact = None if asked.artefact is None else _bytes(asked.artefact, "artefact")
    return Asked(asked.api, _bytes(asked.contract, "contract"), artefact, asked.commit, asked.dirty)


@ROUTER.post("/releases", operation_id="release", summary="Release a version when every gate says yes")
def make_release(parts: Doors, caller: Admin, asked: ReleaseAsked) -> dict[str, Any]:
    """Gather the evidence that is missing and ask the gates; `released` says what became of it."""
    return release(parts, asked_bytes(asked), by=caller.name).to_json()


@ROUTER.get("/releases", operation_id="listReleases", summary="What was released")
def list_releases(parts: Doors, _: Viewer, api: str = "") -> dict[str, Any]:
    """List releases with their digests."""
    found = [each.body for each in parts.store.intents.list("release", f"{api}@" if api else "")]
    return {"releases": found}


@ROUTER.post("/approvals", operation_id="approve", summary="Approve or refuse a candidate")
def make_approval(parts: Doors, caller: Approver, asked: ApprovalAsked) -> dict[str, Any]:
    """Say yes or no to exactly the bundle that was asked for last."""
    name, version = parse_ref(asked.release)
    digest = approve(parts, f"{name}@{version}", role=caller.role, by=caller.name, refuse=asked.refuse)
    found = parts.store.intents.get("candidate", f"{name}@{version}")
    own = found is not None and found.body["author"] == caller.name
    return {"release": asked.release, "bundle": digest, "approved": not asked.refuse, "by": caller.name, "own": own}


@ROUTER.get("/releases/{api}/{version}/contract", operation_id="getReleasedContract", summary="A released contract")
def get_contract(parts: Doors, _: Viewer, *, api: str, version: str) -> Response:
    """Give the bundle of a released contract, exactly the bytes that its digest names."""
    found = parts.store.intents.get("release", f"{api}@{version}")
    if found is None:
        raise unknown("release", f"{api}@{version}", [each.id for each in parts.store.intents.list("release")])
    data = parts.store.blobs.get(Digest(str(found.body["contract"])))
    return Response(data, media_type="application/json")
