"""``apiyard changelog`` over contracts, git and the APIs of a workspace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from apiyard.cli.app import run

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def contract(version: str, *paths: str, title: str = "Orders") -> str:
    answer = {"200": {"description": "ok"}}
    held = {path: {"get": {"operationId": f"get{path[1:].title()}", "responses": answer}} for path in paths}
    return json.dumps({"openapi": "3.1.0", "info": {"title": title, "version": version}, "paths": held})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.json").write_text(contract("1.0.0", "/a", "/b"))
    (tmp_path / "new.json").write_text(contract("1.1.0", "/a", "/c"))
    return tmp_path


def sections(capsys: Any, *words: str) -> list[dict[str, Any]]:
    assert run(["changelog", *words, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    return list(told["sections"])


def kinds(section: dict[str, Any]) -> set[tuple[str, str]]:
    return {(each["kind"], call) for each in section["entries"] for call in each["operations"]}


def test_two_contracts(folder, capsys):
    (section,) = sections(capsys, "old.json", "new.json")
    assert (section["version"], section["before"], section["bump"]) == ("1.1.0", "1.0.0", "major")
    assert {("removed", "GET /b"), ("added", "GET /c")} <= kinds(section)
    assert "major" in section["remarks"][0]
    gone = next(each for each in section["entries"] if each["kind"] == "removed" and each["verdict"] == "breaking")
    assert "Stop calling GET /b" in gone["migration"]
    assert gone["proofs"]


def test_forms_by_the_name_of_the_output(folder, capsys):
    for name, start in (("x.md", "# Changelog of Orders"), ("x.html", "<!DOCTYPE html>"), ("x.xml", "<?xml")):
        assert run(["changelog", "old.json", "new.json", "--output", name, "--link", "https://a.example"]) == 0
        assert Path(name).read_text().startswith(start)
    assert ET.fromstring(Path("x.xml").read_text()).findtext("channel/link") == "https://a.example"
    capsys.readouterr()
    assert run(["changelog", "old.json", "new.json"]) == 0
    assert capsys.readouterr().out.startswith("# Changelog of Orders\n\n## 1.1.0\n")


def test_wrong_words(folder, capsys):
    assert run(["changelog", "old.json", "new.json", "--format", "markdwn"]) == 2
    assert run(["changelog", "old.json", "new.json", "--by", "day"]) == 2
    assert run(["changelog", "nowhere.json", "new.json"]) == 2
    assert run(["changelog", "a..b", "c..d"]) == 2
    assert run(["changelog"]) == 2
    assert "this is no git repository" in capsys.readouterr().err


def git(folder: Path, *words: str, day: int = 1) -> None:
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    moment = f"2026-03-{day:02}T12:00:00Z"
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **names}
    environ |= {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    subprocess.run(["git", *words], cwd=folder, env=environ, check=True, capture_output=True)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Give a workspace of two APIs in a repository with three commits."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "apiyard.yaml").write_text(json.dumps({"name": "shop", "environments": {"staging": {}}}))
    service = {"target": "external", "options": {"url": "http://x.example"}}
    for name in ("orders", "payments"):
        (tmp_path / "apis" / name).mkdir(parents=True)
        (tmp_path / "apis" / name / "api.yaml").write_text(json.dumps({"owner": "team", "service": service}))
    orders, payments = (tmp_path / "apis" / name / "openapi.yaml" for name in ("orders", "payments"))
    git(tmp_path, "init", "-q", "-b", "main")
    steps = (
        ("Begin", ((orders, contract("1.0.0", "/a")), (payments, contract("1.0.0", "/p", title="Payments")))),
        ("Add <b>", ((orders, contract("1.1.0", "/a", "/b")),)),
        ("Drop it & pay", ((orders, contract("2.0.0", "/a")), (payments, contract("1.1.0", "/p", "/q")))),
    )
    for day, (subject, files) in enumerate(steps, start=1):
        for path, text in files:
            path.write_text(text)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", subject, day=day)
        git(tmp_path, "tag", f"v{day}")
    return tmp_path


@needs_git
def test_the_history_of_an_api(workspace, capsys):
    found = sections(capsys, "orders")
    assert [(each["version"], each["subject"], each["at"][:10]) for each in found] == [
        ("2.0.0", "Drop it & pay", "2026-03-03"),
        ("1.1.0", "Add <b>", "2026-03-02"),
    ]
    assert found == sections(capsys, "apis/orders/openapi.yaml")
    assert found[:1] == sections(capsys, "orders", "HEAD~1..HEAD") == sections(capsys, "HEAD~1..HEAD", "orders")
    assert found[:1] == sections(capsys, "orders", "--since", "2026-03-03") == sections(capsys, "orders", "v2..v3")
    (both,) = sections(capsys, "orders", "v1..v3", "--by", "version")[1:]
    assert both["version"] == "1.1.0"


@needs_git
def test_the_history_of_all_apis(workspace, capsys):
    found = sections(capsys, "HEAD~2..HEAD")
    assert [(each["api"], each["version"]) for each in found] == [
        ("orders", "2.0.0"),
        ("payments", "1.1.0"),
        ("orders", "1.1.0"),
    ]
    assert sections(capsys) == found
    assert run(["changelog", "--format", "rss"]) == 0
    titles = [each.text for each in ET.fromstring(capsys.readouterr().out).iter("title")]
    assert titles[0] == "Changes of shop"
    assert titles[-1] == "orders 1.1.0: Add <b>"


@needs_git
def test_revisions_as_contracts(workspace, capsys):
    (section,) = sections(capsys, "v1:orders", "orders")
    assert (section["before"], section["version"]) == ("1.0.0", "2.0.0")
    assert section["entries"] == []


@needs_git
def test_all_contracts_of_a_repository_that_is_no_workspace(workspace, capsys, monkeypatch):
    (workspace / "apiyard.yaml").unlink()
    found = sections(capsys, "HEAD~2..HEAD")
    assert [(each["api"], each["version"]) for each in found] == [
        ("apis/orders/openapi.yaml", "2.0.0"),
        ("apis/payments/openapi.yaml", "1.1.0"),
        ("apis/orders/openapi.yaml", "1.1.0"),
    ]
    monkeypatch.chdir(workspace / "apis" / "payments")
    assert [each["version"] for each in sections(capsys, "HEAD~2..HEAD")] == ["1.1.0"]


@needs_git
def test_a_changelog_is_the_same_each_time(workspace, capsys):
    told = []
    for _ in range(2):
        assert run(["changelog"]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]


@needs_git
def test_from_a_folder_below(workspace, capsys, monkeypatch):
    found = sections(capsys, "orders")
    monkeypatch.chdir(workspace / "apis" / "orders")
    assert sections(capsys, "openapi.yaml") == found
    assert sections(capsys, "orders") == found


class Plane:
    """A control plane that knows three releases."""

    def get(self, path: str, **_: Any) -> Any:
        versions = {"1.0.0": ("/a",), "1.1.0": ("/a", "/b"), "2.0.0": ("/a",)}
        if path == "/api/releases":
            told = {"api": "orders", "contract": "sha256:", "released_at": "2026-03-01T12:00:00+00:00"}
            return {"releases": [{**told, "version": each, "contract": each} for each in versions]}
        version = path.split("/")[4]
        return json.loads(contract(version, *versions[version]))


@pytest.fixture
def plane(folder, monkeypatch):
    for module in ("changelogs", "inputs"):
        monkeypatch.setattr(f"apiyard.cli.comparing.{module}.control_plane_at", lambda _: Plane())
    return folder


@pytest.mark.parametrize(
    ("word", "versions"),
    [
        ("orders@1.0.0..1.1.0", ["1.1.0"]),
        ("orders@1.1.0..", ["2.0.0"]),
        ("orders@all", ["2.0.0", "1.1.0"]),
        ("orders@..1.1.0", ["1.1.0"]),
        ("orders@1.0.0..orders@2.0.0", ["2.0.0", "1.1.0"]),
    ],
)
def test_released_versions(plane, capsys, word, versions):
    found = sections(capsys, word)
    assert [each["version"] for each in found] == versions
    assert all(each["at"] == "2026-03-01T12:00:00+00:00" for each in found)


def test_released_versions_since_a_day(plane, capsys):
    assert sections(capsys, "orders@all", "--since", "2026-04-01") == []
    assert run(["changelog", "orders@1.0.0..3.0.0"]) == 2
    assert "3.0.0 was not released" in capsys.readouterr().err
