"""The example shop keeps its word, and the faults that are seeded in it show where they should."""

from __future__ import annotations

import filecmp
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from apiyard.core.evidence import Verdict
from apiyard.core.options import read_options
from apiyard.deploy.strategy import strategy
from apiyard.deploy.target import target
from apiyard.settings.read import read_workspace
from apiyard.spec.load import load_contract
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify
from tests.parts import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SHOP = ROOT / "examples/shop"
APIS = ("catalogue", "orders", "payments")


@contextmanager
def started(folder: Path, port: int):
    """Run a service of the shop until the end."""
    command = [sys.executable, "service.py", "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                if httpx.get(f"{url}/healthz").status_code == 200:
                    break
            except httpx.TransportError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.02)
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 0


def laid_over(step: str, folder: Path) -> Path:
    """Copy the shop and lay a step over it."""
    shutil.copytree(SHOP, folder / "shop", ignore=shutil.ignore_patterns(".apiyard", "__pycache__"))
    if step:
        shutil.copytree(SHOP / "steps" / step, folder / "shop", dirs_exist_ok=True)
    return folder / "shop"


def verified(folder: Path, api: str, port: int):
    with started(folder / "apis" / api / "service", port) as url:
        return verify(
            load_contract(folder / "apis" / api / "openapi.yaml"),
            url,
            Plan(("examples", "fuzz"), seconds=60, max_examples=40),
        )


@pytest.mark.parametrize("api", APIS)
def test_a_service_keeps_its_word(api, tmp_path, free_port):
    report = verified(laid_over("", tmp_path), api, free_port())
    assert report.failures == ()
    assert report.verdict is Verdict.PASS


@pytest.mark.parametrize("step", ["orders-1.1.0", "orders-1.2.0"])
def test_later_versions_pass_their_tests(step, tmp_path, free_port):
    assert verified(laid_over(step, tmp_path), "orders", free_port()).verdict is Verdict.PASS


def test_both_kinds_find_the_seeded_schema_fault_of_the_twin(tmp_path, free_port):
    report = verified(laid_over("orders-twin", tmp_path), "orders", free_port())
    assert [kind.verdict for kind in report.kinds] == [Verdict.FAIL, Verdict.FAIL]
    assert {failure.trouble.check for failure in report.failures} == {"wrong-body"}


def test_the_seeded_fault_shows_under_consumers_only(tmp_path, free_port):
    folder = laid_over("orders-1.2.0", tmp_path) / "apis/orders/service"
    with started(folder, free_port()) as url, httpx.Client(base_url=url) as client:
        direct = [client.get("/orders/ord_00000001").status_code for _ in range(12)]
        headers = {"x-consumer": "webshop"}
        through = [client.get("/orders/ord_00000001", headers=headers).status_code for _ in range(12)]
    assert direct == [200] * 12
    assert through == [200, 200, 200, 500] * 3


def test_the_workspace_is_read():
    workspace = read_workspace(SHOP)
    assert list(workspace.file.environments) == ["staging", "production"]
    assert set(workspace.products) == set(APIS)
    for product in workspace.products.values():
        service, rollout = product.file.service, product.file.rollout
        assert load_contract(product.contract).operations
        assert (product.folder / service.artefact).is_dir()
        assert read_options(target(service.target).options, service.options)
        assert read_options(strategy(rollout.strategy).options, rollout.options)


def test_the_three_services_have_the_same_server():
    first, *others = [SHOP / "apis" / api / "service/web.py" for api in APIS]
    assert all(filecmp.cmp(first, other, shallow=False) for other in others)


def test_versions_of_the_steps():
    versions = {
        step: load_contract(SHOP / f"steps/orders-{step}/apis/orders/openapi.yaml").version
        for step in ("1.1.0", "1.2.0")
    }
    assert versions == {"1.1.0": "1.1.0", "1.2.0": "1.2.0"}
