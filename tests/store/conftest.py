"""A store on each engine: every test that asks for one runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from apiyard.core.clock import ManualClock
from apiyard.store.open import open_store


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request, tmp_path: Path) -> str:
    """Give the URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/control.db"
    return request.getfixturevalue("postgres_database")


@pytest.fixture
def clock() -> ManualClock:
    """Give a clock that stands."""
    return ManualClock(datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC))


@pytest.fixture
def store(store_url, clock, tmp_path):
    """Give an open store."""
    opened = open_store(store_url, blobs=tmp_path / "blobs", clock=clock)
    yield opened
    opened.close()
