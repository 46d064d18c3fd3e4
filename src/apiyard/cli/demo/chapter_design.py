"""Design and mock: the contracts are linted, and tried before anything runs."""

from __future__ import annotations

import sys

import httpx

from apiyard.cli.demo.children import start_child, start_httpbin, stop_child
from apiyard.cli.demo.shop import Shop
from apiyard.cli.demo.step import Step, expect
from apiyard.wiring.apply import free_port


def _lint(shop: Shop) -> str:
    told = shop.must("lint")
    names = [each["name"] for each in told["contracts"]]
    findings = sum(len(each["findings"]) for each in told["contracts"])
    return f"{', '.join(names)}: {findings} findings, score {told['score']} of 100"


def _mock(shop: Shop) -> str:
    port = free_port("127.0.0.1")
    url = f"http://127.0.0.1:{port}"
    words = [sys.executable, "-m", "apiyard", "mock", str(shop.root / "apis/orders/openapi.yaml"), "--port", str(port)]
    child = start_child(words, log=shop.home / "mock.log", url=f"{url}/orders")
    try:
        headers = {"authorization": "Bearer any", "x-api-key": "any"}
        good = httpx.get(f"{url}/orders", headers=headers, trust_env=False)
        bad = httpx.post(f"{url}/orders", json={"customer": 7}, headers=headers, trust_env=False)
    finally:
        stop_child(child)
    expect(good.status_code == 200, f"the mock answered {good.status_code} {good.text[:200]}")
    media = bad.headers["content-type"]
    expect(bad.status_code in {400, 422} and "problem+json" in media, f"a bad request got {bad.status_code} {media}")
    return f"GET /orders 200, a wrong order {bad.status_code} {media.partition(';')[0]}"


def _import(shop: Shop) -> str:
    child, url = start_httpbin(shop.home)
    shop.notes["httpbin"] = child
    told = shop.must("import", f"{url}/spec.json", "--name", "httpbin")
    shop.commit("httpbin, which somebody else runs")
    mends = sum(each["count"] for each in told["mends"])
    return f"{told['title']}, OpenAPI {told['source_version']}, {told['operations']} operations, {mends} slips mended"


STEPS = (
    Step("Design", "lint the contracts", _lint),
    Step("Mock", "answer from a contract, refuse a bad request", _mock),
    Step("Design", "import a running service that nobody here wrote", _import),
)
"""The steps, in order."""
