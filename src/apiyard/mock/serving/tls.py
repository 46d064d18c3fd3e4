"""Certificates: the user's, or one made on the spot."""

from __future__ import annotations

import ssl
import tempfile
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from apiyard.core.clock import Clock
from apiyard.core.errors import InvalidInputError, NotFoundError, UnavailableError
from apiyard.core.noun import dataclass

_DAYS = 30


@dataclass(frozen=True, slots=True)
class Tls:
    """How to answer over TLS.

    Args:
        cert: a file with the certificate and those it rests on, PEM.
        key: a file with its private key, PEM; empty when that stands in the file of the certificate.
        self_signed: whether to make a certificate instead; nobody trusts it who is not told to.
    """

    cert: str = ""
    key: str = ""
    self_signed: bool = False

    def __post_init__(self) -> None:
        """Refuse two certificates, and a key of none."""
        if self.self_signed and (self.cert or self.key):
            raise InvalidInputError("a certificate is given or made, not both", piece=self.cert or self.key)
        if self.key and not self.cert:
            raise InvalidInputError("a key needs its certificate", piece=self.key)


def tls_context(tls: Tls, *, host: str, clock: Clock) -> ssl.SSLContext:
    """Make what a server speaks TLS with (1.2 or later).

    Args:
        tls: where the certificate comes from.
        host: the address that is bound, named in a certificate that is made.
        clock: says from when that one holds.

    Returns:
        The context.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: the files hold no certificate with its key.
        UnavailableError: a certificate cannot be made here.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    if tls.self_signed:
        # OpenSSL reads files only; this one is for this user alone and is gone at once.
        with tempfile.NamedTemporaryFile(prefix="ay", suffix=".pem") as file:
            file.write(self_signed(host, clock.now()))
            file.flush()
            context.load_cert_chain(file.name)
        return context
    missing = next((each for each in (tls.cert, tls.key) if each and not Path(each).is_file()), None)
    if missing is not None:
        raise NotFoundError("there is no such file", where=missing)
    try:
        context.load_cert_chain(tls.cert, tls.key or None, password=_no_password)
    except (OSError, ssl.SSLError) as error:
        reason = str(getattr(error, "reason", None) or error.strerror or error)
        raise InvalidInputError("these files hold no certificate with its key", where=tls.cert, piece=reason) from None
    return context


def _no_password() -> str:
    """OpenSSL would ask the terminal otherwise."""
    raise InvalidInputError("the key is locked by a password", hint="give a key without one")


def self_signed(host: str, now: datetime) -> bytes:
    """Make a certificate for this machine and its key.

    Args:
        host: the address that is bound; ``localhost`` and the loopback addresses are named too.
        now: the time; the certificate holds for thirty days from an hour before.

    Returns:
        Both in PEM.

    Raises:
        UnavailableError: cryptography is not installed.
    """
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError:
        hint = "pip install 'apiyard[platform]', or give --tls-cert and --tls-key"
        raise UnavailableError("a certificate cannot be made without cryptography", hint=hint) from None
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "apiyard mock")])
    addresses = {"127.0.0.1", "::1"} | ({host} if _is_address(host) else set())
    names = {"localhost", "*.localhost"} | (set() if _is_address(host) else {host})
    others: list[x509.GeneralName] = [x509.DNSName(each) for each in sorted(names)]
    others += [x509.IPAddress(ip_address(each)) for each in sorted(addresses)]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.SubjectAlternativeName(others), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, form, serialization.NoEncryption()) + made.public_bytes(pem)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
