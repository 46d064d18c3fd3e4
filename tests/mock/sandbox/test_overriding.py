"""Answers of your own: in Python or as templates, judged like all others, and run only where they are trusted."""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from apiyard.cli.app import run
from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.perform import kit_of, site_of
from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError, UnknownNameError
from apiyard.mock.app import Mock
from apiyard.mock.sandbox.options import SandboxOptions
from apiyard.mock.sandbox.overriding.answerer import OverridingAnswerer
from apiyard.mock.sandbox.overriding.override import (
    load_overrides,
    overrides_for,
    read_override_files,
    refuse_unknown,
)
from apiyard.settings.trust import Trust
from apiyard.spec.exchange import Request
from apiyard.wiring.mock_overrides import override_code, trusted_overrides
from tests.mock.sandbox.sandboxes import CUSTOMERS, read, tasks, told
from tests.parts import ROOT

COUNTED = """
def answer(call):
    usual = call.usual()
    usual.body["task_count"] = len(call.state.items("tasks"))
    return usual
"""


def overridden(folder, options=None, **files):
    """Give a sandbox of tasks with files that answer first; in their names a double underscore is a dot."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")
    asked = tasks() if options is None else tasks(options=options)
    loaded = load_overrides(folder, read_override_files(folder))
    ids = [each.id for each in asked.mock.contract.operations]
    found, left = overrides_for(loaded, ids)
    refuse_unknown(left, ids)
    asked.mock = Mock(asked.mock.contract, answerer=OverridingAnswerer(asked.answerer, found))
    return asked


def test_python_changes_the_usual_answer(tmp_path):
    asked = overridden(tmp_path, list__py=COUNTED)
    home = asked.post("/lists", {"name": "home"})["id"]
    asked.post(f"/lists/{home}/tasks", {"title": "sweep"})
    assert asked.get(f"/lists/{home}") == {"id": home, "name": "home", "task_count": 1}


def test_python_changes_the_state(tmp_path):
    text = """
def answer(call):
    if call.body["name"] == "twins":
        call.state.put("lists", {"name": "other"})
    if call.body["name"] == "nothing":
        call.state.remove("lists", 1)
        return 201, {"id": 77, "name": "made up"}
"""
    asked = overridden(tmp_path, makeList__py=text)
    asked.post("/lists", {"name": "twins"})
    assert [each["name"] for each in asked.get("/lists")] == ["other", "twins"]
    assert asked.post("/lists", {"name": "nothing"})["id"] == 77
    assert [each["name"] for each in asked.get("/lists")] == ["twins"]


def test_a_template_writes_the_answer(tmp_path):
    text = """
{% if call.path.listId == 9 %}{% set status = 404 %}{% else %}
{"id": {{ call.path.listId }}, "name": {{ ("n" ~ items("lists") | length) | tojson }}}{% endif %}
"""
    asked = overridden(tmp_path, list__j2=text)
    asked.post("/lists", {"name": "home"})
    assert asked.get("/lists/5") == {"id": 5, "name": "n1"}
    assert asked.ask("GET", "/lists/9").status == 404


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("def answer(call):\n    return {'id': 'no number'}", "no-conforming-answer"),
        ("def answer(call):\n    return 299, {}", "no-conforming-answer"),
        ("def answer(call):\n    return call.nothing", "override-failed"),
        ("def answer(call):\n    return call.state.items('nothing')", "override-failed"),
        ("def answer(call):\n    return object()", "override-failed"),
    ],
)
def test_a_wrong_answer_is_never_sent(tmp_path, text, code):
    asked = overridden(tmp_path, list__py=text)
    reply = asked.ask("GET", "/lists/1")
    assert (reply.status, json.loads(reply.body)["code"]) == (500, code)
    asked.post("/lists", {"name": "goes on"})


STUBBORN = """
def answer(call):
    while True:
        try:
            call.state.get("lists", 1)
        except Exception:
            pass
