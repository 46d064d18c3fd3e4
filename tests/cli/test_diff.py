"""``apiyard diff``: what it takes, what it says, and how it ends."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from apiyard.cli.app import run

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
        '200': {description: fine}
"""
WORKSPACE = "name: shop\nenvironments: {staging: {}}\n"
API = "owner: a\nservice: {target: external}\n"


def contract(maximum, version="1.0.0"):
    return CONTRACT.replace("VERSION", version).replace("MAXIMUM", str(maximum))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(contract(100))
    (tmp_path / "new.yaml").write_text(contract(10))
    (tmp_path / "wider.yaml").write_text(contract(1000))
    return tmp_path


def told(capsys):
    return json.loads(capsys.readouterr().out)


def git(folder, *words):
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    environ |= {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *words], cwd=folder, env=environ, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    if shutil.which("git") is None:
        pytest.skip("needs git")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "apis/orders").mkdir(parents=True)
    (tmp_path / "apis/users").mkdir()
    (tmp_path / "apiyard.yaml").write_text(WORKSPACE)
    for name in ("orders", "users"):
        (tmp_path / f"apis/{name}/openapi.yaml").write_text(contract(100))
        (tmp_path / f"apis/{name}/api.yaml").write_text(API)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    (tmp_path / "apis/orders/openapi.yaml").write_text(contract(10))
    return tmp_path


def test_the_exit_code_says_whether_clients_break(folder, capsys):
    assert run(["diff", "old.yaml", "new.yaml"]) == 1
    out = capsys.readouterr().out
    assert "✗ new.yaml: 1 breaking" in out
    assert "curl" in out
    assert run(["diff", "old.yaml", "wider.yaml"]) == 0
    assert run(["diff", "old.yaml", "old.yaml"]) == 0
    assert "no changes" in capsys.readouterr().out


def test_what_fails_can_be_chosen(folder, capsys):
    assert run(["diff", "old.yaml", "wider.yaml", "--fail-on", "safe"]) == 1
    assert run(["diff", "old.yaml", "new.yaml", "--fail-on", "none"]) == 0
    assert run(["diff", "old.yaml", "wider.yaml", "--fail-unknown"]) == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("diff",), "OLD"),
        (("diff", "old.yaml"), "missing"),
        (("diff", "old.yaml", "nothing.yaml"), "no such file"),
        (("diff", "-", "-"), "standard input"),
        (("diff", ".", "new.yaml"), "folder"),
        (("diff", "old.yaml", "new.yaml", "-f", "jsno"), "json"),
        (("diff", "old.yaml", "new.yaml", "--level", "maximum-chnged=off"), "maximum-changed"),
        (("diff", "old.yaml", "new.yaml", "--level", "maximum-changed=of"), "off"),
        (("diff", "old.yaml", "new.yaml", "--level", "maximum-changed"), "CHECK=LEVEL"),
        (("diff", "old.yaml", "new.yaml", "--accept", "00112233445566aa"), "--reason"),
        (("diff", "--explain", "maximum-chnged"), "maximum-changed"),
        (("diff", "--upload-pack=x:openapi.yaml", "new.yaml"), ""),
        (("diff", "old.yaml", "new.yaml", "-s", "strict"), "wire"),
    ],
)
def test_wrong_usage_is_told(words, says, folder, capsys):
    assert run(list(words)) == 2
    assert says in capsys.readouterr().err


def test_addresses_are_read_only_where_that_is_allowed(folder, capsys):
    assert run(["diff", "https://example.org/openapi.yaml", "new.yaml"]) == 3
    assert "remote documents are not allowed" in capsys.readouterr().err


def test_one_side_can_be_standard_input(folder, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(contract(100).encode())))
    assert run(["diff", "-", "new.yaml", "-f", "json"]) == 1
    assert told(capsys)["comparisons"][0]["old"]["name"] == "<stdin>"


def test_folders_are_paired_by_path(folder, capsys):
    for side, names in (("a", ("x.yaml", "deep/y.yml", "gone.yaml")), ("b", ("x.yaml", "deep/y.yml", "new.yml"))):
        for name in names:
            path = folder / side / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(contract(100 if side == "a" or name != "x.yaml" else 10))
    (folder / "a/notes.yaml").write_text("just: notes\n")
    assert run(["diff", "a", "b", "-f", "json"]) == 1
    found = {each["name"]: (each["presence"], each["verdict"]) for each in told(capsys)["comparisons"]}
    assert found == {
        "deep/y.yml": ("both", "safe"),
        "gone.yaml": ("removed", "breaking"),
        "new.yml": ("added", "safe"),
        "x.yaml": ("both", "breaking"),
    }


