"""Plan and apply what a workspace's files ask for."""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Body

from apiyard.core.digest import Digest
from apiyard.core.errors import InvalidInputError
from apiyard.server.identity import Admin, Doors, Viewer
from apiyard.wiring.apply import apply
from apiyard.wiring.desired import KINDS, Desired
from apiyard.wiring.plan import drift, plan
from apiyard.wiring.state import read_state

_LOG = logging.getLogger("apiyard.server")
ROUTER = APIRouter(prefix="/api", tags=["files"])
Asked = Annotated[dict[str, Any], Body(description="Intents by `kind/id`, and the contracts' bundles in base64.")]


def read_desired(body: dict[str, Any]) -> Desired:
    """Read what a client asks for.

    Args:
        body: ``{"intents": {"kind/id": {...}}, "blobs": {"sha256:...": "base64"}}``.

    Returns:
        What should be.

    Raises:
        InvalidInputError: another form, or a kind that files do not own.
    """
    try:
        intents = {}
        for name, value in body["intents"].items():
            kind, _, id_ = name.partition("/")
            if kind not in KINDS or not id_ or not isinstance(value, dict):
                raise InvalidInputError("files do not own this intent", piece=name)
            intents[kind, id_] = value
        blobs = {Digest(key): base64.b64decode(text, validate=True) for key, text in body.get("blobs", {}).items()}
    except (KeyError, AttributeError, TypeError, binascii.Error) as error:
        raise InvalidInputError("not the form of a plan", piece=str(error)) from error
    return Desired(intents, blobs)


@contextmanager
def _formed() -> Iterator[None]:
    """Files write their intents whole; a body that lacks a part was written by somebody else."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        _LOG.warning("intents of another form", exc_info=error)
        raise InvalidInputError(
            "an intent has another form than files give it", piece=repr(error), hint="send what `apiyard apply` sends"
        ) from error


@ROUTER.post("/plan", operation_id="plan", summary="What would apply change?")
def make_plan(parts: Doors, _: Viewer, body: Asked) -> dict[str, Any]:
    """Compare what the files ask for with what is in force and what runs."""
    state = read_state(parts.store.intents)
    with _formed():
        items = plan(state, read_desired(body)) + drift(state, parts.node.status())
    return {"changes": [item.to_json() for item in items]}


@ROUTER.post("/apply", operation_id="apply", summary="Make what the files ask for effective")
def make_apply(parts: Doors, caller: Admin, body: Asked) -> dict[str, Any]:
    """Apply all or nothing; the former configuration stays in force when something is refused."""
    with _formed():
        return apply(parts, read_desired(body), by=caller.name).to_json()
