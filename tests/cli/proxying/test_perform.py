"""``apiyard proxy`` as a user runs it: lines while it runs, a cassette, a sum and an exit code at Ctrl-C."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import httpx
import pytest

from apiyard.cli.app import run
from apiyard.cli.mocking.running import running_mock
from apiyard.mock.forward.cassette import read_cassette
from tests.parts import ROOT

ORDERS = ROOT / "examples/shop/apis/orders/openapi.yaml"
KEY = {"authorization": "Bearer topsecret-1"}


def test_a_proxy_tells_records_and_ends_with_a_sum(tmp_path):
    cassette = tmp_path / "c.yaml"
    words = ["proxy", str(ORDERS), "--port", "0", "--format", "json", "--record", str(cassette)]
    with running_mock(ORDERS) as service:
        command = [sys.executable, "-m", "apiyard", *words, service.url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            url = json.loads(process.stdout.readline())["url"]
            with httpx.Client(base_url=url, headers=KEY, trust_env=False) as client:
                assert client.get("/orders").status_code == 200
                wrong = client.get("/orders?limit=999")
                assert "x-apiyard-violations" in wrong.headers
                assert client.get("/__apiyard/journal").json()["total"] == 2
                assert client.get("/orders", headers={"host": "evil.example"}).status_code == 421
            process.send_signal(signal.SIGINT)
            out, errors = process.communicate(timeout=30)
        service.verify("listOrders", times=2)
    good, bad, end = [json.loads(line) for line in out.splitlines()]
    assert (good["operation"], good["wrong"]) == ("listOrders", "")
    assert "limit" in bad["wrong"]
    assert (end["sum"]["total"], end["sum"]["broken"], end["recorded"]) == (2, 1, 2)
    assert (process.returncode, errors) == (1, "")
    assert len(read_cassette(cassette)) == 2
    assert "topsecret" not in cassette.read_text("utf-8")
    with running_mock(ORDERS, replay=cassette) as mock:
        assert httpx.get(f"{mock.url}/orders", headers=KEY, trust_env=False).status_code == 200
        assert httpx.get(f"{mock.url}/orders/ord_00000009", headers=KEY, trust_env=False).status_code == 404


@pytest.mark.parametrize(
    "words",
    [
        ["ftp://127.0.0.1"],
        ["http://127.0.0.1:1", "-H", "no header"],
        ["http://127.0.0.1:1", "--settings", "/no/such.yaml"],
        ["http://127.0.0.1:1", "--allow-host", "http://shop.test"],
        ["http://127.0.0.1:1", "--record", "/no/such/folder/c.yaml"],
    ],
)
def test_wrong_usage_is_told(words, capsys):
    assert run(["proxy", str(ORDERS), *words]) == 2
    assert "error" in capsys.readouterr().err
