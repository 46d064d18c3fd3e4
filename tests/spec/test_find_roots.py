"""The folders that a document may refer to."""

from __future__ import annotations

from pathlib import Path

import pytest

from apiyard.spec.find_roots import find_roots


@pytest.mark.parametrize("mark", [".git", "apiyard.yaml"])
def test_the_repository_around_a_document_may_be_read(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).touch()
    here = tmp_path / "elsewhere"
    own = tmp_path / "apis" / "orders"
    assert find_roots(own / "openapi.yaml", here) == (own.resolve(), here, tmp_path.resolve())


def test_a_home_folder_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_roots(tmp_path / "apis" / "openapi.yaml", tmp_path / "apis") == (
        (tmp_path / "apis").resolve(),
        tmp_path / "apis",
    )
