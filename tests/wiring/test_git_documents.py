"""Documents in commits: what is found, what is refused, and that nothing of a repository runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from apiyard.core.errors import ApiyardError, ForbiddenError, InvalidInputError, NotFoundError, TooLargeError
from apiyard.wiring.git_call import check_name, git
from apiyard.wiring.git_documents import (
    apis_at,
    bytes_at,
    contract_at,
    files_at,
    find_revision,
    history,
    path_at,
    split_ref,
    tags,
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

_CONTRACT = """\
openapi: 3.1.0
info: {title: Orders, version: VERSION}
paths:
  /orders:
    get:
      responses:
        '200':
          description: fine
          content: {application/json: {schema: {$ref: '../parts/order.yaml'}}}
"""


def call(folder: Path, *words: str) -> str:
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    done = subprocess.run(["git", *words], cwd=folder, env=environ, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path):
    top = tmp_path / "top"
    (top / "apis/orders").mkdir(parents=True)
    (top / "apis/parts").mkdir()
    call(top, "init", "-q", "-b", "main")
    for number, kind in ((1, "string"), (2, "integer"), (3, "object")):
        (top / "apis/orders/openapi.yaml").write_text(_CONTRACT.replace("VERSION", f"1.{number}.0"))
        (top / "apis/orders/api.yaml").write_text("owner: a\ncontract: openapi.yaml\nservice: {target: external}\n")
        (top / "apis/parts/order.yaml").write_text(f"type: {kind}\n")
        call(top, "add", ".")
        call(top, "commit", "-q", "-m", f"state {number}")
        call(top, "tag", f"v1.{number}.0")
    return top


def test_a_contract_and_what_it_refers_to_come_from_the_same_commit(repository):
    (repository / "apis/parts/order.yaml").write_text("type: boolean\n")
    for name, version, kind in (
        ("v1.1.0", "1.1.0", "string"),
        ("HEAD~1", "1.2.0", "integer"),
        ("main", "1.3.0", "object"),
    ):
        found = contract_at(find_revision(name, repository), "apis/orders/openapi.yaml")
        assert found.version == version
        assert kind in str(found.tree)
    assert found.locate("/info").document == "apis/orders/openapi.yaml"


def test_a_place_in_a_commit_is_told_with_the_revision(repository):
    (repository / "broken.yaml").write_text("openapi: 3.1.0\ninfo: {title: x, version: 1}\npaths: {}\n")
    call(repository, "add", ".")
    call(repository, "commit", "-q", "-m", "broken")
    with pytest.raises(InvalidInputError) as caught:
        contract_at(find_revision("main", repository), "broken.yaml")
    assert caught.value.where.startswith("main:broken.yaml:2")


def test_names_of_apis_and_paths_from_here_are_found(repository):
    revision, here = find_revision("HEAD", repository), repository / "apis"
    assert path_at(revision, "orders", here, root=repository) == "apis/orders/openapi.yaml"
    assert path_at(revision, "./orders/openapi.yaml", here) == "apis/orders/openapi.yaml"
    assert path_at(revision, "apis/orders/openapi.yaml", here) == "apis/orders/openapi.yaml"
    assert path_at(revision, ".", here) == "apis"
    assert path_at(revision, "", here) == ""
    with pytest.raises(ForbiddenError):
        path_at(revision, "../../etc/passwd", here)


def test_a_missing_file_is_told_with_the_one_that_was_meant(repository):
    with pytest.raises(NotFoundError) as caught:
        bytes_at(find_revision("main", repository), "orders/openapi.yaml")
    assert "main:apis/orders/openapi.yaml" in caught.value.hint
    with pytest.raises(InvalidInputError, match="folder"):
        bytes_at(find_revision("main", repository), "apis")


def test_files_of_a_folder_are_listed(repository):
    assert files_at(find_revision("v1.1.0", repository), "apis/orders") == (
        "apis/orders/api.yaml",
        "apis/orders/openapi.yaml",
    )
    assert len(files_at(find_revision("v1.1.0", repository))) == 3
    with pytest.raises(NotFoundError):
        files_at(find_revision("v1.1.0", repository), "nothing")


def test_a_history_is_told_from_the_oldest(repository):
    (repository / "other").write_text("x")
    call(repository, "add", ".")
    call(repository, "commit", "-q", "-m", "something else")
    assert [each.name for each in history("v1.1.0..", repository, path="apis")] == ["v1.2.0", "v1.3.0"]
    told = history("v1.2.0..HEAD", repository)
    assert [each.subject for each in told] == ["state 3", "something else"]
    assert [each.name for each in tags(repository)] == ["v1.1.0", "v1.2.0", "v1.3.0"]
    with pytest.raises(InvalidInputError):
        history("main", repository)


@pytest.mark.parametrize(
    "name",
    [
        "--upload-pack=touch x",
        "-h",
        "",
        "a b",
        "main:x",
        ":/fix",
        "^main",
        "main..HEAD",
        "a\nb",
        "HEAD^{/a}",
        "*",
        "x" * 300,
    ],
)
def test_hostile_names_of_revisions_are_refused(name, repository):
    with pytest.raises(InvalidInputError):
        find_revision(name, repository)


@pytest.mark.parametrize(
    "name", ["main", "origin/main", "HEAD~3", "v1.2.0^{commit}", "main@{1}", "@", "feature/a#1", "HEAD^2~1"]
)
def test_names_that_people_use_are_fine(name):
    assert check_name(name) == name


@pytest.mark.parametrize(
    "path", ["--help", ":(exclude)apis", "apis/../apis/orders/*.yaml", "a b missing", "-x blob 12"]
)
def test_hostile_paths_name_nothing(path, repository):
    with pytest.raises(ApiyardError):
        bytes_at(find_revision("main", repository), path)


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", ".git/config", "apis/../../x"])
def test_paths_that_leave_the_repository_are_refused(path, repository):
    with pytest.raises(ForbiddenError):
        bytes_at(find_revision("main", repository), path)


def test_a_reference_out_of_the_repository_is_refused(repository):
    (repository.parent / "secret.yaml").write_text("type: string\n")
    text = _CONTRACT.replace("VERSION", "1.0.0").replace("../parts/order.yaml", "../secret.yaml")
    (repository / "openapi.yaml").write_text(text)
    call(repository, "add", ".")
    call(repository, "commit", "-q", "-m", "x")
    with pytest.raises(ForbiddenError):
        contract_at(find_revision("main", repository), "openapi.yaml")


def test_links_are_followed_inside_the_commit_only(repository):
    (repository / "link.yaml").symlink_to("apis/parts/order.yaml")
    (repository / "out.yaml").symlink_to("../secret.yaml")
    (repository / "round.yaml").symlink_to("round.yaml")
    call(repository, "add", ".")
    call(repository, "commit", "-q", "-m", "x")
    revision = find_revision("main", repository)
    assert bytes_at(revision, "link.yaml") == b"type: object\n"
    with pytest.raises(ForbiddenError):
        bytes_at(revision, "out.yaml")
    with pytest.raises(NotFoundError):
        bytes_at(revision, "round.yaml")


def test_nothing_that_a_repository_names_is_run(repository):
    program = repository.parent / "evil"
    mark = repository.parent / "was-run"
    program.write_text(f"#!{sys.executable}\nopen({str(mark)!r}, 'w').close()\n")
    program.chmod(0o755)
    names = ["core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "gpg.program", "diff.external"]
    names += ["diff.x.textconv", "filter.x.smudge", "filter.x.clean", "core.editor", "credential.helper", "pager.log"]
    for name in names:
        call(repository, "config", name, str(program))
    call(repository, "config", "log.showSignature", "true")
    for name in ("color.ui", "color.grep", "color.decorate", "log.decorate"):
        call(repository, "config", name, "always")
    call(repository, "config", "alias.log", f"!{program}")
    (repository / ".git/hooks").mkdir(exist_ok=True)
    shutil.copy(program, repository / ".git/hooks/post-index-change")
    (repository / ".gitattributes").write_text("* filter=x diff=x\n")
    revision = find_revision("HEAD", repository)
    assert contract_at(revision, "apis/orders/openapi.yaml").version == "1.3.0"
    assert history("HEAD~2..HEAD", repository, path="apis")
    assert files_at(revision)
    assert apis_at(revision) == ("apis/orders/openapi.yaml",)
    assert [each.name for each in tags(repository)] == ["v1.1.0", "v1.2.0", "v1.3.0"]
    assert revision.subject == "state 3"
    assert not mark.exists()


def test_contracts_of_a_folder_are_told_from_other_files(repository):
    for name, text in (
        ("a/min.json", '{"openapi":"3.0.0","info":{}}'),
        ("a/old.yml", "swagger: '2.0'\n"),
        ("a/notes.yaml", "about: openapi\n"),
        ("a/openapi.md", "openapi: 3.1.0\n"),
        ("a/node_modules/x.json", '{"openapi": "3.0.0"}'),
        ("a/ümlaut ?.yaml", "# x\nopenapi: 3.1.0\n"),
    ):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text)
    call(repository, "add", ".")
    call(repository, "commit", "-q", "-m", "x")
    revision = find_revision("main", repository)
    assert apis_at(revision, "a") == ("a/min.json", "a/old.yml", "a/ümlaut ?.yaml")
    assert apis_at(revision, "apis/parts") == ()
    with pytest.raises(NotFoundError):
        apis_at(revision, "nothing")


def test_settings_of_the_user_do_not_count(repository, monkeypatch):
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_PAGER", "false")
    assert find_revision("HEAD", repository).subject == "state 3"


def test_a_pointer_of_lfs_is_told_as_such(repository):
    (repository / "big.yaml").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    call(repository, "add", ".")
    call(repository, "commit", "-q", "-m", "x")
    with pytest.raises(InvalidInputError, match="LFS"):
        bytes_at(find_revision("main", repository), "big.yaml")


def test_size_is_bounded(repository):
    (repository / "big.json").write_text(" " * 100_000 + "{}")
    call(repository, "add", ".")
    call(repository, "commit", "-q", "-m", "x")
    with pytest.raises(TooLargeError):
        bytes_at(find_revision("main", repository), "big.json", most_bytes=10_000)
    with pytest.raises(TooLargeError):
        git(["cat-file", "blob", "HEAD:big.json"], repository, most_bytes=10)


def test_without_a_repository_it_is_told(tmp_path):
    with pytest.raises(NotFoundError, match="no git repository"):
        find_revision("HEAD", tmp_path)


def test_what_is_a_revision_is_told_apart(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd:name.yaml").write_text("x")
    assert split_ref("main:apis/orders/openapi.yaml") == ("main", "apis/orders/openapi.yaml")
    assert split_ref("HEAD~1:orders") == ("HEAD~1", "orders")
    assert split_ref("v1:") == ("v1", "")
    for other in ("https://example.org/a.yaml", "openapi.yaml", "orders@1.0.0", "-", ":x", "odd:name.yaml"):
        assert split_ref(other) is None
