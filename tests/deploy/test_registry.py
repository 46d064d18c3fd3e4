"""The registry's noun and what separates wanted from running instances."""

from __future__ import annotations

import json

from apiyard.core.digest import digest_bytes
from apiyard.core.names import ApiName, Environment, Version
from apiyard.deploy.action import StartInstances, StopInstances
from apiyard.deploy.instance import Endpoint
from apiyard.deploy.registry import Deployment, DeploymentState, reconcile


def test_a_deployment_survives_json():
    one = Deployment(
        ApiName("orders"),
        Version("1.0.0"),
        Environment("staging"),
        "process",
        {"command": ["x"]},
        digest_bytes(b"bundle"),
        None,
        ("i1", "i2"),
        (Endpoint("127.0.0.1", 9000), Endpoint("127.0.0.1", 9001)),
        DeploymentState.ACTIVE,
    )
    assert Deployment.from_json(json.loads(json.dumps(one.to_json()))) == one
    assert one.id == "orders@1.0.0/staging"
    assert [state for state in DeploymentState if state.runs] == [DeploymentState.STARTING, DeploymentState.ACTIVE]


def test_reconcile_starts_before_it_stops():
    assert reconcile(["a", "b"], {"b", "old"}) == (StartInstances(("a",)), StopInstances(("old",)))


def test_reconcile_of_what_is_right_does_nothing():
    assert reconcile(["a", "b"], ["b", "a"]) == ()


def test_instances_of_a_rollout_are_left_alone():
    assert reconcile(["a"], ["a", "canary", "old"], kept={"canary"}) == (StopInstances(("old",)),)
