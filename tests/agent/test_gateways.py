"""Gateways of a real agent with a real Envoy: put, refused, killed, and back from the last good snapshot."""

from __future__ import annotations

import os
import signal
import stat

import httpx
import pytest
from envoy.service.accesslog.v3 import als_pb2

from apiyard.core.errors import ConflictError, NotFoundError
from apiyard.gateway.snapshot import LISTENER, resource, snapshot
from apiyard.wiring.node import Node
from apiyard.wiring.node_messages import ProcessState
from tests.agent.agents import runs, wait_for
from tests.agent.load import Load
from tests.agent.snapshots import small_snapshot
from tests.conftest import free_port, need

pytestmark = pytest.mark.envoy


@pytest.fixture(autouse=True)
def _envoy():
    need("envoy")


@pytest.fixture
def port(yard, upstream):
    """Give the port of a gateway that serves a settled snapshot."""
    port = free_port()
    applied = yard.node.put_gateway("staging", small_snapshot(port, upstream), listener_port=port)
    assert (applied.accepted, applied.live, tuple(applied.nacks)) == (True, True, ())
    settled(yard)
    return port


def settled(yard):
    return wait_for(
        lambda: (found := yard.node.gateway("staging")).last_good_digest == found.digest and found, what="last good"
    )


def words(port: int) -> str:
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/a", trust_env=False)
    except httpx.HTTPError:
        return ""
    return answer.headers["x-words"] if answer.status_code == 200 else ""


def test_a_gateway_serves_and_changes(yard, port, upstream):
    assert words(port) == "none"
    status = yard.node.gateway("staging")
    assert status.state is ProcessState.HEALTHY
    assert status.connected
    assert status.listener_port == port
    yard.node.put_gateway("staging", small_snapshot(port, upstream, words="two"), listener_port=port)
    assert words(port) == "two"
    assert yard.node.gateway("staging").pid == status.pid
    admin = [path for path in yard.run_dir.iterdir() if path.name.startswith("envoy-")]
    assert [stat.S_IMODE(path.stat().st_mode) for path in admin] == [0o600]


def test_an_equal_snapshot_is_not_sent_again(yard, port, upstream):
    before = yard.node.gateway("staging").xds
    applied = yard.node.put_gateway("staging", small_snapshot(port, upstream), listener_port=port)
    assert applied.accepted
    assert yard.node.gateway("staging").xds == before


def test_a_client_that_knows_another_base_sends_everything(yard, port, upstream):
    other = Node(yard.node.socket)
    other.put_gateway("staging", small_snapshot(port, upstream, words="other"), listener_port=port)
    applied = yard.node.put_gateway("staging", small_snapshot(port, upstream, words="mine"), listener_port=port)
    assert applied.accepted
    assert words(port) == "mine"
    other.close()


def test_a_refused_snapshot_leaves_the_former_one_and_names_its_owner(yard, port, upstream):
    yard.node.put_gateway("staging", small_snapshot(port, upstream, words="good"), listener_port=port)
    former = settled(yard).digest
    applied = yard.node.put_gateway("staging", small_snapshot(port, upstream, bad_timeout=True), listener_port=port)
    assert not applied.accepted
    assert applied.digest == former
    assert [(nack.owner, list(nack.names)) for nack in applied.nacks] == [("shop", ["http"])]
    assert "unknown cluster 'nobody'" in applied.nacks[0].text
    assert words(port) == "good"
    assert yard.node.gateway("staging").digest == former
    assert yard.node.put_gateway("staging", small_snapshot(port, upstream, words="next"), listener_port=port).accepted
    assert words(port) == "next"


def test_what_envoy_cannot_even_load_never_reaches_the_serving_one(yard, port, upstream):
    bad = snapshot([(LISTENER, resource("http", b"\x0a\x03abc\xff\xff", owner="shop"))])
    before = yard.node.gateway("staging").xds
    applied = yard.node.put_gateway("staging", bad, listener_port=port)
    assert not applied.accepted
    assert applied.problems
    assert yard.node.gateway("staging").xds == before
    assert words(port) == "none"


