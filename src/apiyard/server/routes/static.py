"""The static files of the portal; they tell nothing of the workspace, so the sign-in page has them too."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from apiyard.core.errors import NotFoundError
from apiyard.portal.assets import assets, assets_version

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get("/portal/static/{name:path}")
def static_file(request: Request, name: str) -> Response:
    """Give one file of the list; an address that names the version can be kept for ever."""
    asset = assets().get(name)
    if asset is None:
        raise NotFoundError("there is no such file", piece=name)
    kept = request.url.query == assets_version()
    headers = {
        "etag": f'"{asset.tag}"',
        "cache-control": "public, max-age=31536000, immutable" if kept else "no-cache",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return FileResponse(asset.path, media_type=asset.media_type, headers=headers)
