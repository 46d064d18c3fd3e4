"""A clock that stands and a ring of keys in a folder of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from apiyard.access.signing_keys import open_ring
from apiyard.core.clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    """Give a clock that stands."""
    return ManualClock(datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC))


@pytest.fixture
def ring(tmp_path, clock):
    """Give a ring with one key."""
    return open_ring(tmp_path / "keys", purpose="consumers", clock=clock)
