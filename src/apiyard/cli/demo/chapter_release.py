"""Verify, release, deploy: gates, a signed bundle, staging and production."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from apiyard.cli.demo.shop import Shop
from apiyard.cli.demo.step import Step, expect


def _twin(shop: Shop) -> str:
    shop.notes["reviewer"] = shop.must("tokens", "create", "reviewer", "--role", "admin")["token"]
    service = shop.root / "apis" / "orders"
    kept = shop.home / "orders-kept"
    shutil.copytree(service, kept)
    shop.lay("orders-twin")
    said = shop.apiyard("release", "orders")
    shutil.rmtree(service)
    shutil.copytree(kept, service)
    shop.commit("the service without the fault")
    told = said.value
    expect(said.code == 1 and told and not told["released"], f"the twin was not refused: {said.error[:300]}")
    gate = told["gates"]["verified"]
    expect(not gate["passed"] and told["gates"]["lint-clean"]["passed"], f"another gate said no: {told['gates']}")
    return f"a twin with a wrong reply is refused: {gate['reason'].partition(';')[0]}"


def _release(shop: Shop) -> str:
    return release(shop, "orders", "1.0.0")


def release(shop: Shop, api: str, version: str) -> str:
    """Release a version: asked for, approved by somebody else, asked for again.

    Args:
        shop: the shop.
        api: the API.
        version: the version its contract says.

    Returns:
        The evidence.
    """
    first = shop.apiyard("release", api)
    expect(first.value is not None, first.error)
    wrong = [gate for gate, each in first.value["gates"].items() if not each["passed"]]
    expect(wrong == ["approved"], f"not only the approval is missing: {wrong}: {first.value['gates']}")
    shop.must("approve", f"{api}@{version}", token=str(shop.notes["reviewer"]))
    told = shop.must("release", api)
    return f"{len(told['gates'])} gates passed, bundle {told['bundle'][7:19]}"


def _others(shop: Shop) -> str:
    # Side by side, as several teams would: each API is its own lane.
    with ThreadPoolExecutor(max_workers=len(_OTHERS)) as teams:
        made = list(teams.map(lambda one: _one_more(shop, *one), _OTHERS))
    key = {"authorization": f"Bearer {shop.notes['key']}"}
    answer = httpx.get(f"{shop.notes['production']}/httpbin/uuid", headers=key, trust_env=False)
    expect(answer.status_code == 200 and "uuid" in answer.json(), f"httpbin answered {answer.status_code}")
    return f"{', '.join(made)} in staging and production; GET /httpbin/uuid: 200"


def _one_more(shop: Shop, api: str, version: str) -> str:
    release(shop, api, version)
    for environment in ("staging", "production"):
        _deployed(shop.must("deploy", f"{api}@{version}", "--env", environment))
    return f"{api}@{version}"


_OTHERS = (("catalogue", "1.0.0"), ("payments", "1.0.0"), ("httpbin", "0.10.4"))


def _deployed(told: Any) -> None:
    expect(told["phase"] == "promoted", f"the rollout ended as {told['phase']}: {told['reason']}")


def _staging(shop: Shop) -> str:
    early = shop.apiyard("deploy", "orders@1.0.0", "--env", "production")
    expect(early.code != 0 and "not-staged" in early.error, "production took what staging never saw")
    told = shop.must("deploy", "orders@1.0.0", "--env", "staging")
    _deployed(told)
    return f"healthy and serving after {told['seconds']:.1f} s; production refused it before"


def _promote(shop: Shop) -> str:
    told = shop.must("promote", "orders")
    _deployed(told)
    key = shop.must("keys", "issue", "webshop", "--env", "production")["key"]
    shop.notes["key"] = key
    url = f"{shop.notes['production']}/sales/orders"
    answer = httpx.get(url, headers={"authorization": f"Bearer {key}"}, trust_env=False)
    expect(answer.status_code == 200, f"the first call got {answer.status_code} {answer.text[:200]}")
    return f"serving after {told['seconds']:.1f} s; GET /sales/orders through the gateway: 200"


STEPS = (
    Step("Release", "a faulty service does not get through", _twin),
    Step("Release", "orders 1.0.0: gates, one approval, a signed bundle", _release),
    Step("Deploy", "orders 1.0.0 to staging", _staging),
    Step("Deploy", "promote it to production", _promote),
    Step("Deploy", "the other services, one of them external", _others),
)
"""The steps, in order."""
