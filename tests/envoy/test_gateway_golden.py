"""Every configuration that was reviewed is one that a real Envoy takes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from apiyard.gateway.compile import compile_ir
from apiyard.gateway.intent import Listener
from apiyard.gateway.resolve import resolve
from tests.golden.gateway.test_gateway_golden import CASES, read_intent

pytestmark = pytest.mark.envoy
GOLDEN = Path(__file__).parent.parent / "golden" / "gateway"


def test_a_real_envoy_takes_every_reviewed_configuration(stage):
    for case in CASES:
        intent = read_intent(json.loads((GOLDEN / f"{case}.intent.json").read_text()))
        resolved = resolve(replace(intent, listener=Listener("127.0.0.1", stage.port)))
        applied = stage.put(compile_ir(resolved.ir))
        assert applied.effective, (case, applied, stage.log())
        assert not applied.nacks, case
