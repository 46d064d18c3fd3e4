"""All exchanges of a run as HTTP Archive 1.2, which browsers and proxies open."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qsl, urlsplit

from apiyard import __version__
from apiyard.core.json import Json
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.form import Form
from apiyard.verify.report import Report
from apiyard.verify.telling.recorded import Recorded
from apiyard.verify.telling.report_text import shown_headers


def _write(report: Report) -> str:
    log: dict[str, Json] = {
        "version": "1.2",
        "creator": {"name": "apiyard", "version": __version__},
        "pages": [],
        "entries": [_entry(report, each) for each in report.recorded],
    }
    if report.unrecorded:
        log["comment"] = f"{report.unrecorded} more exchanges had no room"
    return json.dumps({"log": log}, indent=1)


def _entry(report: Report, each: Recorded) -> dict[str, Json]:
    milliseconds = round(each.seconds * 1000, 3)
    told = "; ".join(f"{trouble.check}: {trouble.message}" for trouble in each.troubles)
    comment = f"{each.case.kind} {each.case.operation}, {each.case.origin}" + f": {told}" * bool(told)
    return {
        "startedDateTime": each.at.isoformat(timespec="milliseconds"),
        "time": milliseconds,
        "request": _request(report.base_url, each.case.request),
        "response": _response(each.reply),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "comment": comment,
    }


def _request(base_url: str, request: Request) -> dict[str, Json]:
    base = base_url.rstrip("/") if urlsplit(base_url).scheme in {"http", "https"} else "http://app.invalid"
    found: dict[str, Json] = {
        "method": request.method,
        "url": base + request.path + (f"?{request.query}" if request.query else ""),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(shown_headers(request.headers)),
        "queryString": _pairs(tuple(parse_qsl(request.query, keep_blank_values=True))),
        "headersSize": -1,
        "bodySize": len(request.body),
    }
    if request.body:
        post: dict[str, Json] = {"mimeType": request.header("content-type") or ""}
        text, encoding = _text(request.body)
        post["text"] = text
        if encoding:
            post["comment"] = encoding
        found["postData"] = post
    return found


def _response(reply: Reply | None) -> dict[str, Json]:
    """Give the reply; a missing one has the status 0, as browsers write it."""
    body = reply.body if reply is not None else b""
    text, encoding = _text(body)
    content: dict[str, Json] = {
        "size": len(body),
        "mimeType": (reply.header("content-type") if reply is not None else None) or "",
        "text": text,
    }
    if encoding:
        content["encoding"] = encoding
    return {
        "status": reply.status if reply is not None else 0,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(shown_headers(reply.headers)) if reply is not None else [],
        "content": content,
        "redirectURL": (reply.header("location") if reply is not None else None) or "",
        "headersSize": -1,
        "bodySize": len(body),
    }


def _pairs(pairs: Headers) -> list[Json]:
    return [{"name": name, "value": value} for name, value in pairs]


def _text(body: bytes) -> tuple[str, str]:
    try:
        return body.decode(), ""
    except UnicodeDecodeError:
        return base64.b64encode(body).decode(), "base64"


FORM = Form("har", "Browsers and proxies show every exchange (HTTP Archive 1.2).", ".har", _write, exchanges=True)
