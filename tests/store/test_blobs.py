"""Blobs are whole, named by their content, and checked when they are read."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import InvalidInputError, NotFoundError, UnavailableError
from apiyard.store.blobs import Blobs
from apiyard.store.trouble import StoreError


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs")


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 4096])
def test_bytes_come_back(blobs, data):
    digest = blobs.put(data)
    assert digest == digest_bytes(data)
    assert blobs.get(digest) == data
    assert blobs.has(digest)
    assert blobs.put(data) == digest


def test_an_unknown_digest_is_told(blobs):
    assert not blobs.has(digest_bytes(b"x"))
    with pytest.raises(NotFoundError):
        blobs.get(digest_bytes(b"x"))


def test_a_digest_is_no_path(blobs):
    with pytest.raises(InvalidInputError):
        blobs.get("sha256:../../../etc/passwd")


def test_a_changed_file_is_told(blobs):
    digest = blobs.put(b"content")
    (file,) = [path for path in blobs.folder.rglob("*") if path.is_file()]
    file.write_bytes(b"other")
    with pytest.raises(StoreError) as told:
        blobs.get(digest)
    assert told.value.code == "store-corrupt"


def test_a_full_disk_leaves_nothing_behind_and_says_what_to_do(blobs, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnavailableError) as told:
        blobs.put(b"content")
    assert told.value.code == "store-full"
    assert "free some space" in told.value.hint
    assert [path for path in blobs.folder.rglob("*") if path.is_file()] == []
    assert not blobs.has(digest_bytes(b"content"))


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError):
        Blobs(tmp_path / "file" / "blobs").put(b"content")


def test_many_may_put_the_same_at_once(blobs):
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(lambda _: blobs.put(b"same"), range(40)))
    assert digests == {digest_bytes(b"same")}
    assert len([path for path in blobs.folder.rglob("*") if path.is_file()]) == 1
