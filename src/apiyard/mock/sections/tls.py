"""Answer over TLS."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import replace
from apiyard.core.options import read_options
from apiyard.mock.section import Section, Written
from apiyard.mock.serving.tls import Tls


def _read(written: Written) -> Tls:
    if written.value is True:
        return Tls(self_signed=True)
    tls = read_options(Tls, written.value, where=written.where)
    if not tls.self_signed and not tls.cert:
        raise InvalidInputError(
            "no certificate is named", where=str(written.where), hint="write cert: FILE, or tls: true"
        )
    cert, key = (str(written.folder / path) if path else "" for path in (tls.cert, tls.key))
    return replace(tls, cert=cert, key=key)


SECTION = Section(
    id="tls",
    why="The mock answers over https, with your certificate or with one that it makes for itself.",
    read=_read,
    good=("true", "{cert: cert.pem, key: key.pem}", "{self-signed: true}"),
    bad=("{certificate: cert.pem}", "{key: key.pem}", "{}", "{cert: cert.pem, self-signed: true}"),
)
