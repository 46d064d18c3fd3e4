"""Access: keys, plans, and every way to be refused."""

from __future__ import annotations

import time

import httpx

from apiyard.cli.demo.shop import Shop
from apiyard.cli.demo.step import Step, expect
from apiyard.cli.demo.traffic import Traffic

_PROBLEM = "application/problem+json"


def _refusals(shop: Shop) -> str:
    url, good = str(shop.notes["production"]), _bearer(str(shop.notes["key"]))
    other = shop.must("keys", "issue", "webshop", "--env", "staging")["key"]
    wanted = {
        "no key": (401, httpx.get(f"{url}/sales/orders", trust_env=False)),
        "a key for staging": (403, httpx.get(f"{url}/sales/orders", headers=_bearer(other), trust_env=False)),
        "an unknown path": (404, httpx.get(f"{url}/sales/nowhere", headers=good, trust_env=False)),
        "a wrong method": (405, httpx.delete(f"{url}/sales/orders", headers=good, trust_env=False)),
    }
    for what, (status, answer) in wanted.items():
        expect(answer.status_code == status, f"{what} got {answer.status_code}, not {status}")
        expect(answer.headers["content-type"] == _PROBLEM, f"{what} got {answer.headers['content-type']}")
    return ", ".join(f"{what} {status}" for what, (status, _) in wanted.items()) + ", all problem+json"


def _limit(shop: Shop) -> str:
    url = f"{shop.notes['production']}/sales/orders"
    keys = [shop.must("keys", "issue", "hobbyist", "--env", "production")["key"] for _ in range(2)]
    with httpx.Client(trust_env=False) as client:
        first = [client.get(url, headers=_bearer(keys[0])) for _ in range(10)]
        expect(all(each.status_code == 200 for each in first), f"within the plan: {[e.status_code for e in first]}")
        over = client.get(url, headers=_bearer(keys[1]))
        calm = client.get(url, headers=_bearer(str(shop.notes["key"])))
    expect(over.status_code == 429, f"request 11 of 10 got {over.status_code}")
    expect(calm.status_code == 200, "another consumer was limited too")
    told = {name: over.headers.get(name) for name in ("x-ratelimit-limit", "x-ratelimit-remaining", "retry-after")}
    expect(all(told.values()), f"headers are missing: {told}")
    return f"request 11 of 10 gets 429 also with another key of the consumer, retry after {told['retry-after']} s"


def _revoke(shop: Shop) -> str:
    url = f"{shop.notes['production']}/catalogue/products"
    issued = shop.must("keys", "issue", "warehouse", "--env", "production")
    headers = _bearer(issued["key"])
    expect(httpx.get(url, headers=headers, trust_env=False).status_code == 200, "the new key does not work")
    shop.must("keys", "revoke", issued["jti"])
    began = time.monotonic()
    while (status := httpx.get(url, headers=headers, trust_env=False).status_code) != 403:
        expect(time.monotonic() - began < 1, f"a revoked key still got {status} after a second")
    return f"refused {1000 * (time.monotonic() - began):.0f} ms after the command ended"


def _traffic(shop: Shop) -> str:
    keys = {
        name: shop.must("keys", "issue", name, "--env", "production")["key"]
        for name in ("webshop", "warehouse", "hobbyist")
    }
    shop.notes["traffic"] = traffic = Traffic(
        str(shop.notes["production"]), keys, {"webshop": 110.0, "warehouse": 60.0, "hobbyist": 1.0}
    )
    traffic.start()
    time.sleep(2)
    expect(traffic.count(200) > 100, f"only {traffic.count(200)} calls got 200: {dict(traffic.statuses)}")
    return f"{len(keys)} consumers, about {sum(traffic.pace.values()):.0f} calls a second over keep-alive connections"


def _bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


STEPS = (
    Step("Access", "every way to be refused", _refusals),
    Step("Access", "a plan's limit, per consumer", _limit),
    Step("Access", "revoke a key", _revoke),
    Step("Observe", "consumers begin to call", _traffic),
)
"""The steps, in order."""
