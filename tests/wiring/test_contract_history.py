"""Standings of a contract in git and among releases."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from apiyard.core.errors import ApiyardError, InvalidInputError, NotFoundError
from apiyard.core.names import Version
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes
from apiyard.wiring.contract_history import Standing, Step, Story, told_by_git, told_by_releases
from apiyard.wiring.git_documents import history

PATH = "apis/orders/openapi.yaml"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def call(folder: Path, *words: str, day: int = 1) -> str:
    moment = f"2026-03-{day:02}T12:00:00Z"
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **names}
    environ |= {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    done = subprocess.run(["git", *words], cwd=folder, env=environ, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(top: Path, version: str, *, limit: int = 10, text: str = "") -> None:
    schema = {"$ref": "limit.yaml"} if not text else {"type": "integer"}
    parameter = {"name": "limit", "in": "query", "schema": schema}
    operation = {"parameters": [parameter], "responses": {"200": {"description": text or "fine"}}}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": version},
        "paths": {"/orders": {"get": operation}},
    }
    (top / "apis/orders").mkdir(parents=True, exist_ok=True)
    (top / PATH).write_text(json.dumps(tree))
    (top / "apis/orders/limit.yaml").write_text(f"type: integer\nmaximum: {limit}\n")


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Give a repository: two commits of 1.0.0, one beside the contract, one in a file it refers to, then 2.0.0."""
    top = tmp_path_factory.mktemp("history")
    call(top, "init", "-q", "-b", "main")
    (top / "README.md").write_text("orders")
    steps = [
        ("Begin without a contract", lambda: None, ""),
        ("Add the contract", lambda: write(top, "1.0.0"), "v1.0.0"),
        ("Say more", lambda: (top / "README.md").write_text("orders of a shop"), "v1.0.0-docs"),
        ("Lower the limit", lambda: write(top, "1.0.0", limit=5), ""),
        ("Break the file", lambda: (top / PATH).write_text("{"), ""),
        ("Mend it", lambda: write(top, "2.0.0", limit=4), "v2.0.0"),
        ("Lower it more", lambda: write(top, "2.0.0", limit=3), ""),
    ]
    for day, (subject, change, tag) in enumerate(steps, start=1):
        change()
        call(top, "add", "-A")
        call(top, "commit", "-q", "--allow-empty", "-m", subject, day=day)
        if tag:
            call(top, "tag", tag)
    return top


def told(story: Story) -> list[tuple[str, str, str]]:
    return [(before.version, after.version, after.subject) for before, after in story.pairs]


@needs_git
def test_each_commit_that_changes_the_contract(repository):
    story = told_by_git("..HEAD", repository, PATH)
    assert told(story) == [
        ("1.0.0", "1.0.0", "Lower the limit"),
        ("1.0.0", "2.0.0", "Mend it"),
        ("2.0.0", "2.0.0", "Lower it more"),
    ]
    assert len(story.notes) == 1
    assert "is passed over" in story.notes[0]
    assert story.pairs[1][1].revision == "v2.0.0"
    assert story.pairs[0][1].at == datetime(2026, 3, 4, 12, tzinfo=UTC)
    before, after = story.pairs[0]
    assert '"maximum":10' in before.read().bundle().decode()
    assert '"maximum":5' in after.read().bundle().decode()


@needs_git
def test_a_span_begins_with_its_first_commit(repository):
    assert told(told_by_git("HEAD~1..HEAD", repository, PATH)) == [("2.0.0", "2.0.0", "Lower it more")]
    assert told(told_by_git("v1.0.0..v2.0.0", repository, PATH, by=Step.TAG)) == [("1.0.0", "2.0.0", "Mend it")]
    assert told(told_by_git("HEAD..", repository, PATH)) == []


@needs_git
def test_a_section_for_each_version(repository):
    assert told(told_by_git("..HEAD", repository, PATH, by=Step.VERSION)) == [("1.0.0", "2.0.0", "Lower it more")]
    story = told_by_git("v1.0.0..HEAD", repository, PATH, by=Step.VERSION)
    assert told(story) == [("1.0.0", "1.0.0", "Lower the limit"), ("1.0.0", "2.0.0", "Lower it more")]


@needs_git
def test_a_section_for_each_tag(repository):
    story = told_by_git("..HEAD", repository, PATH, by=Step.TAG)
    assert [each.subject for _, each in story.pairs] == ["Mend it", "Lower it more"], "the last commit counts too"
    assert (story.pairs[0][0].revision, story.pairs[0][1].revision) == ("v1.0.0", "v2.0.0")


@needs_git
def test_only_what_is_new_enough(repository):
    story = told_by_git("..HEAD", repository, PATH, since=date(2026, 3, 7))
    assert told(story) == [("2.0.0", "2.0.0", "Lower it more")]
    assert len(told_by_git("..HEAD", repository, PATH, most=2).pairs) == 2


@needs_git
def test_what_is_not_there(repository):
    with pytest.raises(NotFoundError, match="no commit of the span holds the contract"):
        told_by_git("..HEAD", repository, "apis/order/openapi.yaml")
    with pytest.raises(NotFoundError):
        told_by_git("nowhere..HEAD", repository, PATH)
    for span in ("HEAD", "..HEAD~1...", "--all..HEAD", "HEAD..--output=x"):
        with pytest.raises(ApiyardError):
            told_by_git(span, repository, PATH)


@needs_git
def test_history_of_several_files(repository):
    assert [each.subject for each in history("..HEAD", repository, path="README.md", also=[PATH])][:3] == [
        "Begin without a contract",
        "Add the contract",
        "Say more",
    ]
    with pytest.raises(InvalidInputError):
        history("..", repository)


def _same(contract: Contract) -> Contract:
    return contract


def released(*versions: str) -> list[tuple[Version, Standing]]:
    made = []
    for version in versions:
        tree = {"openapi": "3.1.0", "info": {"title": "t", "version": version}, "paths": {}}
        contract = contract_from_bytes(json.dumps(tree).encode())
        made.append((Version(version), Standing(partial(_same, contract), contract.digest, version)))
    return made


@pytest.mark.parametrize(
    ("versions", "old", "new", "pairs"),
    [
        (("1.1.0", "1.0.0", "1.10.0"), "", "", ["1.0.0 1.1.0", "1.1.0 1.10.0"]),
        (("1.0.0", "1.1.0", "1.2.0", "2.0.0"), "1.1.0", "1.2.0", ["1.1.0 1.2.0"]),
        (("1.0.0", "1.1.0", "1.2.0"), "1.1.0", "", ["1.1.0 1.2.0"]),
        (("1.0.0", "1.1.0-rc.1", "1.1.0-rc.2", "1.1.0"), "", "",
         ["1.0.0 1.1.0-rc.1", "1.1.0-rc.1 1.1.0-rc.2", "1.0.0 1.1.0"]),
        (("2026-05-01", "2026-11-22"), "", "", ["2026-05-01 2026-11-22"]),
        (("1.0.0",), "", "", []),
    ],
)  # fmt: skip
def test_released_versions(versions, old, new, pairs):
    story = told_by_releases(released(*versions), old, new)
    assert [f"{before.version} {after.version}" for before, after in story.pairs] == pairs


def test_a_version_that_was_not_released():
    with pytest.raises(NotFoundError) as caught:
        told_by_releases(released("1.0.0"), "1.0.0", "1.1.0")
    assert "released: 1.0.0" in caught.value.hint
