"""Artefacts come from outside: what leaves its folder, links or is too large never gets in."""

from __future__ import annotations

import io
import os
import tarfile

import pytest

from apiyard.agent import artefacts as room
from apiyard.agent.artefacts import Artefacts
from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ConflictError, InvalidInputError, NotFoundError, TooLargeError


def pack(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def file(name: str, data: bytes = b"x", mode: int = 0o644) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.mode = mode
    return info, data


def special(name: str, kind: bytes, link: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info, b""


@pytest.fixture
def artefacts(tmp_path):
    return Artefacts(tmp_path / "artefacts")


def put(artefacts, data):
    return artefacts.put(digest_bytes(data), io.BytesIO(data))


def test_files_are_unpacked_read_only(artefacts):
    place = put(artefacts, pack(file("app/main.py", b"print()"), file("run", b"#!", 0o755)))
    assert (place / "app/main.py").read_bytes() == b"print()"
    assert (place / "app/main.py").stat().st_mode & 0o777 == 0o400
    assert (place / "run").stat().st_mode & 0o777 == 0o500
    assert (place / "app").stat().st_mode & 0o777 == 0o500
    data = pack(file("app/main.py", b"print()"), file("run", b"#!", 0o755))
    assert put(artefacts, data) == artefacts.find(digest_bytes(data))


@pytest.mark.parametrize(
    "member",
    [
        file("../out"),
        file("a/../../out"),
        file("/etc/out"),
        file("a/" * 600 + "out"),
        special("link", tarfile.SYMTYPE, "/etc/passwd"),
        special("link", tarfile.SYMTYPE, "inside"),
        special("hard", tarfile.LNKTYPE, "main.py"),
        special("device", tarfile.CHRTYPE),
        special("block", tarfile.BLKTYPE),
        special("pipe", tarfile.FIFOTYPE),
    ],
    ids=lambda member: member[0].name[:20] + str(member[0].type),
)
def test_hostile_members_are_refused_and_nothing_stays(artefacts, member, tmp_path):
    with pytest.raises(InvalidInputError):
        put(artefacts, pack(file("main.py"), member))
    assert list(artefacts.folder.iterdir()) == []
    assert not (tmp_path / "out").exists()


def test_writing_through_a_planted_link_is_refused(artefacts, tmp_path):
    data = pack(special("dir", tarfile.SYMTYPE, str(tmp_path)), file("dir/out"))
    with pytest.raises(InvalidInputError):
        put(artefacts, data)
    assert not (tmp_path / "out").exists()


def test_the_same_name_twice_is_refused(artefacts):
    with pytest.raises(InvalidInputError):
        put(artefacts, pack(file("a"), file("a")))


@pytest.mark.parametrize("data", [b"", b"no archive", pack(file("a", b"x" * 5000))[:60]], ids=["empty", "text", "cut"])
def test_what_is_no_archive_is_refused(artefacts, data):
    with pytest.raises(InvalidInputError):
        put(artefacts, data)


def test_another_digest_is_refused(artefacts):
    with pytest.raises(ConflictError, match="another digest"):
        artefacts.put(digest_bytes(b"other"), io.BytesIO(pack(file("a"))))


def test_bounds_on_size_and_count(artefacts, monkeypatch):
    monkeypatch.setattr(room, "MAX_UNPACKED", 1000)
    with pytest.raises(TooLargeError):
        put(artefacts, pack(file("zeros", bytes(2000))))
    monkeypatch.setattr(room, "MAX_FILES", 3)
    with pytest.raises(TooLargeError):
        put(artefacts, pack(*(file(f"f{number}") for number in range(4))))
    monkeypatch.setattr(room, "MAX_PACKED", 10)
    with pytest.raises(TooLargeError):
        put(artefacts, pack(file("a")))
    assert list(artefacts.folder.iterdir()) == []


def test_unused_ones_are_cleaned_oldest_first(artefacts):
    packed = [pack(file("a", bytes([number]))) for number in range(4)]
    places = [put(artefacts, data) for data in packed]
    for age, place in enumerate(places):
        os.utime(place, (1000 + age, 1000 + age))
    (artefacts.folder / ".new-half").mkdir()
    artefacts.clean(frozenset({digest_bytes(packed[0])}), keep=1)
    assert (artefacts.folder / ".new-half").exists(), "somebody may be unpacking"
    artefacts.remove_halves()
    assert set(artefacts.folder.iterdir()) == {places[0], places[3]}
    with pytest.raises(NotFoundError, match="put_artefact"):
        artefacts.find(digest_bytes(packed[1]))
