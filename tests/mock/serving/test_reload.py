"""A contract's change takes effect at once, and a broken one not at all."""

from __future__ import annotations

import asyncio
import json
import time

from apiyard.mock.app import Mock
from apiyard.mock.serving.reload import Reload, Watched
from apiyard.mock.serving.site import Site, mount_of
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import load_contract


def written(path, example, schema=None):
    content = {"text/plain": {"schema": schema or {"type": "string"}, "example": example}}
    operation = {"responses": {"200": {"description": "d", "content": content}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/": {"get": operation}}}
    path.write_text(json.dumps(document), "utf-8")


class Running:
    """A site whose contract stands in a file."""

    def __init__(self, path):
        self.site = Site([mount_of(Mock(load_contract(path)))])
        self.told: list[tuple[str, str | None]] = []
        watched = Watched("t", lambda: load_contract(path), lambda contract: mount_of(Mock(contract)))
        self.reload = Reload(
            self.site,
            [watched],
            tell=lambda name, error: self.told.append((name, error.code if error else None)),
            seconds=0.01,
        )

    def play(self, *steps):
        """Take each step, and wait until so many lines were told."""

        async def run():
            task = asyncio.ensure_future(self.reload.run())
            try:
                for lines, step in enumerate(steps, 1):
                    step()
                    until = time.monotonic() + 20
                    while len(self.told) < lines:
                        assert time.monotonic() < until, self.told
                        await asyncio.sleep(0.01)
            finally:
                task.cancel()

        asyncio.run(run())

    def body(self):
        reply = self.site.handle(Request("GET", "/"))
        assert isinstance(reply, Reply)
        return reply.body


def test_a_change_takes_effect_and_a_broken_one_does_not(tmp_path):
    path = tmp_path / "c.json"
    written(path, "one")
    running = Running(path)
    assert running.body() == b"one"
    running.play(
        lambda: written(path, "two"),
        lambda: path.write_text("{", "utf-8"),
        lambda: written(path, "three"),
    )
    assert running.told == [("t", None), ("t", "invalid-json"), ("t", None)]
    assert running.body() == b"three"


def test_the_former_one_answers_while_the_file_is_broken_or_gone(tmp_path):
    path = tmp_path / "c.json"
    written(path, "one")
    running = Running(path)
    running.play(lambda: path.write_text("openapi: 3", "utf-8"), path.unlink)
    assert running.body() == b"one"


def test_files_that_it_refers_to_count_also_new_ones(tmp_path):
    path, other = tmp_path / "c.json", tmp_path / "other.json"
    written(path, "one")
    running = Running(path)

    def refer():
        written(path, "two", {"$ref": "other.json"})

    def mend():
        other.write_text('{"type": "string", "minLength": 1}', "utf-8")

    def narrow():
        other.write_text('{"type": "string", "const": "narrow"}', "utf-8")

    other.write_text("{", "utf-8")
    running.play(refer, mend, narrow)
    assert [code for _, code in running.told][1:] == [None, None]
    assert running.body() == b"narrow"
