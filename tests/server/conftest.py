"""A control plane's web application with a real store and no process."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from apiyard.server.app import create_app
from apiyard.server.metrics import Metrics
from apiyard.settings.program import make_program
from apiyard.settings.read import read_workspace
from apiyard.wiring.open_parts import open_parts
from tests.notes import Notes
from tests.platforms import empty_platform

HOST = "127.0.0.1:8123"
CSRF = "the-secret-of-the-forms-of-this-session"


@dataclass
class Web:
    """The application and ways to call it."""

    app: FastAPI
    tokens: dict[str, str]
    cookie: str

    def client(self, role: str = "", **headers: str) -> TestClient:
        """A client that shows a token of a role, or nothing."""
        shown = {"authorization": f"Bearer {self.tokens[role]}"} if role else {}
        return TestClient(
            self.app,
            base_url=f"http://{HOST}",
            headers={**shown, **{name.replace("_", "-"): value for name, value in headers.items()}},
            raise_server_exceptions=False,
            follow_redirects=False,
        )

    def browser(self, **headers: str) -> TestClient:
        """A client that is signed in as an administrator by its cookie."""
        made = self.client(**headers)
        made.cookies.set("apiyard_session", self.cookie)
        return made


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with empty_platform() as platform, pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
            patch.setenv(name, platform.env[name])
        platform.write(Notes())
        (platform.root / ".apiyard").mkdir()
        program = make_program(platform.root, read_workspace(platform.root).file.settings, environ={}, flags={})
        parts = open_parts(program)
        tokens, cookie = {}, secrets.token_urlsafe(32)
        soon = datetime.now(UTC) + timedelta(hours=1)
        for role in ("viewer", "admin"):
            tokens[role] = f"ayt_{secrets.token_urlsafe(32)}"
            parts.store.people.add_token(role, sha256=_sha256(tokens[role]), role=role, expires=soon)
        tokens["ended"] = f"ayt_{secrets.token_urlsafe(32)}"
        parts.store.people.add_token(
            "ended", sha256=_sha256(tokens["ended"]), role="admin", expires=soon - timedelta(hours=2)
        )
        parts.store.people.add_user("ada", role="admin", password_hash="$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA")
        parts.store.people.start_session("ada", sha256=_sha256(cookie), csrf=CSRF, expires=soon)
        yield Web(create_app(parts, Metrics(), hosts=(HOST, "localhost:8123")), tokens, cookie)
        parts.close()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
