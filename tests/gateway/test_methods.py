"""Methods of a contract's own are routed; slips are told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from apiyard.gateway.compile import compile_ir
from apiyard.gateway.intent import GatewayIntent, Route
from apiyard.gateway.resolve import resolve
from tests.golden.gateway.test_gateway_golden import read_intent

_GOLDEN = Path(__file__).parent.parent / "golden" / "gateway"


def _with_method(method: str) -> GatewayIntent:
    intent: GatewayIntent = read_intent(json.loads((_GOLDEN / "canary.intent.json").read_text("utf-8")))
    api, *others = intent.apis
    versions = tuple(replace(each, routes=(*each.routes, Route("own", method, "/own"))) for each in api.versions)
    return replace(intent, apis=(replace(api, versions=versions), *others))


@pytest.mark.parametrize("method", ["query", "COPY", "REPORT"])
def test_that_methods_of_ones_own_are_routed(method: str) -> None:
    resolved = resolve(_with_method(method))
    assert not resolved.findings
    assert method.upper() in repr(compile_ir(resolved.ir, authorities="/ca.pem"))


@pytest.mark.parametrize("method", ["GETT", "PSOT", "a b", ""])
def test_that_slips_are_told(method: str) -> None:
    (finding,) = resolve(_with_method(method)).findings
    assert "unknown method" in finding.message
