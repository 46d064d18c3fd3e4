"""External services over TLS, on a real Envoy: only a certificate that the right authority gave to the right name."""

from __future__ import annotations

import datetime as dt
import http.server
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from apiyard.gateway.compile import compile_ir
from apiyard.gateway.intent import Endpoint
from apiyard.gateway.resolve import resolve
from tests.envoy.stage import api, eventually, version

pytestmark = pytest.mark.envoy


def _certificate(folder, host: str) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{host}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return str(path)


class Handler(http.server.BaseHTTPRequestHandler):
    """Tells the host that it was called by."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        body = self.headers["host"].encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _service(certificate: str) -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(("trusted", "name", "status"), [(0, 0, 200), (1, 0, 503), (0, 1, 503)])
def test_only_the_right_certificate_is_spoken_to(stage, trusted, name, status):
    hosts = ("api.example", "other.example")
    files = [_certificate(stage.folder, host) for host in hosts]
    with _service(files[0]) as port:
        there = replace(version("1.0.0"), endpoints=(Endpoint("127.0.0.1", port),), tls=True, host_header=hosts[name])
        ir = resolve(stage.intent(api("shop", there))).ir
        applied = stage.put(compile_ir(ir, authorities=files[trusted]))
        assert applied.effective
        assert not applied.nacks
        answer = eventually(lambda: stage.call("/shop/things"))
        assert answer.status == status
        if status == 200:
            assert answer.body == b"api.example"
        else:
            assert answer.json["code"] == "unavailable"
