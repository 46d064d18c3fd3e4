"""Artefacts: equal files, equal bytes; bounds; nothing that should stay at home."""

from __future__ import annotations

import io
import os
import tarfile

import pytest

from apiyard.core.errors import InvalidInputError, NotFoundError, TooLargeError
from apiyard.release.artefact import ArtefactLimits, pack


def entries(artefact):
    with tarfile.open(fileobj=io.BytesIO(artefact.data), mode="r:gz") as archive:
        return {entry.name: entry for entry in archive.getmembers()}


def make(folder, *, order=("b.py", "a.py")):
    folder.mkdir()
    for name in order:
        (folder / name).write_text(f"print({name!r})\n")
    (folder / "bin").mkdir()
    (folder / "bin" / "run").write_text("#!/bin/sh\n")
    (folder / "bin" / "run").chmod(0o700)
    return folder


def test_equal_files_give_equal_bytes(tmp_path):
    one, two = make(tmp_path / "one"), make(tmp_path / "two", order=("a.py", "b.py"))
    (two / "a.py").chmod(0o666)
    os.utime(two / "a.py", (1, 1))
    (two / "__pycache__").mkdir()
    (two / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert pack(one).data == pack(two).data
    assert pack(one).digest == pack(two).digest
    (two / "a.py").write_text("print(2)\n")
    assert pack(one).digest != pack(two).digest


def test_entries_carry_nothing_of_the_machine(tmp_path):
    found = entries(pack(make(tmp_path / "one")))
    assert list(found) == ["a.py", "b.py", "bin", "bin/run"]
    assert [(entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname) for entry in found.values()] == [
        (0, 0, 0, "", "")
    ] * 4
    assert [found[name].mode for name in found] == [0o644, 0o644, 0o755, 0o755]


def test_what_stays_at_home(tmp_path):
    folder = make(tmp_path / "one")
    for name in (".git", ".venv", "node_modules", "data"):
        (folder / name).mkdir()
        (folder / name / "file").write_text("x")
    for name in (".env", ".env.local", "x.pyc", "notes.txt", "keep.txt"):
        (folder / name).write_text("x")
    (folder / ".apiyardignore").write_text("# ours\nnotes.*\n/data/\n")
    names = set(entries(pack(folder, ignore=["b.py"])))
    assert names == {"a.py", "bin", "bin/run", "keep.txt"}


def test_links_are_refused_unless_ignored(tmp_path):
    folder = make(tmp_path / "one")
    (folder / "bin" / "same").symlink_to("../a.py")
    with pytest.raises(InvalidInputError, match="no links"):
        pack(folder)
    assert "bin/same" not in entries(pack(folder, ignore=["same"]))


def test_what_is_no_file_is_refused(tmp_path):
    folder = make(tmp_path / "one")
    os.mkfifo(folder / "pipe")
    with pytest.raises(InvalidInputError, match="only files and folders"):
        pack(folder)


@pytest.mark.parametrize(
    "limits", [ArtefactLimits(max_files=3), ArtefactLimits(max_bytes=20), ArtefactLimits(max_depth=0)]
)
def test_bounds(tmp_path, limits):
    folder = make(tmp_path / "one")
    with pytest.raises(TooLargeError):
        pack(folder, limits=limits)


def test_a_missing_folder(tmp_path):
    with pytest.raises(NotFoundError):
        pack(tmp_path / "nothing")
