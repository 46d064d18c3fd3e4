"""What of access becomes configuration: public members of right keys, plans within bounds, ids without tricks."""

from __future__ import annotations

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.core.names import PlanName
from apiyard.gateway.admission import UNKNOWN_PLAN, admit
from apiyard.gateway.intent import AccessIntent, PlanLimit
from apiyard.gateway.pack import to_bytes
from apiyard.gateway.resolve_access import resolve_access

KEY = {"kty": "OKP", "crv": "Ed25519", "kid": "k1", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
JWKS = {"keys": [KEY]}


def test_only_public_members_with_the_algorithm_pinned_go_on():
    resolved = resolve_access(AccessIntent({"keys": [{**KEY, "alg": "none", "note": "secret", "x5u": "http://evil"}]}))
    assert '"alg":"EdDSA"' in resolved.jwks
    assert "secret" not in resolved.jwks
    assert "evil" not in resolved.jwks


@pytest.mark.parametrize(
    "jwks",
    [
        {},
        {"keys": []},
        {"keys": "x"},
        {"keys": ["x"]},
        {"keys": [{**KEY, "kid": "a b"}]},
        {"keys": [{**KEY, "d": "x"}]},
    ],
)
def test_wrong_signing_keys_are_refused(jwks):
    with pytest.raises(InvalidInputError):
        resolve_access(AccessIntent(jwks))


@pytest.mark.parametrize("limits", [((0, 1),), ((1, 0),), ((2**32, 1),), ((1, 10**9),), ((1, 1), (2, 2))])
def test_wrong_plans_are_refused(limits):
    plans = tuple(PlanLimit(PlanName("gold"), *numbers) for numbers in limits)
    with pytest.raises(InvalidInputError):
        resolve_access(AccessIntent(JWKS, plans=plans))


@pytest.mark.parametrize("jti", ["", "a b", "a,b", "a\r\nb", "%REQ(x)%", "x" * 200])
def test_wrong_ids_are_refused(jti):
    for access in (AccessIntent(JWKS, revoked=(jti,)), AccessIntent(JWKS, overrides={jti: PlanName("gold")})):
        with pytest.raises(InvalidInputError):
            resolve_access(access)


def test_a_revoked_key_stays_revoked_when_its_plan_is_changed_too():
    assert to_bytes(admit(["gold"], ["a"], {"a": "gold"})) == to_bytes(admit(["gold"], ["a"], {}))


def test_a_key_whose_plan_is_changed_to_an_unknown_one_is_refused():
    changed = admit(["gold"], [], {"a": "gone", "b": "gold"}).xds_matcher.matcher_tree.exact_match_map.map
    assert changed["a"].action.name == UNKNOWN_PLAN
    assert changed["b"].action.name == "set-plan"


def test_plans_are_names_not_expressions():
    text = str(admit(["a.b"], [], {}))
    assert "a.b" not in text.replace("a\\\\.b", "")
    assert "a\\\\.b" in text
