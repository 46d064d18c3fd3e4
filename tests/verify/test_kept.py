"""Cases that are kept: what a comparison proved is found again in a service that breaks the old promise."""

from __future__ import annotations

import json

from apiyard.cli.app import run
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served
from apiyard.spec.load import load_contract

CONTRACT = """\
openapi: 3.1.0
info: {title: Orders, version: VERSION}
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: MAXIMUM}}
      responses:
        '200':
          description: fine
          content:
            application/json:
              schema: {type: object, properties: {state: {enum: [STATES]}}, required: [state]}
        '400': {description: no}
"""


def contract(folder, name, maximum, states):
    path = folder / name
    path.write_text(CONTRACT.replace("MAXIMUM", str(maximum)).replace("STATES", states).replace("VERSION", "1.0.0"))
    return str(path)


def test_a_service_that_breaks_the_old_promise_is_found(tmp_path, capsys):
    old = contract(tmp_path, "old.yaml", 100, "open")
    new = contract(tmp_path, "new.yaml", 10, "refunded")
    cases = str(tmp_path / "witnesses.json")
    assert run(["diff", old, new, "-f", "witnesses", "-o", cases]) == 1
    assert {each["side"] for each in json.loads((tmp_path / "witnesses.json").read_text())} == {"request", "response"}
    words = ["verify", old, "--kinds", "kept", "--cases", cases, "--format", "json"]
    with Served(mock_app(load_contract(new))) as served:
        assert run([*words, "--against", served.url]) == 1
    told = capsys.readouterr().out
    assert "refused-good-request" in told
    assert "wrong-body" in told
    with Served(mock_app(load_contract(old))) as served:
        assert run([*words, "--against", served.url]) == 0


def test_what_is_no_case_is_told(tmp_path, capsys):
    old = contract(tmp_path, "old.yaml", 100, "open")
    words = ["verify", old, "--against", "http://127.0.0.1:9", "--cases", str(tmp_path / "cases.json")]
    assert run(words) == 2
    (tmp_path / "cases.json").write_text('[{"form": "other"}]')
    assert run(words) == 2
    assert "cases.json:1:2" in capsys.readouterr().err