def test_validate_looks_without_serving(yard, upstream):
    port = free_port()
    assert yard.node.validate("production", small_snapshot(port, upstream)) == []
    problems = yard.node.validate("production", small_snapshot(port, upstream, bad_timeout=True))
    assert any("unknown cluster 'nobody'" in problem for problem in problems)
    with pytest.raises(NotFoundError):
        yard.node.gateway("production")


def test_a_taken_port_is_told_before_anything_starts(yard, port, upstream):
    with pytest.raises(ConflictError, match="taken by the gateway of staging"):
        yard.node.put_gateway("production", small_snapshot(port, upstream), listener_port=port)
    with pytest.raises(ConflictError, match="is taken"):
        yard.node.put_gateway("production", small_snapshot(upstream, upstream), listener_port=upstream)
    assert [gateway.environment for gateway in yard.node.status().gateways] == ["staging"]


def test_two_gateways_live_side_by_side(yard, port, upstream):
    second = free_port()
    yard.node.put_gateway("production", small_snapshot(second, upstream, words="production"), listener_port=second)
    assert (words(port), words(second)) == ("none", "production")
    pid = yard.node.gateway("staging").pid
    yard.node.delete_gateway("staging")
    assert not runs(pid)
    assert (words(port), words(second)) == ("", "production")
    assert [gateway.environment for gateway in yard.node.status().gateways] == ["production"]


def test_a_killed_envoy_is_back_with_what_it_served(yard, port, upstream):
    yard.node.put_gateway("staging", small_snapshot(port, upstream, words="kept"), listener_port=port)
    pid = settled(yard).pid
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: words(port) == "kept", seconds=10, what="the return of Envoy")
    status = yard.node.gateway("staging")
    assert status.pid != pid
    assert status.restarts == 1
    assert status.fallback == ""


def unproven(yard, port, upstream, then) -> tuple[str, str]:
    """Put a snapshot and do something before it counts as good; give its words and digest.

    On a machine that stops for a moment it can be proven by then; so it is tried again with another one.
    """
    for attempt in range(10):
        word = f"unproven-{attempt}"
        new = yard.node.put_gateway("staging", small_snapshot(port, upstream, words=word), listener_port=port)
        then()
        if new.accepted and yard.node.gateway("staging").last_good_digest != new.digest:
            return word, new.digest
        settled(yard)
    raise AssertionError("ten snapshots were proven before anything could be done")


def test_an_envoy_that_dies_soon_after_a_new_snapshot_falls_back(yard, port, upstream):
    def kill_envoy():
        before = yard.node.gateway("staging")
        os.kill(before.pid, signal.SIGKILL)
        wait_for(lambda: yard.node.gateway("staging").restarts > before.restarts, what="the restart")

    word, digest = unproven(yard, port, upstream, kill_envoy)
    status = yard.node.gateway("staging")
    assert status.fallback_digest == digest
    assert "soon after" in status.fallback
    assert status.digest == status.last_good_digest != digest
    again = yard.node.put_gateway("staging", small_snapshot(port, upstream, words=word), listener_port=port)
    assert not again.accepted
    assert "tried again in" in again.problems[0]
    wait_for(lambda: words(port) not in {"", word}, what="the last good snapshot")
    assert yard.node.put_gateway("staging", small_snapshot(port, upstream, words="cured"), listener_port=port).accepted


def test_boot_from_last_good_with_nobody_else_there(yard, port, upstream):
    yard.node.put_gateway("staging", small_snapshot(port, upstream, words="last"), listener_port=port)
    settled(yard)
    yard.node.shutdown(stop_everything=True)
    assert words(port) == ""
    yard.start()
    wait_for(lambda: words(port) == "last", seconds=10, what="the boot from last good")


def test_agent_and_envoy_killed_together_boot_from_last_good_not_from_the_unproven(yard, port, upstream):
    def kill_both():
        pid = yard.node.gateway("staging").pid
        yard.kill()
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not runs(pid))
        yard.start()

    word, digest = unproven(yard, port, upstream, kill_both)
    assert yard.node.gateway("staging").digest != digest
    assert wait_for(lambda: words(port), what="the boot from last good") != word


