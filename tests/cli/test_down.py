"""Ending what does not run."""

from __future__ import annotations

import pytest

from tests.notes import Notes
from tests.platforms import empty_platform, new_platform


def test_down_where_nothing_runs_says_so():
    with empty_platform() as platform:
        platform.write(Notes())
        assert platform.run("down").out.strip() == "nothing to end: it did not run"
        assert platform.run("down", "--format", "json").json() == {"ended": []}


@pytest.mark.envoy
def test_a_second_down_starts_nothing_and_says_so():
    with new_platform(Notes()) as platform:
        assert platform.run("down", "--format", "json").json()["ended"]
        assert platform.run("down", "--format", "json").json()["ended"] == []
        assert "nothing" in platform.run("down").out
