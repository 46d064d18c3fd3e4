"""Ctrl-C ends ``apiyard verify`` with what it found until then."""

from __future__ import annotations

import json
import signal

import pytest

from apiyard.cli.app import run
from apiyard.cli.verifying.interrupt import interruptible

DOCUMENT = """\
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
paths:
  /things:
    get:
      operationId: listThings
      parameters: [{name: n, in: query, schema: {type: integer, minimum: 1}}]
      responses: {'200': {description: fine, content: {application/json: {schema: {type: array}}}}}
"""
SERVICE = """\
import os, signal
asked = []

def app(environ, start_response):
    asked.append(environ["PATH_INFO"])
    if len(asked) == 3:
        os.kill(os.getpid(), signal.SIGINT)
    start_response("200 X", [("content-type", "application/json")])
    return [b"{}"]
"""


@pytest.fixture(autouse=True)
def _as_at_a_terminal():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_what_was_found_is_told(tmp_path, monkeypatch, capsys):
    (tmp_path / "things.yaml").write_text(DOCUMENT)
    (tmp_path / "verify_interrupted_service.py").write_text(SERVICE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    words = ("--against", "verify_interrupted_service:app", "--kinds", "edges,stateful", "--format", "json", "-q")
    code = run(["verify", "things.yaml", *words])
    told = capsys.readouterr()
    report = json.loads(told.out)
    assert code == 130
    assert "ending" in told.err
    assert 3 <= report["cases"] <= 4
    assert [each["check"] for each in report["failures"]][:1] == ["wrong-body"]
    assert report["kinds"][1]["skipped"] == {"listThings": "the run was stopped before"}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_comparison_tells_what_was_found(tmp_path, monkeypatch, capsys):
    (tmp_path / "things.yaml").write_text(DOCUMENT)
    (tmp_path / "compare_interrupted_service.py").write_text(SERVICE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    words = ("--compare", "compare_interrupted_service:app", "--with", "mock", "--kinds", "edges", "--format", "json")
    code = run(["verify", "things.yaml", *words, "-q"])
    told = capsys.readouterr()
    report = json.loads(told.out)
    assert code == 130
    assert "ending" in told.err
    assert [each["kind"] for each in report["kinds"]] == ["edges", "compare"]
    assert 3 <= report["kinds"][1]["cases"] <= 4
    assert "differs-schema" in [each["check"] for each in report["failures"]]


def test_the_second_time_it_ends_at_once():
    with interruptible() as stopped:
        signal.raise_signal(signal.SIGINT)
        assert stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
