"""Prints what a call costs the gateway in CPU, against the same Envoy with nothing but a route."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from envoy.config.listener.v3 import listener_pb2
from envoy.extensions.filters.network.http_connection_manager.v3 import http_connection_manager_pb2 as hcm

from apiyard.core.names import PlanName
from apiyard.gateway.binary import find_envoy
from apiyard.gateway.intent import Endpoint, PlanLimit, Route
from apiyard.gateway.pack import pack, to_bytes
from apiyard.gateway.snapshot import LISTENER, Snapshot, resource, snapshot
from benchmarks.caller import call, request
from tests.conftest import free_port
from tests.envoy.stage import Stage, api, staged, version

TYPE = "type.googleapis.com/"
KEYS = 1_000
BODY = "x" * 200


@dataclass
class Case:
    """One way to serve calls."""

    name: str
    pid: int
    port: int
    requests: list[bytes]
    expected: int
    costs: list[float]


def _static(listeners: list[Any], clusters: list[Any]) -> str:
    return json.dumps({"static_resources": {"listeners": listeners, "clusters": clusters}})


def _listener(port: int, route: dict[str, Any]) -> dict[str, Any]:
    manager = {
        "@type": TYPE + "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "bare",
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [route]}]},
        "http_filters": [
            {"name": "router", "typed_config": {"@type": TYPE + "envoy.extensions.filters.http.router.v3.Router"}}
        ],
    }
    address = {"socket_address": {"address": "127.0.0.1", "port_value": port}}
    return {
        "name": "bare",
        "address": address,
        "filter_chains": [{"filters": [{"name": "http", "typed_config": manager}]}],
    }


def _envoy(stack: ExitStack, path: Path, configuration: str) -> int:
    path.write_text(configuration)
    command = [str(find_envoy()), "-c", str(path), "--concurrency", "1", "--disable-hot-restart", "-l", "error"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process.pid


def _service(port: int) -> dict[str, Any]:
    return _listener(
        port, {"match": {"prefix": "/"}, "direct_response": {"status": 200, "body": {"inline_string": BODY}}}
    )


def _bare(port: int, service: int) -> str:
    endpoint = {"endpoint": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": service}}}}
    cluster = {
        "name": "service",
        "type": "STATIC",
        "load_assignment": {"cluster_name": "service", "endpoints": [{"lb_endpoints": [endpoint]}]},
    }
    return _static([_listener(port, {"match": {"prefix": "/"}, "route": {"cluster": "service"}})], [cluster])


def _unlogged(full: Snapshot) -> Snapshot:
    """The same snapshot whose listener writes no log."""
    built = listener_pb2.Listener.FromString(full.of(LISTENER)["gateway"].body)
    chain = built.filter_chains[0].filters[0]
    manager = hcm.HttpConnectionManager.FromString(chain.typed_config.value)
    del manager.access_log[:]
    chain.typed_config.CopyFrom(pack(manager))
    rest = [(kind, one) for kind, by_name in full.resources.items() for one in by_name.values() if kind != LISTENER]
    return snapshot([*rest, (LISTENER, resource("gateway", to_bytes(built)))])


def _gateway(stack: ExitStack, service: int, keys: Stage | None, *, lists: bool, log: bool) -> Stage:
    stage = stack.enter_context(staged(free_port(), workers=1))
    if keys is not None:
        stage.signer = keys.signer
    stage.start_envoy()
    routes = tuple(Route(f"o{number}", "get", f"/things{number}/{{id}}") for number in range(5))
    shop = api("shop", version("1.0.0", routes=routes))
    there = shop.versions[0].__class__(shop.versions[0].version, "d", (Endpoint("127.0.0.1", service),), routes)
    shop = api("shop", there)
    full = stage.compile(
        stage.intent(
            shop,
            plans=(PlanLimit(PlanName("gold"), 1_000_000, 1),),
            revoked=tuple(f"revoked-{number}" for number in range(1_000 if lists else 0)),
            overrides={f"other-{number}": PlanName("gold") for number in range(100 if lists else 0)},
        )
    )
    applied = stage.put(full if log else _unlogged(full))
    assert applied.effective, (applied, stage.log())
    assert not applied.nacks, applied
    return stage


def _cpu(pid: int) -> float:
    """Seconds that all threads of a process were on a processor, in nanosecond steps (proc(5), schedstat)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def _shown(keys: list[str]) -> list[bytes]:
    return [request(f"/shop/things{number % 5}/7", authorization=f"Bearer {key}") for number, key in enumerate(keys)]


def _cases(stack: ExitStack, folder: Path) -> tuple[list[Case], Stage]:
    service, bare = free_port(), free_port()
    _envoy(stack, folder / "service.json", _static([_service(service)], []))
    pid = _envoy(stack, folder / "bare.json", _bare(bare, service))
    narrow = _gateway(stack, service, None, lists=False, log=False)
    full = _gateway(stack, service, narrow, lists=True, log=True)
    unlogged = _gateway(stack, service, narrow, lists=True, log=False)
    keys = [narrow.signer.sign(sub=f"c{number}", jti=f"k{number}") for number in range(KEYS)]
    good = _shown(keys)
    bad = _shown([key[:-6] + "AAAAAA" for key in keys])

    def case(name: str, stage: Stage, requests: list[bytes], *, expected: int = 200) -> Case:
        assert stage.envoy is not None
        return Case(name, stage.envoy.pid, stage.port, requests, expected, [])

    return [
        Case("bare Envoy", pid, bare, good, 200, []),
        case("key + limit", narrow, good),
        case("+ deny list of 1,000, plan overrides", unlogged, good),
        case("+ access log (everything)", full, good),
        case("everything, keys not in the cache", full, []),
        case("everything, keys with a wrong signature", full, bad, expected=401),
    ], narrow


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--calls", type=int, default=6_000)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ay")))
        cases, signer = _cases(stack, folder)
        time.sleep(1)
        for case in cases:
            if case.requests:
                call(case.port, case.requests, total=3_000)
        for number in range(options.rounds):
            for case in cases:
                calls = options.calls
                if not case.name.endswith("cache"):
                    requests = case.requests
                else:
                    calls = options.calls // 4
                    requests = _shown([signer.signer.sign(jti=f"{number}-{one}") for one in range(calls)])
                before = _cpu(case.pid)
                done = call(case.port, requests, total=calls)
                time.sleep(0.3)  # the log leaves in batches; it belongs to the cost
                case.costs.append((_cpu(case.pid) - before) / calls * 1e6)
                assert done.statuses == {case.expected: calls}, (case.name, done)
        _print(cases, options.rounds, options.calls)


def _print(cases: list[Case], rounds: int, calls: int) -> None:
    bare = cases[0].costs
    load = os.getloadavg()[0]
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}")
    print(f"{rounds} interleaved rounds of {calls} calls, 16 connections, 1 worker, {KEYS} known keys\n")
    print("| case | CPU us a call, median | bare / case, median of rounds |\n|---|---:|---:|")
    for case in cases:
        ratio = statistics.median(one / other for one, other in zip(bare, case.costs, strict=True))
        print(f"| {case.name} | {statistics.median(case.costs):.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
