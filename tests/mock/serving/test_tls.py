"""Certificates are given or made; what is missing is told."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from apiyard.core.clock import ManualClock
from apiyard.core.errors import InvalidInputError, NotFoundError, UnavailableError
from apiyard.mock.serving.tls import Tls, self_signed, tls_context

NOW = datetime(2026, 1, 2, tzinfo=UTC)
CLOCK = ManualClock(NOW)


def test_a_made_certificate_names_this_machine_and_ends_soon():
    made = x509.load_pem_x509_certificate(self_signed("10.1.2.3", NOW))
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(names.get_values_for_type(x509.DNSName)) == {"localhost", "*.localhost"}
    addresses = {str(each) for each in names.get_values_for_type(x509.IPAddress)}
    assert addresses == {"127.0.0.1", "::1", "10.1.2.3"}
    assert made.not_valid_after_utc - NOW == timedelta(days=30)


def test_without_cryptography_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(UnavailableError, match="without cryptography") as caught:
        tls_context(Tls(self_signed=True), host="127.0.0.1", clock=CLOCK)
    assert "--tls-cert" in caught.value.hint


def test_a_locked_key_is_told_and_not_asked_for(tmp_path):
    locked = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")
    )
    key, _, rest = self_signed("127.0.0.1", NOW).partition(b"-----BEGIN CERT")
    assert key
    (tmp_path / "cert.pem").write_bytes(b"-----BEGIN CERT" + rest)
    (tmp_path / "key.pem").write_bytes(locked)
    with pytest.raises(InvalidInputError, match="locked"):
        tls_context(Tls(str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")), host="a", clock=CLOCK)


@pytest.mark.parametrize("given", [{"key": "a"}, {"cert": "a", "self_signed": True}])
def test_what_does_not_fit_together_is_refused(given):
    with pytest.raises(InvalidInputError):
        Tls(**given)


def test_the_file_that_is_missing_is_named(tmp_path):
    (tmp_path / "cert.pem").write_bytes(self_signed("127.0.0.1", NOW))
    with pytest.raises(NotFoundError) as caught:
        tls_context(Tls(str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")), host="a", clock=CLOCK)
    assert caught.value.where == str(tmp_path / "key.pem")
