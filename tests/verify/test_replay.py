"""Failures are sent again without apiyard: as commands of a shell, and as tests that pass when they are mended."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from apiyard.mock.serve import Served
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.auth.proof import Told
from apiyard.verify.case import Case, Step, Taken
from apiyard.verify.doors.inside import Application
from apiyard.verify.failure import Failure, Trouble
from apiyard.verify.plan import Plan
from apiyard.verify.replay.assertion import closed
from apiyard.verify.replay.mark import marked, variables_of
from apiyard.verify.replay.sequence import after_sequence
from apiyard.verify.replay.write_tests import write_tests
from apiyard.verify.report import KindReport, Report
from apiyard.verify.run import verify
from apiyard.verify.telling.curl import as_commands
from tests.apps.pets import CONTRACT, Pets, changed
from tests.parts import ROOT

JSON = (("content-type", "application/json"),)
GET = Request("GET", "/pets/3")
SEQUENCE = Case(
    "stateful",
    "getPet",
    "removed, then read",
    GET,
    (
        Step("createPet", Request("POST", "/pets", "", JSON, b'{"name":"Tom","kind":"cat"}')),
        Step("getPet", GET, (Taken(0, "/id", "3"),)),
    ),
    (Taken(0, "/id", "3"),),
)


class Wrong(Pets):
    """Wrong in three ways: a kind that nobody knows, a missing header, and a crash."""

    def get_pet(self, call, text):
        answer = super().get_pet(call, text)
        return changed(answer, value={**answer.value, "kind": "cow"}) if answer.status == 200 else answer

    def list_pets(self, call):
        return changed(super().list_pets(call), headers={})

    def create_pet(self, call):
        raise ValueError("no more pets")


app = Pets()
wrong = Wrong()


def report_of(case, trouble, reply):
    failure = Failure(case, trouble, reply, "")
    kind = KindReport("stateful", 1, 0.1, (failure,), ("getPet",))
    return Report("Pets", "1.0.0", "sha256:0", "tests.verify.test_replay:app", 0, 0.1, ("getPet",), (kind,))


def pytest_at(folder, **env):
    """Run the tests of a folder in a process of their own; gives their outcomes."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)} | env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def write(folder, files):
    for name, text in files.items():
        (folder / name).write_text(text)
        assert "import apiyard" not in text
        assert "from apiyard" not in text


def test_tests_fail_until_the_service_is_mended(tmp_path):
    contract = load_contract(CONTRACT)
    report = verify(
        contract,
        Application(wrong, "tests.verify.test_replay:wrong"),
        Plan(("examples",), seconds=60),
    )
    assert {failure.trouble.check for failure in report.failures} >= {"server-error", "wrong-body", "wrong-header"}
    write(tmp_path, write_tests(contract, report))
    code, told = pytest_at(tmp_path)
    assert code == 1, told
    assert "passed" not in told
    with Served(Pets()) as served:
        code, told = pytest_at(tmp_path, BASE_URL=served.url)
    assert code == 0, told


def test_a_sequence_takes_what_the_service_gives(tmp_path):
    trouble = Trouble("created-not-readable", "it cannot be read", "status", "it was made")
    written = write_tests(load_contract(CONTRACT), report_of(SEQUENCE, trouble, Reply(404)))
    [text] = written.values()
    assert "known['V1'] = text_at(replies[-1], '/id')" in text
    assert "replies.append(send('GET', '/pets/${V1}', known=known))" in text
    write(tmp_path, written)
    code, told = pytest_at(tmp_path)
    assert code == 0, told


def after(check, place, body, *, method="GET", before=SEQUENCE.before):
    """Give what a test asks after a sequence."""
    case = Case("stateful", "getPet", "", Request(method, "/pets/3"), before, (Taken(0, "/id", "3"),))
    return list(after_sequence(Failure(case, Trouble(check, "it is wrong", place), Reply(200, (), body), "")))


def test_sequences_say_what_would_be_right():
    removed = (*SEQUENCE.before, Step("deletePet", Request("DELETE", "/pets/3"), (Taken(0, "/id", "3"),)))
    assert after("deleted-still-there", "status", b"") == ["assert reply.status_code in (404, 410)"]
    assert after("deleted-still-there", "body", b"", before=removed) == ["assert known['V1'] not in texts_in(reply)"]
    assert after("not-idempotent", "body /id", b"{}") == ["assert at(reply, '/id') == at(replies[1], '/id')"]
    assert after("created-twice-the-same", "body /id", b"{}") == [
        "assert at(reply, '/id') not in [at(replies[each], '/id') for each in [1]]"
    ]
    assert after("page-too-long", "body /a", b'{"a": [1, 2]}') == ["assert len(at(reply, '/a') or ()) < 2"]
    assert after("update-lost", "body /a", b'{"a": 1}') == ["assert at(reply, '/a') != 1  # it is wrong"]
    for number in (b"NaN", b"-Infinity", b"1e999"):
        assert after("update-lost", "body /a", b'{"a": ' + number + b"}") == after("update-lost", "body /a", b"{}")
    assert after("update-lost", "body /a", b"{}") == ["assert at(reply, '/a') is not None  # it is wrong"]
    assert after("stale-write-taken", "status", b"") == ["assert reply.status_code != 200  # it is wrong"]
    for check in ("pages-miss-one", "filter-ignored", "created-not-listed"):
        [line] = after(check, "body", b"[]")
        assert line == "pytest.skip('only the sequence as a whole shows it: it is wrong')"


