"""``apiyard mock --check`` lists what a mock cannot answer; a running mock finds it out behind its callers."""

from __future__ import annotations

import json
import time
from typing import Any

from apiyard.cli.app import run
from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.perform import kit_of, site_of
from apiyard.mock.check_api import Checks
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import load_contract
from tests.apps.pets import CONTRACT

IMPOSSIBLE = """
openapi: 3.1.0
info: {title: Odd, version: 1.0.0}
paths:
  /odd:
    get:
      operationId: odd
      responses:
        "200":
          description: d
          content: {application/json: {schema: {allOf: [{type: integer}, {type: string}]}}}
"""


def test_a_whole_contract_ends_well(capsys):
    assert run(["mock", "--check", str(CONTRACT)]) == 0
    assert "conforms" in capsys.readouterr().out


def test_what_has_no_answer_is_listed_with_reason_and_place(tmp_path, capsys):
    path = tmp_path / "odd.yaml"
    path.write_text(IMPOSSIBLE, "utf-8")
    assert run(["mock", "--check", str(path)]) == 1
    told = capsys.readouterr().out
    assert "odd 200 application/json: no answer 200" in told
    assert "odd.yaml:11" in told
    assert run(["mock", "--check", str(path), "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [each["operation"] for each in rows[0]["unanswered"]] == ["odd"]


def test_a_running_mock_tells_it(tmp_path):
    path = tmp_path / "odd.yaml"
    path.write_text(IMPOSSIBLE, "utf-8")
    told: list[tuple[str, int]] = []
    checks = Checks(lambda name, rows: told.append((name, len(rows))))
    checks.take("odd", load_contract(path))
    checks.start()
    deadline = time.monotonic() + 20
    value: dict[str, Any] = {"odd": {"finished": False}}
    while not value["odd"]["finished"] and time.monotonic() < deadline:
        value = json.loads(checks.handle(Request("GET", "")).body)["contracts"]
        time.sleep(0.005)
    assert [each["operation"] for each in value["odd"]["unanswered"]] == ["odd"]
    assert told == [("odd", 1)]


def test_the_command_has_it_below_its_own_paths():
    site = site_of(kit_of(Given(contracts=[str(CONTRACT)])))
    reply = site.handle(Request("GET", "/__apiyard/check", "", (("host", "localhost"),)))
    assert isinstance(reply, Reply)
    assert json.loads(reply.body) == {"contracts": {}}
