"""Verify the files of an API before they are released."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import Field

from apiyard.core.errors import ApiyardError
from apiyard.server.identity import Admin, Doors
from apiyard.server.routes.release import ReleaseAsked, asked_bytes
from apiyard.wiring.verification import Effort
from apiyard.wiring.verify_api import verify_api

ROUTER = APIRouter(prefix="/api", tags=["release"])


class VerificationAsked(ReleaseAsked):
    """The bytes that are to be verified, and how much is asked of them."""

    kinds: list[str] = Field(default=["examples", "fuzz"], min_length=1, max_length=20)
    seed: int = 0
    max_examples: int = Field(default=60, ge=1, le=100_000)
    seconds: float = Field(default=60.0, gt=0, le=3600)
    settings: str = Field(default="", max_length=1_000_000, description="The text of a settings file.")
    baseline: str = Field(
        default="", max_length=1_000_000, description="The text of the file of known failures that the settings name."
    )
    forms: list[str] = Field(default=[], max_length=20, description="Further forms of the report.")


@ROUTER.post(
    "/verifications",
    operation_id="verify",
    summary="Start the files of an API and ask whether they keep the contract",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}},
)
def make_verification(parts: Doors, caller: Admin, asked: VerificationAsked) -> StreamingResponse:
    """Tell how it goes on in lines of JSON: `line` while it runs, then `result`, or `problem`.

    It goes on to its end when the caller leaves, and the ledger keeps what it found.
    """
    lines: queue.Queue[dict[str, Any]] = queue.Queue()
    effort = Effort(
        asked.seed,
        asked.max_examples,
        asked.seconds,
        asked.settings,
        asked.baseline,
        tuple(dict.fromkeys(asked.forms)),
        lambda text: lines.put({"line": text[:500]}),
    )
    wanted = asked_bytes(asked)

    def work() -> None:
        try:
            told = verify_api(parts, wanted, kinds=tuple(dict.fromkeys(asked.kinds)), effort=effort, by=caller.name)
            lines.put({"result": told})
        except ApiyardError as error:
            facts = {"where": error.where, "piece": error.piece, "hint": error.hint, "retryable": error.retryable}
            lines.put({"problem": {"status": error.status, "code": error.code, "detail": error.what, **facts}})
        except Exception:  # the caller must hear of an end in any case
            lines.put({"problem": {"status": 500, "code": "internal", "detail": "something went wrong inside"}})
            raise

    threading.Thread(target=work, name="verification", daemon=True).start()
    return StreamingResponse(_told(lines), media_type="application/x-ndjson", headers={"cache-control": "no-store"})


def _told(lines: queue.Queue[dict[str, Any]]) -> Iterator[str]:
    while True:
        line = lines.get()
        yield json.dumps(line) + "\n"
        if "line" not in line:
            return