def test_agent_killed_under_load_fails_no_call_and_the_next_one_adopts(yard, port, upstream):
    yard.node.put_gateway("staging", small_snapshot(port, upstream, words="same"), listener_port=port)
    before = settled(yard)
    with Load(port).running() as load:
        wait_for(lambda: load.good > 100)
        yard.kill()
        at_death = load.good
        wait_for(lambda: load.good > at_death + 300)
        yard.start()
        wait_for(lambda: yard.node.gateway("staging").connected, what="the reconnection")
        again = load.good
        wait_for(lambda: load.good > again + 300)
        after = settled(yard)
        equal = yard.node.put_gateway("staging", small_snapshot(port, upstream, words="same"), listener_port=port)
    assert load.failed == []
    assert (after.pid, after.born, after.restarts) == (before.pid, before.born, 0)
    assert after.digest == before.digest
    assert equal.accepted
    assert yard.node.gateway("staging").xds.get("resources", 0) == 0, "nothing that is equal is sent again"


def test_unproven_snapshot_stays_with_a_living_envoy_over_the_death_of_the_agent(yard, port, upstream):
    new = yard.node.put_gateway("staging", small_snapshot(port, upstream, words="new"), listener_port=port)
    yard.kill()
    yard.start()
    wait_for(lambda: yard.node.gateway("staging").connected)
    assert yard.node.gateway("staging").digest == new.digest
    assert words(port) == "new"
    assert settled(yard).last_good_digest == new.digest


def entries(batch) -> int:
    parsed = [als_pb2.StreamAccessLogsMessage.FromString(message) for message in batch.messages]
    return sum(len(message.http_logs.log_entry) for message in parsed)


def records(yard, count: int):
    """Read all records until there are as many as asked for."""
    batch = wait_for(
        lambda: (found := yard.node.records("staging", wait_seconds=1.0)) and entries(found) >= count and found,
        what=f"{count} records",
    )
    assert entries(batch) == count
    return batch


def test_records_are_spooled_counted_and_acknowledged(yard, port):
    for _ in range(7):
        assert words(port)
    batch = records(yard, 7)
    assert batch.environment == "staging"
    assert (batch.counters.completed, batch.counters.spooled, batch.counters.dropped) == (7, 7, 0)
    assert batch.counters.pending_bytes > 0
    yard.node.ack_records("staging", batch.cursor)
    assert entries(yard.node.records("staging")) == 0
    assert yard.node.records("staging", batch.cursor).counters.pending_bytes == 0


def test_records_survive_the_agent_and_counts_go_on(yard, port):
    words(port)
    records(yard, 1)
    yard.kill()
    words(port)  # Envoy's log has no acknowledgement: this record may be lost, but never unseen
    yard.start()
    wait_for(lambda: yard.node.records("staging").counters.completed == 2)
    os.kill(yard.node.gateway("staging").pid, signal.SIGKILL)
    wait_for(lambda: words(port), what="the return of Envoy")
    counters = wait_for(
        lambda: (found := yard.node.records("staging").counters).completed == 3 and found.spooled >= 2 and found
    )
    assert counters.dropped == 0
    assert entries(yard.node.records("staging")) == counters.spooled


def test_records_outlive_their_gateway_until_they_are_acknowledged(yard, port):
    words(port)
    records(yard, 1)
    yard.node.delete_gateway("staging")
    batch = records(yard, 1)
    assert batch.counters.completed == 1
    yard.node.ack_records("staging", batch.cursor)
    with pytest.raises(NotFoundError):
        yard.node.records("staging")


def test_end_of_everything_leaves_no_process(yard, port):
    pids = [yard.pid, yard.node.gateway("staging").pid]
    yard.node.shutdown(stop_everything=True)
    wait_for(lambda: not any(runs(pid) for pid in pids))
    assert list(yard.run_dir.iterdir()) == []
