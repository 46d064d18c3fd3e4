"""A certificate that nobody vouches for is told before anything is asked, and believed where that is wished."""

from __future__ import annotations

import pytest

from apiyard.core.clock import SystemClock
from apiyard.core.errors import UnavailableError
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served
from apiyard.mock.serving.tls import Tls, self_signed
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify
from tests.apps.pets import CONTRACT, Pets

pytest.importorskip("cryptography")
CONTRACT_OF_PETS = load_contract(CONTRACT)
EXAMPLES = ("examples",)
MORE = contract_from_bytes(CONTRACT.read_bytes().replace(b"X-Total:", b"X-Sum:"))


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    path.write_bytes(self_signed("127.0.0.1", SystemClock().now()))
    return path


@pytest.fixture(scope="module")
def secured(pem):
    with Served(mock_app(CONTRACT_OF_PETS), tls=Tls(cert=str(pem))) as served:
        yield served.url


def test_a_certificate_that_is_not_believed_is_no_fault_of_the_service(secured):
    with pytest.raises(UnavailableError, match="its certificate is not believed") as caught:
        verify(CONTRACT_OF_PETS, secured, Plan(EXAMPLES))
    assert "self-signed" in caught.value.piece
    assert "--insecure" in caught.value.hint


def test_it_is_believed_where_that_is_wished(secured):
    report = verify(MORE, secured, Plan(EXAMPLES, insecure=True))
    assert report.kinds[0].statuses == {"200": 2, "201": 1}
    assert report.failures[0].curl.startswith("curl -sSk -i ")


def test_it_is_believed_when_somebody_vouches_for_it(secured, pem, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    report = verify(MORE, secured, Plan(EXAMPLES))
    assert report.kinds[0].statuses == {"200": 2, "201": 1}
    assert report.failures[0].curl.startswith("curl -sS -i ")


def test_https_where_http_is_spoken_and_the_other_way_round(secured):
    with Served(Pets()) as served:
        url = served.url.replace("http://", "https://")
        with pytest.raises(UnavailableError, match="TLS is not spoken there") as caught:
            verify(CONTRACT_OF_PETS, url, Plan(EXAMPLES))
        assert caught.value.hint == f"does it speak http? --against {served.url}"
    report = verify(CONTRACT_OF_PETS, secured.replace("https://", "http://"), Plan(EXAMPLES))
    assert report.hints == (
        "none of 3 requests got a reply: does the service speak https, or take longer than a reply may?",
    )