"""
HASTY = SandboxOptions(override_seconds=0.2)


@pytest.mark.parametrize(
    "files",
    [
        {"list__py": "def answer(call):\n    while True: pass"},
        {"list__py": STUBBORN},
        {"list__py": "import threading\ndef answer(call):\n    threading.Event().wait(3)"},
        {"list__j2": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"},
    ],
)
def test_an_endless_answer_does_not_hang_the_mock(tmp_path, caplog, files):
    asked = overridden(tmp_path, HASTY, **files)
    reply = asked.ask("GET", "/lists/1")
    told = json.loads(reply.body)
    assert (reply.status, told["code"]) == (500, "override-late")
    (name,) = files
    assert name.replace("__", ".") in told["detail"]
    assert "0.2 seconds" in told["detail"]
    assert name.replace("__", ".") in caplog.text
    asked.post("/lists", {"name": "goes on"})


def test_what_comes_too_late_changes_nothing(tmp_path):
    text = """
import threading

go, gone = threading.Event(), threading.Event()

def answer(call):
    try:
        go.wait(20)
        call.state.put("lists", {"name": "late"})
    finally:
        gone.set()
"""
    asked = overridden(tmp_path, HASTY, makeList__py=text)
    assert asked.ask("POST", "/lists", {"name": "one"}).status == 500
    late = sys.modules[f"apiyard override {tmp_path / 'makeList.py'}"]
    late.go.set()
    assert late.gone.wait(20)
    assert asked.get("/lists") == []


def test_late_answers_do_not_pile_up(tmp_path):
    text = """
import threading

go = threading.Event()

def answer(call):
    go.wait(20)
"""
    asked = overridden(tmp_path, SandboxOptions(override_seconds=0.01), list__py=text)
    told = [json.loads(asked.ask("GET", "/lists/1").body) for _ in range(6)]
    sys.modules[f"apiyard override {tmp_path / 'list.py'}"].go.set()
    assert {each["code"] for each in told} == {"override-late"}
    assert ["still run" in each["detail"] for each in told] == [False] * 4 + [True] * 2


def test_an_answer_may_not_end_the_mock(tmp_path):
    asked = overridden(tmp_path, list__py="def answer(call):\n    raise SystemExit")
    told = json.loads(asked.ask("GET", "/lists/1").body)
    assert (told["code"], "SystemExit" in told["detail"]) == ("override-failed", True)


def test_what_the_state_gives_is_changed_by_putting_it_back_only(tmp_path):
    text = """
def answer(call):
    item = call.state.get("lists", call.path["listId"])
    item["name"] += "!"
    if item["name"] == "two!":
        call.state.put("lists", item)
    return item
