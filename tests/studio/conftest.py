"""A studio that really runs, in a thread, with a clock that tests move."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from apiyard.core.clock import ManualClock
from apiyard.studio.serve import Opened, Settings, serve
from tests.parts import ROOT, absent

CONTRACT = """\
openapi: 3.1.0
info:
  title: Parcels # kept
  version: 1.0.0
  description: Where parcels are.
  contact: {name: Parcels, url: https://example.com, email: parcels@example.com}
servers:
  - url: https://api.example.com
tags:
  - name: parcels
    description: What is on its way.
paths:
  /parcels:
    get:
      operationId: listParcels
      summary: List parcels
      description: All parcels on their way.
      tags: [parcels]
      parameters:
        - name: limit
          in: query
          description: How many.
          schema: {type: integer, maximum: 10}
      responses:
        "200":
          description: The parcels.
          content:
            application/json:
              schema:
                type: array
                items: {$ref: "#/components/schemas/Parcel"}
              example: [{id: p1}]
components:
  schemas:
    Parcel:
      type: object
      description: One parcel.
      required: [id]
      properties:
        id: {type: string, description: Its name., examples: [p1]}
"""


_NUMBERS = itertools.count()


@dataclass
class Running:
    """A studio that runs."""

    opened: Opened
    folder: Path
    clock: ManualClock
    thread: threading.Thread

    @property
    def url(self) -> str:
        """The origin of the editor."""
        parts = urlsplit(self.opened.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def contract(self) -> Path:
        """The contract's file."""
        return self.folder / "openapi.yaml"

    def client(self, *, inside: bool = True) -> httpx.Client:
        """Give a client of the editor, as its page would ask."""
        # Nothing here is TLS; not loading certificates saves most of a client's time.
        client = httpx.Client(base_url=self.url, headers={"origin": self.url}, timeout=30, verify=False)
        if inside:
            client.get(self.opened.url).raise_for_status()
        return client

    def look(self, client: httpx.Client, text: str, **others: str) -> Any:
        """Let a text be judged, with texts of other files by name."""
        wish = {"page": "one", "number": next(_NUMBERS), "texts": {"openapi.yaml": text, **others}}
        return client.post("/api/look", json=wish).json()


def start(folder: Path, **settings: Any) -> Running:
    """Start a studio for the contract in a folder."""
    clock = ManualClock(datetime(2030, 1, 31, 9, 30, tzinfo=UTC))
    told: list[Opened | BaseException] = []
    ready = threading.Event()

    def tell(opened: Opened | BaseException) -> None:
        told.append(opened)
        ready.set()

    def run() -> None:
        try:
            asyncio.run(serve(Settings(folder / "openapi.yaml", folder / ".apiyard", **settings), clock, tell))
        except BaseException as error:  # noqa: BLE001 - the test that waits must see it
            tell(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(30)
    if isinstance(told[0], BaseException):
        raise told[0]
    return Running(told[0], folder, clock, thread)


@pytest.fixture(scope="module")
def studio_of() -> Iterator[Callable[..., Running]]:
    """Give a maker of studios; all of them end with the module."""
    if not (ROOT / "src/apiyard/studio/static/vendor/ace/ace.js").exists():
        absent("front-end files", "build the package once")
    made: list[Running] = []

    def make(folder: Path, text: str | None = CONTRACT, **settings: Any) -> Running:
        folder.mkdir(parents=True, exist_ok=True)
        if text is not None:
            (folder / "openapi.yaml").write_text(text)
        made.append(start(folder, **settings))
        return made[-1]

    yield make
    for each in made:
        each.opened.stop()
    for each in made:
        each.thread.join(30)
        assert not each.thread.is_alive(), "the studio did not end"


@pytest.fixture(scope="module")
def studio(studio_of: Callable[..., Running], tmp_path_factory: pytest.TempPathFactory) -> Running:
    """Give a studio that all tests of a module use."""
    return studio_of(tmp_path_factory.mktemp("studio"))


_COOKIES: dict[str, dict[str, str]] = {}


@pytest.fixture
def client(studio: Running) -> Iterator[httpx.Client]:
    """Give a client that has come in; the printed link lets only one browser in, so its cookie is kept."""
    made = studio.client(inside=studio.url not in _COOKIES)
    with contextlib.closing(made) as client:
        _COOKIES.setdefault(studio.url, dict(client.cookies))
        client.cookies.update(_COOKIES[studio.url])
        yield client
