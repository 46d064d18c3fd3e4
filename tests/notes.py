"""A small workspace for tests of the platform: one API whose service starts fast and fails when it is told to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SERVICE = """
import itertools, json, os, signal, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSION, EVERY, WRONG, NEVER = @@@
calls = itertools.count(1)
if NEVER:
    print("the cellar is locked: no key for the wine", flush=True)
    sys.exit(7)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self):
        path = self.path.partition("?")[0]
        status, value = 200, {"id": 7, "text": "milk"}
        if path == "/healthz":
            value = {"status": "ok"}
        elif path == "/notes":
            value = [value]
        elif path == "/secret":
            value = {"id": len(os.environ.get("NOTES_SECRET", "")), "text": "length"}
        elif path == "/echo":
            value = {name.lower(): text for name, text in self.headers.items()}
        elif not path.startswith("/notes/"):
            status, value = 404, {"title": "Not Found", "status": 404}
        elif not path.removeprefix("/notes/").isdecimal():
            status, value = 400, {"title": "Bad Request", "status": 400}
        elif WRONG:
            value = {"id": "seven", "text": "milk"}
        elif EVERY and self.headers.get("x-consumer") and next(calls) % EVERY == 0:
            status, value = 500, {"title": "Internal Server Error", "status": 500}
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json" if status < 400 else "application/problem+json")
        self.send_header("content-length", str(len(data)))
        self.send_header("x-version", VERSION)
        if status == 500:
            self.send_header("x-own-fault", "yes")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        return


class Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


server = Server(("127.0.0.1", int(sys.argv[1])), Handler)
stop = threading.Event()
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, lambda *_: stop.set())
threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
print("listening", flush=True)
stop.wait()
server.shutdown()
"""


def _problem(words: str) -> dict[str, Any]:
    media = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": words, "content": {"application/problem+json": media}}


def _found(schema: dict[str, Any], example: Any) -> dict[str, Any]:
    media = {"schema": schema, "examples": {"one": {"summary": "One", "value": example}}}
    return {"description": "What was found.", "content": {"application/json": media}}


def _operation(id_: str, words: str, answer: dict[str, Any], parameters: list[Any] | None = None) -> dict[str, Any]:
    return {
        "operationId": id_,
        "summary": words,
        "description": f"{words}, as they are now.",
        "tags": ["notes"],
        **({"parameters": parameters} if parameters else {}),
        "responses": {"200": answer, "default": _problem("What went wrong.")},
    }


def contract(version: str, *, title: str = "Notes", more: bool = False, less: bool = False) -> dict[str, Any]:
    """Give the contract of a version.

    Args:
        version: its version.
        title: its title.
        more: whether it has an operation more.
        less: whether it has an operation less, which breaks callers.
    """
    note = {"id": 7, "text": "milk"}
    ref = {"$ref": "#/components/schemas/Note"}
    number = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "Which one.",
        "schema": {"type": "integer", "minimum": 0, "maximum": 1_000_000},
        "examples": {"one": {"summary": "One", "value": 7}},
    }
    paths: dict[str, Any] = {
        "/notes/{id}": {"get": _operation("getNote", "Give one note", _found(ref, note), [number])},
        "/notes": {"get": _operation("listNotes", "List notes", _found({"type": "array", "items": ref}, [note]))},
        "/echo": {"get": _operation("echo", "Tell the headers", _found({"type": "object"}, {}))},
    }
    if less:
        del paths["/notes"]
    if more:
        paths["/secret"] = {"get": _operation("getSecret", "Tell how long a secret is", _found(ref, note))}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": version,
            "description": "Notes of a test.",
            "contact": {"name": "tests"},
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "http://127.0.0.1"}],
        "tags": [{"name": "notes", "description": "Notes."}],
        "paths": paths,
        "components": {
            "schemas": {
                "Note": {
                    "type": "object",
                    "description": "A note.",
                    "required": ["id", "text"],
                    "properties": {
                        "id": {"type": "integer", "description": "Its number."},
                        "text": {"type": "string", "description": "What it says."},
                    },
                },
                "Problem": {
                    "type": "object",
                    "description": "What went wrong (RFC 9457).",
                    "required": ["title", "status"],
                    "properties": {
                        "title": {"type": "string", "description": "In short."},
                        "status": {"type": "integer", "description": "The status."},
                    },
                },
            }
        },
    }


@dataclass(frozen=True)
class Notes:
    """One version of the API's files.

    Args:
        version: the contract's version.
        every: each n-th call of getNote by a consumer fails; 0 for none.
        wrong: whether answers break the contract.
        never: whether the service ends at once.
        more: whether there is an operation more.
        less: whether there is an operation less.
        api: the API's name.
        base_path: its base path.
        product: more of api.yaml.
    """

    version: str = "1.0.0"
    every: int = 0
    wrong: bool = False
    never: bool = False
    more: bool = False
    less: bool = False
    api: str = "notes"
    base_path: str = "/notes-api"
    product: dict[str, Any] = field(default_factory=dict)

    def write(self, root: Path) -> None:
        """Write the files of this version over those of another."""
        folder = root / "apis" / self.api
        (folder / "service").mkdir(parents=True, exist_ok=True)
        told = repr((self.version, self.every, self.wrong, self.never))
        (folder / "service" / "service.py").write_text(SERVICE.replace("@@@", told))
        document = contract(self.version, title=self.api.title(), more=self.more, less=self.less)
        (folder / "openapi.yaml").write_text(json.dumps(document, indent=1))
        (folder / "api.yaml").write_text(json.dumps(self.body(), indent=1))

    def body(self) -> dict[str, Any]:
        """Give the content of api.yaml."""
        options = {"command": ["{python}", "service.py", "{port}"], "health-path": "/healthz", "start-seconds": 8}
        standard = {
            "owner": "team-test",
            "description": "Notes of a test.",
            "service": {"target": "process", "artefact": "service", "options": options},
            "gateway": {"base-path": self.base_path, "policies": {"timeout": {"seconds": 5}}},
            "rollout": {"strategy": "canary", "options": {"steps": [50], "min-seconds": 0.5, "min-requests": 20}},
            "gates": {"verified": False, "approved": False},
        }
        return {**standard, **self.product}


def workspace(**changes: Any) -> dict[str, Any]:
    """Give the content of apiyard.yaml.

    Args:
        changes: what is otherwise than usual.
    """
    standard: dict[str, Any] = {
        "name": "notes",
        "environments": {"staging": {"strategy": "at-once"}, "production": {}},
        "plans": {
            "small": {"requests": 5, "per-seconds": 3600},
            "gold": {"requests": 1_000_000, "per-seconds": 60},
        },
        "consumers": {
            "alice": {"plan": "gold", "applications": ["web", "mobile"]},
            "bob": {"plan": "small"},
            "carol": {"plan": "small"},
        },
        "settings": {"envoy-workers": 2},
    }
    return {**standard, **changes}
