"""Tell errors to clients as problem details (RFC 9457), apart from what the log keeps."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from apiyard.core.errors import ApiyardError

_LOG = logging.getLogger("apiyard.server")
_MEDIA_TYPE = "application/problem+json"


def problem(status: int, code: str, detail: str, *, extra: dict[str, object] | None = None) -> JSONResponse:
    """Make a problem response.

    Args:
        status: HTTP status.
        code: stable code; becomes the last part of ``type``.
        detail: what is wrong, safe to show.
        extra: further members.

    Returns:
        The response.
    """
    body: dict[str, object] = {
        "type": f"urn:apiyard:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return JSONResponse({**body, **(extra or {})}, status_code=status, media_type=_MEDIA_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    """Let an application tell all its errors as problem details.

    Args:
        app: the application.
    """

    @app.exception_handler(ApiyardError)
    def _known(_: Request, error: ApiyardError) -> JSONResponse:
        told = {"where": error.where, "piece": error.piece, "hint": error.hint, "retryable": error.retryable}
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            _LOG.error("%s", error)
        return problem(
            error.status, error.code, error.what, extra={k: v for k, v in told.items() if v not in {"", None}}
        )

    @app.exception_handler(RequestValidationError)
    def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0] if error.errors() else {"loc": (), "msg": "invalid"}
        where = ".".join(str(part) for part in first["loc"])
        return problem(400, "invalid-input", f"{first['msg']} (at {where})")

    @app.exception_handler(HTTPException)
    def _http(_: Request, error: HTTPException) -> JSONResponse:
        made = problem(error.status_code, "http-error", str(error.detail))
        made.headers.update(error.headers or {})
        return made

    @app.exception_handler(Exception)
    def _unknown(request: Request, error: Exception) -> JSONResponse:
        _LOG.exception("unexpected error at %s %s", request.method, request.url.path, exc_info=error)
        return problem(500, "internal", "something went wrong inside; the log of the control plane says more")