def test_secrets_come_from_the_environment():
    case = Case("fuzz", "getPet", "x", Request("GET", "/pets/1", "", (("x-key", "${PET_KEY}"),)))
    failure = Failure(
        case, Trouble("server-error", "500"), Reply(500), "", told=(Told("header", "x-key", "${PET_KEY}"),)
    )
    kind = KindReport("fuzz", 1, 0.1, (failure,), ("getPet",))
    report = Report("Pets", "1", "sha256:0", "http://127.0.0.1:9/v1", 0, 0.1, ("getPet",), (kind,))
    [text] = write_tests(load_contract(CONTRACT), report, headers=(("X-Own", "hush"),)).values()
    assert "known = secrets('PET_KEY')" in text
    assert "[('X-Own', '${X_OWN}')]" in text
    assert "hush" not in text
    compile(text, "test", "exec")


def test_a_service_that_refuses_the_credentials_has_mended_nothing(tmp_path):
    case = Case("fuzz", "getPet", "x", Request("GET", "/pets/1", "", (("x-key", "${PET_KEY}"),)))
    told = (Told("header", "x-key", "${PET_KEY}"),)
    failure = Failure(case, Trouble("server-error", "500"), Reply(500), "", told=told)
    kind = KindReport("fuzz", 1, 0.1, (failure,), ("getPet",))
    report = Report("Pets", "1", "sha256:0", "shut:app", 0, 0.1, ("getPet",), (kind,))
    (tmp_path / "shut.py").write_text("def app(environ, start):\n    start('401 No', [])\n    return []\n")
    write(tmp_path, write_tests(load_contract(CONTRACT), report))
    code, said = pytest_at(tmp_path, PET_KEY="old")
    assert code == 1
    assert "are they still good?" in said


def test_marks_stand_where_the_text_stood():
    takes = (Taken(0, "/id", "a b"), Taken(1, "header:etag", "7"))
    case = Case("s", "o", "", Request("GET", "/"), (Step("o", GET, ()), Step("o", GET, ())), takes)
    request = Request(
        "PUT", "/v7/a%20b/7", "x=7&y=a+b", (*JSON, ("if-match", "7")), b'{"id":"a b","n":7,"other":70,"s":"7"}'
    )
    found = marked(request, takes, variables_of(case))
    assert (found.path, found.query, found.header("if-match")) == ("/v7/${V1}/${V2}", "x=${V2}&y=${V1}", "${V2}")
    assert found.body == b'{"id":"${V1}","n":${V2},"other":70,"s":"${V2}"}'


def test_commands_of_a_sequence_run_in_a_shell(tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("curl is not here")
    with Served(Pets()) as served:
        command = as_commands(served.url, SEQUENCE)
        fake = tmp_path / "jq"  # jq may not be here; what it is asked is shown, and answered as it would be
        asked = """assert sys.argv[1:] == ["-r", '.["id"]']"""
        fake.write_text(f"#!{sys.executable}\nimport json, sys\n{asked}\nprint(json.load(sys.stdin)['id'])\n")
        fake.chmod(0o755)
        env = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        done = subprocess.run(["sh", "-c", command], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("HTTP/1.1 200")


def test_an_id_is_taken_out_of_a_location(tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("curl is not here")
    asked = []

    async def service(scope, receive, send):
        asked.append(scope["path"])
        headers = [(b"location", b"http://here/things/t%2042/"), (b"etag", b'"7"')]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"id": 1}'})

    takes = (Taken(0, "header:Location", "t9"), Taken(0, "header:ETag", '"1"'))
    case = Case("s", "o", "", Request("GET", "/things/t9", "", (("if-none-match", '"1"'),)), (Step("o", GET),), takes)
    with Served(service) as served:
        done = subprocess.run(["sh", "-c", as_commands(served.url, case)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert asked == ["/pets/3", "/things/t 42"]


def test_a_schema_stands_alone():
    schemas = {
        "A": {
            "type": "object",
            "properties": {"b": {"$ref": "#/components/schemas/B"}, "a": {"$ref": "#/components/schemas/A"}},
        },
        "B": {"allOf": [{"$ref": "#/components/schemas/C"}, {"$ref": "#/components/schemas/D/properties/e"}]},
        "C": {"type": "string"},
        "D": {"properties": {"e": {"maxLength": 3}}, "required": ["e"]},
        "E": {"type": "null"},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    contract = contract_from_bytes(json.dumps(document).encode())
    found = closed(contract.tree, "/components/schemas/A")
    held = json.loads(json.dumps(found))["components"]["schemas"]
    assert set(held) == {"A", "B", "C", "D"}
    assert held["D"] == {"properties": {"e": {"maxLength": 3}}}
    import jsonschema_rs

    judge = jsonschema_rs.Draft202012Validator(json.loads(json.dumps(found)))
    assert judge.is_valid({"b": "abc", "a": {}})
    assert not judge.is_valid({"a": {"b": "abcd"}})


def test_names_of_tests_are_names():
    contract = contract_from_bytes(
        b'{"openapi": "3.1.0", "info": {"title": "\\"\\"\\"", "version": "1"}, '
        b'"paths": {"/a": {"get": {"responses": {"200": {"description": "x"}}}}}}'
    )
    case = Case("fuzz", "get /a", 'ends with a quote"', Request("GET", "/a", "q='x'", (), b"\x00'\""))
    failures = tuple(Failure(case, Trouble("no-reply", '"""\\', why=why), None, "") for why in "aba")
    kind = KindReport("fuzz", 1, 0.1, failures, ())
    report = Report('"""', "1", "sha256:0", "mock", 0, 0.1, (), (kind,))
    [(name, text)] = write_tests(contract, report).items()
    assert Path(name).stem == "test_get_a"
    compile(text, name, "exec")
    assert "def test_no_reply():" in text
    assert "def test_no_reply_2():" in text
    assert "def test_no_reply_3():" not in text
