"""The contract of the control plane's own HTTP API."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from apiyard.server.document import document
from apiyard.server.identity import Viewer

ROUTER = APIRouter(prefix="/api", tags=["status"])


@ROUTER.get("/openapi.json", operation_id="getContract", summary="The contract of this API")
def get_contract(request: Request, _: Viewer) -> JSONResponse:
    """Give the OpenAPI 3.1 document of everything below `/api`."""
    return JSONResponse(document(request.app))
