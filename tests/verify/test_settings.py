"""A settings file says what flags say, and more; a slip of the pen is told with its place."""

from __future__ import annotations

import pytest

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.verify.plan import Plan
from apiyard.verify.planning.selection import Selection
from apiyard.verify.planning.settings import read_settings

WRITTEN = """\
kinds: [examples, fuzz]
max-examples: 12
seconds: 7.5
workers: 3
headers: {X-Tenant: "${TENANT}"}
include: ["tag:orders"]
auth:
  shopKey: {kind: api-key, value: "${SHOP_KEY}", place: header, name: X-Key, always: true}
fixtures:
  - {parameter: customer, value: cus_1, always: true}
  - {property: /mail, value: a@b.c}
tuning:
  - {check: wrong-header, operations: [listOrders], options: {ignore: [x-total]}, reason: the proxy adds it}
  - {check: no-reply, off: true, reason: it sleeps}
baseline: known.yaml
"""


def env(name: str) -> str | None:
    return {"TENANT": "t1", "SHOP_KEY": "k"}.get(name)


def nothing(name: str) -> str | None:
    return None


def written(folder, text):
    path = folder / "verify.yaml"
    path.write_text(text)
    return path


def test_a_file_makes_a_plan(tmp_path):
    settings = read_settings(written(tmp_path, WRITTEN))
    given = {"seconds": 9.0, "seed": None, "selection": Selection(exclude=("deprecated",)), "headers": (("a", "b"),)}
    plan = settings.plan(env, given)
    assert (plan.max_examples, plan.seconds, plan.seed, plan.workers) == (12, 9.0, 0, 3)
    assert plan.headers == (("X-Tenant", "t1"), ("a", "b"))
    assert plan.selection == Selection(("tag:orders",), ("deprecated",))
    assert [(grant.name, grant.always) for grant in plan.auth] == [("shopKey", True)]
    assert [fixture.value for fixture in plan.fixtures] == ["cus_1", "a@b.c"]
    assert [tuning.reason for tuning in plan.tuning] == ["the proxy adds it", "it sleeps"]
    assert settings.baseline == tmp_path.resolve() / "known.yaml"


def test_an_empty_file_says_nothing(tmp_path):
    plan = read_settings(written(tmp_path, "{}")).plan(nothing, {})
    plain = Plan()
    assert [getattr(plan, name) for name in ("kinds", "seed", "seconds", "workers", "headers")] == [
        getattr(plain, name) for name in ("kinds", "seed", "seconds", "workers", "headers")
    ]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("worker: 2", "verify.yaml:1:1", "workers"),
        ("seed: x", "verify.yaml:1:1", "whole number"),
        ("- a", "verify.yaml", "mapping"),
        ("auth:\n  key: {kind: api-kee}", "verify.yaml:2:3", "api-key"),
        ("auth:\n  key: {kind: api-key, valu: a}", "verify.yaml:2:24", "value"),
        ("tuning:\n  - {check: wrong-body, off: true, reason: ''}", "verify.yaml:2:5", "reason"),
        ("tuning:\n  - {check: wrong-bod, off: true, reason: a}", "verify.yaml:2:5", "wrong-body"),
        ("fixtures:\n  - {value: 1}", "verify.yaml:2:5", "parameter"),
    ],
)
def test_slips_are_told_with_their_place(tmp_path, text, where, what):
    with pytest.raises(ApiyardError) as caught:
        read_settings(written(tmp_path, text))
    assert where in str(caught.value)
    assert what in str(caught.value)


def test_bounds_are_kept(tmp_path):
    with pytest.raises(InvalidInputError, match="workers"):
        read_settings(written(tmp_path, "workers: 1000")).plan(nothing, {})
    with pytest.raises(InvalidInputError, match="not set"):
        read_settings(written(tmp_path, 'headers: {a: "${NOT_SET}"}')).plan(nothing, {})