def test_a_contract_that_cannot_be_read_does_not_stop_the_others(folder, capsys):
    for side in ("a", "b"):
        (folder / side).mkdir()
        (folder / side / "good.yaml").write_text(contract(10))
    (folder / "a/bad.yaml").write_text(contract(10))
    (folder / "b/bad.yaml").write_text("openapi: 3.1.0\ninfo: {title: x}\npaths: {}\n")
    assert run(["diff", "a", "b"]) == 2
    shown = capsys.readouterr()
    assert "good.yaml: no changes" in shown.out
    assert "bad.yaml" in shown.err


def test_a_revision_is_compared_with_the_work_tree(repository, capsys):
    for words in (
        ("main:apis/orders/openapi.yaml", "apis/orders/openapi.yaml"),
        ("main:apis/orders/openapi.yaml",),
        ("HEAD:orders", "orders"),
        ("HEAD:orders",),
        ("HEAD:./apis/orders/openapi.yaml",),
    ):
        assert run(["diff", *words, "-f", "json"]) == 1
        (found,) = told(capsys)["comparisons"]
        assert found["old"]["revision"] in ("main", "HEAD")
        (change,) = found["changes"]
        assert change["old"]["document"].endswith(":apis/orders/openapi.yaml")
        assert (change["old"]["line"], change["new"]["document"]) == (8, "apis/orders/openapi.yaml")


def test_folders_of_revisions_are_compared(repository, capsys):
    for words in (("main:apis", "apis"), ("main:apis",), ("main:", "."), ("main:",)):
        assert run(["diff", *words, "-f", "json"]) == 1
        found = {each["name"].removeprefix("apis/"): each["verdict"] for each in told(capsys)["comparisons"]}
        assert found == {"orders/openapi.yaml": "breaking", "users/openapi.yaml": "safe"}


def test_a_release_is_compared_with_the_work_tree(repository, capsys, monkeypatch):
    import yaml

    from apiyard.cli.comparing import inputs

    class Plane:
        def get(self, path):
            assert path == "/api/releases/orders/1.0.0/contract"
            return yaml.safe_load(contract(100))

    monkeypatch.setattr(inputs, "control_plane_at", lambda folder: Plane())
    for words in (("orders@1.0.0", "orders"), ("orders@1.0.0",)):
        assert run(["diff", *words, "-f", "json"]) == 1
        (found,) = told(capsys)["comparisons"]
        assert (found["old"]["name"], found["name"]) == ("orders@1.0.0", "orders")
    assert run(["diff", "orders@one", "orders"]) == 2


@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "github", "github-comment", "gitlab", "html"])
def test_every_form_tells_of_contracts_on_one_side_only(name, folder, capsys):
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    (folder / "a/gone.yaml").write_text(contract(10))
    (folder / "b/new.yaml").write_text(contract(10))
    assert run(["diff", "a", "b", "-f", name]) == 1
    assert "/orders" in capsys.readouterr().out


def test_several_reports_at_once(folder, capsys):
    words = ["-f", "text", "-f", "sarif", "-o", "sarif=out/a.sarif", "-f", "html", "-o", "html=out/a.html"]
    assert run(["diff", "old.yaml", "new.yaml", *words]) == 1
    assert "BREAKING" in capsys.readouterr().out
    assert json.loads((folder / "out/a.sarif").read_text())["version"] == "2.1.0"
    assert "<html" in (folder / "out/a.html").read_text()


def test_a_check_can_be_set(folder, capsys):
    assert run(["diff", "old.yaml", "new.yaml", "--level", "maximum-changed=safe"]) == 0
    assert run(["diff", "old.yaml", "new.yaml", "--level", "maximum-changed=off", "-f", "json"]) == 0
    capsys.readouterr()
    (folder / "apiyard.yaml").write_text(f"{WORKSPACE}diff: {{levels: {{maximum-changed: safe}}}}\n")
    assert run(["diff", "old.yaml", "new.yaml"]) == 0


def test_the_file_of_an_api_goes_before_that_of_the_workspace(repository, capsys):
    (repository / "apiyard.yaml").write_text(f"{WORKSPACE}diff: {{fail-on: none}}\n")
    assert run(["diff", "main:orders"]) == 0
    (repository / "apis/orders/api.yaml").write_text(f"{API}diff: {{fail-on: breaking, strictness: source}}\n")
    assert run(["diff", "main:orders"]) == 1
    assert "read as source" in capsys.readouterr().out
    assert run(["diff", "main:apis/orders/openapi.yaml", "--strictness", "wire-strict"]) == 1
    assert "read as wire-strict" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["strictness: strict", "fail-on: never", "levels: {a: bad}", "budget: -1"])
def test_a_wrong_setting_is_told(wrong, repository, capsys):
    (repository / "apiyard.yaml").write_text(f"{WORKSPACE}diff: {{{wrong}}}\n")
    assert run(["diff", "main:orders"]) == 2
    assert "apiyard.yaml:3" in capsys.readouterr().err


