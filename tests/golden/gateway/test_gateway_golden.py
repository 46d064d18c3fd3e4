"""Intent in, Envoy configuration out: the review of a change here is the review of what Envoy is told.

Rewrite the expected files with ``APIYARD_REWRITE_GOLDEN=1 pytest tests/golden/gateway``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from envoy.config.cluster.v3 import cluster_pb2
from envoy.config.core.v3 import extension_pb2
from envoy.config.endpoint.v3 import endpoint_pb2
from envoy.config.listener.v3 import listener_pb2
from envoy.config.route.v3 import route_pb2, scoped_route_pb2
from envoy.service.runtime.v3 import rtds_pb2
from google.protobuf.json_format import MessageToDict

from apiyard.core.names import ApiName, Environment, PlanName, Version
from apiyard.core.split import Split
from apiyard.gateway.compile import compile_ir
from apiyard.gateway.intent import (
    AccessIntent,
    ApiIntent,
    Endpoint,
    GatewayIntent,
    Lifecycle,
    Listener,
    PlanLimit,
    Route,
    Stage,
    VersionIntent,
)
from apiyard.gateway.resolve import resolve
from apiyard.gateway.snapshot import Snapshot

HERE = Path(__file__).parent
CASES = sorted(path.name.removesuffix(".intent.json") for path in HERE.glob("*.intent.json"))
MESSAGES = (
    cluster_pb2.Cluster,
    endpoint_pb2.ClusterLoadAssignment,
    extension_pb2.TypedExtensionConfig,
    listener_pb2.Listener,
    route_pb2.RouteConfiguration,
    scoped_route_pb2.ScopedRouteConfiguration,
    rtds_pb2.Runtime,
)


def _version(tree: dict[str, Any]) -> VersionIntent:
    lifecycle = dict(tree.get("lifecycle", {}))
    if "stage" in lifecycle:
        lifecycle["stage"] = Stage(lifecycle["stage"])
    return VersionIntent(
        Version(tree["version"]),
        tree.get("deployment", f"dep-{tree['version']}"),
        tuple(Endpoint(*one) for one in tree.get("endpoints", [])),
        tuple(Route(*one) for one in tree.get("routes", [])),
        tree.get("upstream_path", ""),
        tree.get("host_header", ""),
        tree.get("tls", False),
        Lifecycle(**lifecycle),
    )


def _api(tree: dict[str, Any]) -> ApiIntent:
    split = tree.get("split")
    return ApiIntent(
        ApiName(tree["api"]),
        tree.get("base_path", f"/{tree['api']}"),
        tuple(_version(one) for one in tree["versions"]),
        Split({Version(name): weight for name, weight in split.items()}) if split else None,
        tree.get("key_required", True),
        tree.get("policies", {}),
    )


def read_intent(tree: dict[str, Any]) -> GatewayIntent:
    """Read an intent as the files here write it."""
    access = tree.get("access", {})
    limit = tree.get("ip_limit")
    return GatewayIntent(
        Environment(tree["environment"]),
        Listener(*tree["listener"]),
        tuple(_api(one) for one in tree["apis"]),
        AccessIntent(
            access["jwks"],
            plans=tuple(PlanLimit(PlanName(name), *numbers) for name, *numbers in access.get("plans", [])),
            revoked=tuple(access.get("revoked", [])),
            overrides={jti: PlanName(plan) for jti, plan in access.get("overrides", {}).items()},
        ),
        PlanLimit(PlanName(limit[0]), *limit[1:]) if limit else None,
    )


def _readable(snapshot: Snapshot) -> dict[str, Any]:
    kinds = {f"type.googleapis.com/{kind.DESCRIPTOR.full_name}": kind for kind in MESSAGES}
    return {
        type_url.rpartition(".")[2]: {
            name: {
                **({"owner": one.owner} if one.owner else {}),
                **MessageToDict(kinds[type_url].FromString(one.body), preserving_proto_field_name=True),
            }
            for name, one in by_name.items()
        }
        for type_url, by_name in snapshot.resources.items()
    }


def outcome(tree: dict[str, Any]) -> dict[str, Any]:
    """Give what an intent becomes, findings included."""
    resolved = resolve(read_intent(tree))
    findings = [f"{one.location}: {one.rule}: {one.message} [{one.piece}] {one.hint}" for one in resolved.findings]
    compiled = compile_ir(resolved.ir, authorities="/etc/ssl/certs/ca-certificates.crt")
    assert compile_ir(resolved.ir, authorities="/etc/ssl/certs/ca-certificates.crt").to_bytes() == compiled.to_bytes()
    assert Snapshot.from_bytes(compiled.to_bytes()) == compiled
    return {"findings": findings, "left_out": list(resolved.left_out), **_readable(compiled)}


@pytest.mark.parametrize("case", CASES)
def test_an_intent_becomes_the_configuration_that_was_reviewed(case):
    tree = json.loads((HERE / f"{case}.intent.json").read_text())
    found = outcome(tree)
    if tree.get("only"):
        found = {name: found[name] for name in tree["only"] if name in found}
    text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    expected = HERE / f"{case}.envoy.json"
    if os.environ.get("APIYARD_REWRITE_GOLDEN"):
        expected.write_text(text)
    assert json.loads(expected.read_text()) == found
