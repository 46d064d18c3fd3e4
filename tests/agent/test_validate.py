"""A child Envoy looks at whole snapshots of the house's own compiler before any gateway gets them."""

from __future__ import annotations

import asyncio
import subprocess

import httpx
import pytest
from envoy.config.bootstrap.v3 import bootstrap_pb2
from envoy.config.listener.v3 import listener_pb2

from apiyard.agent.static import static_bootstrap
from apiyard.agent.validate import Validator
from apiyard.core.errors import UnavailableError
from apiyard.core.names import Environment, PlanName
from apiyard.gateway.binary import find_envoy
from apiyard.gateway.compile import compile_ir
from apiyard.gateway.intent import AccessIntent, Endpoint, GatewayIntent, Listener, PlanLimit, VersionIntent
from apiyard.gateway.resolve import resolve
from apiyard.gateway.snapshot import LISTENER, Snapshot, resource, snapshot
from tests.agent.agents import wait_for
from tests.agent.snapshots import small_snapshot
from tests.conftest import free_port, need
from tests.envoy.stage import ROUTES, Signer, api, version

pytestmark = pytest.mark.envoy


@pytest.fixture
def validator(tmp_path):
    need("envoy")
    return Validator(tmp_path / "validate", find_envoy)


def whole(port: int, *, upstream: int = 9, plans: int = 100) -> Snapshot:
    """Compile two APIs, one with two versions, with keys and limits."""
    signer = Signer()
    first = VersionIntent(version("1.0.0").version, "d1", (Endpoint("127.0.0.1", upstream),), ROUTES)
    second = VersionIntent(version("1.1.0").version, "d2", (Endpoint("127.0.0.1", upstream),), ROUTES)
    apis = (
        api("orders", first, second, split={"1.0.0": 9000, "1.1.0": 1000}, key_required=False),
        api("payments", first),
    )
    access = AccessIntent(jwks=signer.jwks, plans=(PlanLimit(PlanName("gold"), plans, 60),), revoked=("key-9",))
    resolved = resolve(GatewayIntent(Environment("staging"), Listener("127.0.0.1", port), apis, access))
    assert not resolved.findings
    return compile_ir(resolved.ir)


def test_nothing_that_travels_apart_is_left_out():
    compiled = whole(23_000)
    made = bootstrap_pb2.Bootstrap.FromString(static_bootstrap(compiled))
    text = str(made)
    assert len(made.static_resources.clusters) >= 3
    assert "config_discovery {" not in text
    assert "scoped_rds {" not in text
    assert "EDS" not in text


def test_the_house_s_own_snapshots_are_fine(validator):
    assert asyncio.run(validator.problems(whole(23_000))) == []


def test_a_fault_deep_inside_is_told_in_envoy_s_words(validator):
    good = whole(23_000)
    name, one = next(iter(good.of(LISTENER).items()))
    listener = listener_pb2.Listener.FromString(one.body)
    listener.filter_chains[0].filters.add(name="after the end")
    bad = snapshot(
        [(kind, one) for kind, by_name in good.resources.items() for one in by_name.values()]
        + [(LISTENER, resource(name, listener.SerializeToString()))]
    )
    problems = asyncio.run(validator.problems(bad))
    assert len(problems) == 1
    assert "must be the last filter" in problems[0]


def test_only_a_new_kind_is_looked_at(validator, monkeypatch):
    looked = []
    original = validator.problems

    async def counting(self, one):
        looked.append(one.digest)
        return await original(one)

    monkeypatch.setattr(Validator, "problems", counting)

    async def scenario():
        assert await validator.problems_of_kind(whole(23_000)) == []
        assert await validator.problems_of_kind(whole(23_000, plans=200)) == []
        assert len(looked) == 1, "values changed, not the kind"
        assert await validator.problems_of_kind(small_snapshot(23_000, 9)) == []
        assert len(looked) == 2

    asyncio.run(scenario())


def test_a_missing_program_is_told(tmp_path):
    def nowhere():
        raise UnavailableError("Envoy is not installed")

    with pytest.raises(UnavailableError, match="not installed"):
        asyncio.run(Validator(tmp_path, nowhere).problems(small_snapshot(23_000, 9)))


def test_no_child_and_no_file_is_left(validator, tmp_path):
    asyncio.run(validator.problems(small_snapshot(23_000, 9, bad_timeout=True)))
    assert list((tmp_path / "validate").iterdir()) == []
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path) not in listing


def test_a_compiled_snapshot_is_served_and_is_the_same_after_the_agent_s_death(yard, upstream):
    port = free_port()
    compiled = whole(port, upstream=upstream)
    applied = yard.node.put_gateway("staging", compiled, listener_port=port)
    assert applied.accepted, applied
    assert httpx.get(f"http://127.0.0.1:{port}/orders/things", trust_env=False).status_code == 200
    assert httpx.get(f"http://127.0.0.1:{port}/payments/things", trust_env=False).status_code == 401
    pid = yard.node.gateway("staging").pid
    yard.kill()
    yard.start()
    status = wait_for(lambda: (found := yard.node.gateway("staging")).connected and found)
    again = yard.node.put_gateway("staging", compiled, listener_port=port)
    assert again.accepted
    assert (status.pid, status.digest) == (pid, compiled.digest)
    assert yard.node.gateway("staging").xds.get("resources", 0) == 0
    batch = wait_for(lambda: (found := yard.node.records("staging")).counters.completed >= 2 and found)
    assert batch.counters.completed == 2
