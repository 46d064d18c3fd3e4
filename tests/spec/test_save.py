"""Files are written whole, where they may be, or not at all."""

from __future__ import annotations

import stat

import pytest

from apiyard.core.errors import ConflictError, ForbiddenError, InvalidInputError
from apiyard.spec.save import save


def test_the_mode_stays_and_nothing_else_is_left(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    save(file, b"new", roots=[tmp_path], expected=b"old")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_outside_the_roots_is_refused_also_by_a_link(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out.yaml"
    inside.mkdir()
    outside.write_bytes(b"old")
    (inside / "link.yaml").symlink_to(outside)
    for path in (outside, inside / "link.yaml", inside / ".." / "out.yaml"):
        with pytest.raises(ForbiddenError):
            save(path, b"new", roots=[inside])
    assert outside.read_bytes() == b"old"


def test_a_link_inside_is_kept(tmp_path):
    (tmp_path / "real.yaml").write_bytes(b"old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    save(tmp_path / "link.yaml", b"new", roots=[tmp_path])
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"


def test_what_somebody_else_wrote_is_kept(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"theirs")
    with pytest.raises(ConflictError):
        save(file, b"new", roots=[tmp_path], expected=b"old")
    with pytest.raises(ConflictError):
        save(tmp_path / "gone.yaml", b"new", roots=[tmp_path], expected=b"old")
    with pytest.raises(InvalidInputError):
        save(tmp_path / "no" / "folder.yaml", b"new", roots=[tmp_path])
    assert file.read_bytes() == b"theirs"