def test_a_change_can_be_accepted(folder, capsys):
    run(["diff", "old.yaml", "new.yaml", "-f", "json"])
    (change,) = told(capsys)["comparisons"][0]["changes"]
    words = ["--accept", change["fingerprint"], "--reason", 'nobody "calls" it', "--by", "Ada", "--until", "2999-12-31"]
    assert run(["diff", "old.yaml", "new.yaml", *words]) == 0
    assert "1 accepted" in capsys.readouterr().out
    assert run(["diff", "old.yaml", "new.yaml", "-f", "json"]) == 0
    (change,) = told(capsys)["comparisons"][0]["changes"]
    assert change["accepted"] == {"by": "Ada", "reason": 'nobody "calls" it', "until": "2999-12-31"}
    # Another change is not accepted by it.
    (folder / "new.yaml").write_text(contract(9))
    assert run(["diff", "old.yaml", "new.yaml"]) == 1


def test_the_start_of_a_fingerprint_must_mean_one_change(folder, capsys):
    names = []
    for number in range(1, 40):
        (folder / "new.yaml").write_text(contract(10).replace("listOrders", f"all{number}Orders"))
        run(["diff", "old.yaml", "new.yaml", "-f", "json"])
        names = [each["fingerprint"] for each in told(capsys)["comparisons"][0]["changes"]]
        if len({each[0] for each in names}) < len(names):
            break
    start = next(each[0] for each in names if sum(other[0] == each[0] for other in names) > 1)
    words = ["--reason", "x", "--by", "Ada"]
    assert run(["diff", "old.yaml", "new.yaml", "--accept", start, *words]) == 2
    assert "several changes begin so" in capsys.readouterr().err
    assert run(["diff", "old.yaml", "new.yaml", "--accept", names[0][:10], *words]) == 0


def test_an_acceptance_ends(folder, capsys):
    run(["diff", "old.yaml", "new.yaml", "-f", "json"])
    (change,) = told(capsys)["comparisons"][0]["changes"]
    (folder / ".apiyard-diff-accepted.yaml").write_text(
        f"# agreed\n- {{fingerprint: '{change['fingerprint']}', reason: x, by: Ada, until: 2020-01-01}}\n"
    )
    assert run(["diff", "old.yaml", "new.yaml"]) == 1
    assert f"the acceptance of {change['fingerprint']} ended on 2020-01-01" in " ".join(capsys.readouterr().out.split())
    # The comment and the old item stay when another one is added.
    (folder / "new.yaml").write_text(contract(9))
    assert run(["diff", "old.yaml", "new.yaml", "--accept", "all", "--reason", "x", "--by", "Ada"]) == 0
    text = (folder / ".apiyard-diff-accepted.yaml").read_text()
    assert text.startswith("# agreed\n- {fingerprint")
    assert text.count("fingerprint") == 2


@pytest.mark.parametrize(
    "item",
    ["{fingerprint: x, reason: y, by: z}", "{fingerprint: 'aa112233445566aa', reason: '', by: z}", "{reason: y}"],
)
def test_a_wrong_acceptance_is_told(item, folder, capsys):
    (folder / ".apiyard-diff-accepted.yaml").write_text(f"\n- {item}\n")
    assert run(["diff", "old.yaml", "new.yaml"]) == 2
    assert ".apiyard-diff-accepted.yaml:2" in capsys.readouterr().err


def test_ignore_files_of_oasdiff_are_read(folder, capsys):
    line = "GET /orders the 'query' request parameter 'limit' max was decreased from '100.00' to '10.00'"
    (folder / "ignore.md").write_text(f"# Agreed\n\n - 12.01.2023 {line}\n\nDELETE /orders api removed\n")
    assert run(["diff", "old.yaml", "new.yaml", "--err-ignore", "ignore.md"]) == 0
    shown = capsys.readouterr()
    assert "1 accepted" in shown.out
    assert "ignore.md:5 fits no change: DELETE /orders api removed" in shown.err


def test_checks_are_listed_and_explained(capsys):
    assert run(["checks", "--text", "maximum"]) == 0
    assert "maximum-changed" in capsys.readouterr().out
    assert run(["diff", "--list-checks", "-f", "json"]) == 0
    assert len(told(capsys)["checks"]) > 50
    for words in (["checks", "maximum-changed"], ["diff", "--explain", "maximum-changed"]):
        assert run(words) == 0
        out = capsys.readouterr().out
        assert "wire-strict breaking" in " ".join(out.split())
    assert run(["checks", "maximum-changed", "--format", "json"]) == 0
    assert told(capsys)["area"] == "schema"
    assert run(["checks", "--area", "schemas"]) == 2


def test_a_pipe_can_be_one_side(folder, capsys):
    os.mkfifo("pipe")
    writer = threading.Thread(target=Path("pipe").write_text, args=(contract(100),))
    writer.start()
    try:
        assert run(["diff", "pipe", "new.yaml", "--format", "json"]) == 1
    finally:
        writer.join()
    assert told(capsys)["counts"]["breaking"] == 1
