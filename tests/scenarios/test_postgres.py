"""The same life with the facts in a real PostgreSQL: chosen by a URL, nothing else changes."""

from __future__ import annotations

import pytest

from tests.notes import Notes
from tests.platforms import call, new_platform

pytestmark = [pytest.mark.envoy, pytest.mark.postgres]


def test_the_facts_are_in_postgresql(postgres_database):
    with new_platform(Notes(), environ={"APIYARD_DATABASE": postgres_database}) as platform:
        platform.ship(Notes(), "staging", "production")
        key = str(platform.key("alice", "production")["key"])
        assert call(platform.gateway("production"), "/notes-api/notes/7", key).status == 200
        assert not platform.run("plan", "--format", "json").json()["changes"]
        before = len(platform.facts())
        assert before > 5

        platform.kill(platform.control_pid)
        assert platform.run("up", "--format", "json").json()["changed"] == []
        assert len(platform.facts()) == before
        assert platform.run("ledger", "verify", "--format", "json").json()["ok"] is True
        # The file is the lock of this workspace's control plane; the facts are elsewhere.
        assert not (platform.root / ".apiyard" / "control.db").exists()
