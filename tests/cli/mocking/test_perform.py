"""``apiyard mock`` puts its mocks together from flags and settings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial

import httpx
import pytest

from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.perform import kit_of, site_of
from apiyard.cli.mocking.tell import Teller
from apiyard.cli.output import Format
from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError, UnavailableError, UnknownNameError
from apiyard.mock.step import is_answer, whole
from apiyard.spec.exchange import Reply, Request
from tests.apps.pets import CONTRACT
from tests.parts import ROOT

ORDERS = ROOT / "examples/shop/apis/orders/openapi.yaml"


def ask(given, path, **headers):
    site = site_of(kit_of(given))
    coming = site.handle(Request("GET", path, "", tuple({"host": "a", **headers}.items())))
    assert is_answer(coming)
    reply = whole(coming)
    assert reply is not None
    return reply


def test_one_contract_answers_at_its_own_paths():
    assert ask(Given(contracts=[str(CONTRACT)]), "/pets/1").status == 200


def test_a_place_that_no_state_can_be_kept_in_is_told_at_once(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError, match="the state cannot be"):
        kit_of(Given(contracts=[str(CONTRACT)], state=tmp_path / "file/state.json"))
    kit_of(Given(contracts=[str(CONTRACT)], state=tmp_path / "state.json"))
    assert json.loads((tmp_path / "state.json").read_text())["version"] == 1


def test_the_settings_may_ask_for_made_values(tmp_path):
    settings = tmp_path / "mock.yaml"
    settings.write_text("answers: {dynamic: true}")
    reply = ask(Given(contracts=[str(CONTRACT)], settings=settings), "/pets/1")
    assert reply.header("preference-applied") == "dynamic=true"


def test_several_have_the_names_of_their_titles():
    given = Given(contracts=[str(CONTRACT), str(ORDERS), str(ORDERS)])
    assert [each.name for each in kit_of(given).named] == ["pets", "orders/1.0.0", "orders/1.0.0-3"]
    assert ask(given, "/pets/pets/1").status == 200


def test_all_of_a_workspace_when_none_is_named():
    given = Given(workspace=ROOT / "examples/shop")
    assert "orders" in [each.name for each in kit_of(given).named]
    assert ask(given, "/orders/orders", authorization="Bearer x").status == 200


def test_a_mock_of_this_machine_answers_for_names_that_are_allowed(tmp_path):
    def status(name, **flags):
        given = Given(contracts=[str(CONTRACT)], **flags)
        coming = site_of(kit_of(given), given).handle(Request("GET", "/pets/1", "", (("host", name),)))
        assert isinstance(coming, Reply)
        return coming.status

    settings = tmp_path / "mock.yaml"
    settings.write_text("control: {hosts: [steered.test]}\n", "utf-8")
    assert status("localhost:4010") == status("pets.localhost") == 200
    assert status("evil.example") == 421
    assert status("shop.test", allow_host=("shop.test",)) == status("steered.test", settings=settings) == 200
    assert status("evil.example", allow_host=("*",)) == 200
    assert status("evil.example", host="0.0.0.0", settings=settings) == 200
    with pytest.raises(InvalidInputError):
        status("a", allow_host=("http://a",))


def test_security_can_be_left_out():
    given = Given(contracts=[str(ORDERS)])
    assert ask(given, "/orders").status == 401
    assert ask(Given(contracts=[str(ORDERS)], security=False), "/orders").status == 200


def test_settings_are_heard(tmp_path):
    settings = tmp_path / "mock.yaml"
    text = "cors: {origins: ['http://b']}\nlimits: {body-bytes: 5}\nanswers: {seed: 3, errors: problem}\n"
    settings.write_text(text, "utf-8")
    given = Given(contracts=[str(CONTRACT)], settings=settings)
    assert ask(given, "/pets/1", origin="http://b").header("access-control-allow-origin") == "http://b"
    assert ask(given, "/pets/1", origin="http://c").header("access-control-allow-origin") is None
    options = kit_of(given).options
    assert (options.max_body_bytes, options.seed, options.errors) == (5, 3, "problem")


def test_flags_win_over_settings(tmp_path):
    settings = tmp_path / "mock.yaml"
    settings.write_text("answers: {seed: 3, security: false}\n", "utf-8")
    options = kit_of(Given(contracts=[str(CONTRACT)], settings=settings, seed=4)).options
    assert (options.seed, options.check_security) == (4, False)
    assert kit_of(Given(contracts=[str(CONTRACT)], settings=settings, security=True)).options.check_security


def test_what_is_wrong_is_told(tmp_path):
    with pytest.raises(InvalidInputError, match="contract or problem"):
        kit_of(Given(contracts=[str(CONTRACT)], errors="none"))
    with pytest.raises(NotFoundError):
        kit_of(Given(contracts=[str(tmp_path / "none.yaml")]))


def test_a_contract_may_refer_to_other_files_of_its_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "apis").mkdir()
    (tmp_path / "common.yaml").write_text("type: string\nconst: shared\n", "utf-8")
    path = tmp_path / "apis" / "a.json"
    content = {"application/json": {"schema": {"$ref": "../common.yaml"}}}
    operation = {"responses": {"200": {"description": "d", "content": content}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/": {"get": operation}}}
    path.write_text(json.dumps(document), "utf-8")
    assert ask(Given(contracts=[str(path)]), "/").body == b'"shared"'


def test_a_contract_from_a_url_is_read_only_when_that_is_allowed():
    with pytest.raises(ForbiddenError, match="remote documents are not allowed"):
        kit_of(Given(contracts=["https://example.com/openapi.yaml"]))


def test_the_command_serves_and_hears_changes(tmp_path):
    path = tmp_path / "pets.yaml"
    path.write_bytes(CONTRACT.read_bytes())
    command = [sys.executable, "-m", "apiyard", "mock", str(path), "--port", "0", "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        assert (told["title"], told["version"]) == ("Pets", "1.0.0")
        assert httpx.get(f"{told['url']}/pets/1").status_code == 200
        path.write_text("openapi: 3.1.0\n", "utf-8")
        changed = json.loads(process.stdout.readline())
        assert (changed["reloaded"], changed["in_force"]) == ("pets", False)
        assert httpx.get(f"{told['url']}/pets/1").status_code == 200
        os.kill(process.pid, signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert (process.returncode, errors) == (0, "")


def test_a_rule_about_an_operation_that_there_is_not_is_refused(tmp_path):
    settings = tmp_path / "mock.yaml"
    settings.write_text("faults: [{operation: lstOrders, fault: reset}]", "utf-8")
    with pytest.raises(UnknownNameError, match="lstOrders") as caught:
        kit_of(Given(contracts=[str(ORDERS)], settings=settings))
    assert caught.value.hint == 'did you mean "listOrders"?'
    settings.write_text("faults: [{operation: 'list*', fault: reset}]", "utf-8")
    kit = kit_of(Given(contracts=[str(ORDERS)], settings=settings))
    assert "1 rule injects latency and faults" in kit.notes
    body = b'{"operation": "creatOrder", "fault": "lost"}'
    with pytest.raises(UnknownNameError, match="creatOrder"):
        kit.controls["faults"](Request("POST", "/__apiyard/faults", "", (), body))


def test_otherwise_without_a_cassette_is_refused():
    with pytest.raises(InvalidInputError, match="nothing to replay"):
        kit_of(Given(contracts=[str(ORDERS)], replay_else="mock"))


@pytest.mark.parametrize("format_", [Format.TEXT, Format.JSON])
def test_calls_are_told_with_what_is_wrong_but_without_their_queries(capsys, format_):
    kit = kit_of(Given(contracts=[str(ORDERS)]))
    kit.watchers.append(lambda name, _: partial(Teller(format_).called, ""))
    site = site_of(kit)
    key = ("authorization", "Bearer secret")
    wish = ("prefer", "code=abc")
    for target, given in (
        ("/orders?limit=5", (key,)),
        ("/orders?limit=999", (key,)),
        ("/no[b]where", ()),
        ("/orders", (key, wish)),
    ):
        path, _, query = target.partition("?")
        site.handle(Request("GET", path, query, (("host", "a"), *given)))
    said = capsys.readouterr().out
    assert "secret" not in said
    lines = said.splitlines()
    if format_ is Format.JSON:
        assert json.loads(lines[1])["wrong"] == "query /limit: 999 is greater than the maximum of 50"
        return
    assert lines[:4] == [
        "✓ GET /orders 200 listOrders",
        "✗ GET /orders 400 listOrders query /limit: 999 is greater than the maximum of 50",
        "✗ GET /no[b]where 404  the contract has no such path",
        "✗ GET /orders 400 listOrders not understood: code=abc",
    ]
