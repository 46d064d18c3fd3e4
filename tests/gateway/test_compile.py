"""Compiling: equal input gives equal bytes, and a change touches only what it must."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from envoy.service.runtime.v3 import rtds_pb2

from apiyard.core.errors import InvalidInputError
from apiyard.core.names import Version
from apiyard.core.split import Split
from apiyard.gateway.binary import find_envoy
from apiyard.gateway.bootstrap import Bounds, Sockets, arguments, bootstrap
from apiyard.gateway.compile import compile_ir
from apiyard.gateway.keep import keep_former
from apiyard.gateway.resolve import resolve
from apiyard.gateway.routes import api_matcher
from apiyard.gateway.snapshot import CLUSTER, ENDPOINTS, FILTER, LISTENER, ROUTES, RUNTIME, SCOPE, Snapshot
from tests.golden.gateway.test_gateway_golden import read_intent

GOLDEN = Path(__file__).parent.parent / "golden" / "gateway"


def _intent(case: str = "canary"):
    return read_intent(json.loads((GOLDEN / f"{case}.intent.json").read_text()))


def _compiled(intent) -> Snapshot:
    resolved = resolve(intent)
    assert not resolved.findings
    return compile_ir(resolved.ir, authorities="/ca.pem")


def _changed(old: Snapshot, new: Snapshot) -> set[tuple[str, str]]:
    kinds = set(old.resources) | set(new.resources)
    return {
        (kind.rpartition(".")[2], name)
        for kind in kinds
        for name in set(old.of(kind)) | set(new.of(kind))
        if old.of(kind).get(name) != new.of(kind).get(name)
    }


def test_new_weights_change_the_runtime_only_and_compile_no_route_again():
    intent = _intent()
    old = _compiled(intent)
    before = api_matcher.cache_info().misses
    split = Split({Version("1.0.0"): 5_000, Version("1.1.0"): 5_000})
    new = _compiled(replace(intent, apis=(replace(intent.apis[0], split=split),)))
    assert _changed(old, new) == {("Runtime", "apiyard")}
    assert api_matcher.cache_info().misses == before


def test_revocations_plans_and_overrides_change_filters_only():
    intent = _intent()
    old = _compiled(intent)
    access = replace(intent.access, revoked=("a", "b", "c", "d"))
    assert {kind for kind, _ in _changed(old, _compiled(replace(intent, access=access)))} == {"TypedExtensionConfig"}
    faster = replace(intent.access, plans=(replace(intent.access.plans[0], requests=7),))
    assert _changed(old, _compiled(replace(intent, access=faster))) == {("TypedExtensionConfig", "apiyard.limit")}


def test_another_api_changes_nothing_of_the_first():
    intent = _intent()
    more = replace(intent.apis[0], api="second", base_path="/second")
    changed = _changed(_compiled(intent), _compiled(replace(intent, apis=(*intent.apis, more))))
    assert not [name for _, name in changed if name.startswith("orders")]
    assert ("Listener", "gateway") not in changed


def test_an_api_that_became_wrong_keeps_its_former_form_and_weights():
    intent = _intent()
    former = _compiled(intent)
    second = replace(intent.apis[0], api="second", base_path="/second", split=None)
    wrong = replace(intent, apis=(replace(intent.apis[0], base_path="/orders/../x"), second))
    resolved = resolve(wrong)
    assert resolved.left_out == ("orders",)
    kept = keep_former(compile_ir(resolved.ir), former, resolved.left_out)
    for kind in (CLUSTER, ENDPOINTS, SCOPE, ROUTES):
        for name, one in former.of(kind).items():
            assert kept.of(kind)[name] == one
    assert "second" in kept.of(SCOPE)
    layer = rtds_pb2.Runtime.FromString(kept.of(RUNTIME)["apiyard"].body).layer
    assert layer["split.orders.orders@1.1.0/staging"] == 100


def test_a_snapshot_comes_back_from_its_bytes_and_refuses_others():
    made = _compiled(_intent("whole"))
    again = Snapshot.from_bytes(made.to_bytes())
    assert again == made
    assert again.digest == made.digest
    for wrong in (b"", b"[]", b"{", b'{"x":{}}x', b'{"x":{"a":{"body":"%%","owner":""}}}', b'{"x":{"a":1}}'):
        with pytest.raises(InvalidInputError):
            Snapshot.from_bytes(wrong)


def test_no_secret_is_in_a_snapshot_and_claims_stay_out_of_records():
    made = _compiled(_intent("whole"))
    assert b'"d"' not in made.of(FILTER)["apiyard.key"].body
    assert b"payload" not in made.of(FILTER)["apiyard.key"].body
    assert set(made.of(LISTENER)) == {"gateway"}


def test_the_bootstrap_opens_sockets_of_the_owner_only(tmp_path):
    sockets = Sockets(Path("/tmp/a"), Path("/tmp/b"), Path("/tmp/c"))
    tree = json.loads(bootstrap("n", "staging", sockets, bounds=Bounds(10, 1_000_000)))
    assert tree["admin"]["address"]["pipe"] == {"path": "/tmp/a", "mode": 0o600}
    assert "socket_address" not in json.dumps(tree)
    with pytest.raises(InvalidInputError):
        bootstrap("n", "staging", replace(sockets, admin=Path("/tmp/" + "a" * 200)))
    assert arguments(Path("/envoy"), tmp_path, log=tmp_path, workers=3)[4] == "3"
    assert find_envoy().name == "envoy"
