"""Ending what does not run."""

from __future__ import annotations

from tests.notes import Notes
from tests.platforms import empty_platform


def test_down_where_nothing_runs_says_so():
    with empty_platform() as platform:
        platform.write(Notes())
        assert platform.run("down").out.strip() == "nothing to end: it did not run"
        assert platform.run("down", "--format", "json").json() == {"ended": []}
