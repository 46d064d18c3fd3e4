"""The last checkpoint is remembered in a file of its own."""

from __future__ import annotations

import pytest

from apiyard.core.errors import ApiyardError
from apiyard.store.chain import GENESIS, Checkpoint, Witness
from apiyard.store.witness import remember, remembered

CHECKPOINT = Checkpoint(3, 1, 4, 4, GENESIS, GENESIS, 0, "k", "")


def test_what_is_remembered_comes_back(tmp_path):
    path = tmp_path / "keys" / "witness.json"
    assert remembered(path) is None
    remember(path, CHECKPOINT)
    assert remembered(path) == Witness(3, CHECKPOINT.digest)
    assert [file.name for file in path.parent.iterdir()] == ["witness.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"number": "x", "digest": ""}'])
def test_a_broken_file_is_no_witness(tmp_path, text):
    (tmp_path / "witness.json").write_text(text)
    assert remembered(tmp_path / "witness.json") is None


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ApiyardError):
        remember(tmp_path / "file" / "witness.json", CHECKPOINT)