"""
    asked = overridden(tmp_path, list__py=text)
    for name, after in (("one", "one!"), ("two", "two!!")):
        made = asked.post("/lists", {"name": name})["id"]
        asked.get(f"/lists/{made}")
        assert asked.get(f"/lists/{made}")["name"] == after


def test_templates_reach_nothing_of_python(tmp_path):
    asked = overridden(tmp_path, list__j2="{{ call.state.house.__class__.__mro__ }}")
    assert json.loads(asked.ask("GET", "/lists/1").body)["code"] == "override-failed"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("lits.py", "def answer(call): ...", UnknownNameError),
        ("list.py", "answer = 1", InvalidInputError),
        ("list.py", "1 / 0", InvalidInputError),
        ("list.j2", "{% if %}", InvalidInputError),
    ],
)
def test_wrong_files_are_refused_with_their_name(tmp_path, name, text, kind):
    with pytest.raises(kind) as caught:
        overridden(tmp_path, **{name.replace(".", "__"): text})
    assert name in str(caught.value)


def test_one_operation_has_one_file(tmp_path):
    with pytest.raises(InvalidInputError, match="two files"):
        overridden(tmp_path, list__py=COUNTED, list__j2="{}")


def test_wishes_are_answered_by_the_contract(tmp_path):
    asked = overridden(tmp_path, list__py="def answer(call):\n    return 1 / 0")
    assert asked.ask("GET", "/lists/1", prefer="code=404").status == 404


def test_only_trusted_files_are_run(tmp_path):
    folder, ran = tmp_path / "overrides", tmp_path / "ran"
    folder.mkdir()
    file = folder / "list.py"
    file.write_text(f"open({str(ran)!r}, 'w').close()\ndef answer(call): ...\n")
    trust = Trust(tmp_path / "trust.json")
    with pytest.raises(ForbiddenError, match="apiyard trust --overrides"):
        trusted_overrides(trust, folder)
    assert not ran.exists()
    trust.give_code(override_code(folder))
    assert [stem for stem, _, _ in trusted_overrides(trust, folder)] == ["list"]
    assert ran.exists()
    file.write_text("def answer(call): return 1\n")
    with pytest.raises(ForbiddenError, match="changed"):
        trusted_overrides(trust, folder)
    with pytest.raises(NotFoundError):
        override_code(tmp_path / "nowhere")


def test_the_usual_answer_conforms_too(tmp_path):
    asked = overridden(tmp_path, makeList__py="def answer(call):\n    return call.usual()")
    assert read(asked.ask("POST", "/lists", {"name": "home"}), 201) == {
        "id": 1,
        "name": "home",
        "task_count": 0,
    }


def test_the_command_runs_only_what_the_workspace_trusts(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shop = tmp_path / "shop"
    shutil.copytree(ROOT / "examples/shop", shop)
    folder = shop / "overrides"
    folder.mkdir()
    (folder / "listOrders.py").write_text("def answer(call):\n    return {'items': []}\n")
    monkeypatch.chdir(shop)
    given = Given(contracts=("orders",), overrides=folder)
    with pytest.raises(ForbiddenError, match="trust --overrides"):
        kit_of(given)
    assert run(["trust", "--overrides", str(folder), "--yes"]) == 0
    assert "answers of mocks" in capsys.readouterr().out
    kit = kit_of(given)
    headers = (("host", "localhost"), ("authorization", "Bearer x"))
    reply = told(site_of(kit).handle(Request("GET", "/orders", "", headers), "127.0.0.1"))
    assert json.loads(reply.body) == {"items": []}
    assert any("listOrders" in note for note in kit.notes)
    (folder / "listOrders.py").write_text("def answer(call):\n    return 1\n")
    with pytest.raises(ForbiddenError, match="changed"):
        kit_of(given)


def test_a_resource_to_share_that_no_api_has_is_told(tmp_path):
    (tmp_path / "mock.yaml").write_text("sandbox: {share: [custmers]}\n")
    (tmp_path / "crm.yaml").write_text(CUSTOMERS.replace("TITLE", "Crm"))
    with pytest.raises(UnknownNameError, match="custmers"):
        kit_of(Given(contracts=[str(tmp_path / "crm.yaml")], settings=tmp_path / "mock.yaml"))


def test_several_apis_on_one_port_share_what_the_settings_say(tmp_path):
    paths = []
    for name in ("sales", "support"):
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_text(CUSTOMERS.replace("TITLE", name))
    (tmp_path / "mock.yaml").write_text("sandbox: {share: [customers]}\n")
    given = Given(contracts=tuple(str(path) for path in paths), settings=tmp_path / "mock.yaml")
    site = site_of(kit_of(given))
    headers = (("host", "localhost"), ("content-type", "application/json"))
    made = told(site.handle(Request("POST", "/sales/customers", "", headers, b'{"name": "Ada"}'), "127.0.0.1"))
    place = made.header("location") or ""
    assert place.startswith("/sales/customers/")
    reply = told(site.handle(Request("GET", place.replace("/sales/", "/support/"), "", headers), "127.0.0.1"))
    assert json.loads(reply.body)["name"] == "Ada"
