"""The smallest file of each kind that programs open without complaint."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from apiyard.spec import media

_GIF = "R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="
_PDF = (
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n",
)


def small_file(name: str) -> bytes:
    """Give a small file.

    Args:
        name: its media type.

    Returns:
        A file of one pixel, one page or one entry; a few letters for kinds that are not known here.
    """
    made = _FILES.get(media.read(name).essence)
    return made() if made is not None else b"made up\n"


def _png() -> bytes:
    """Make one white pixel (PNG, third edition, section 5)."""
    row = zlib.compress(b"\x00\xff\xff\xff")
    chunks = ((b"IHDR", b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"), (b"IDAT", row), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in chunks
    )


def _pdf() -> bytes:
    """Make one empty page (ISO 32000-1, section 7.5)."""
    out = b"%PDF-1.4\n"
    places: list[int] = []
    for each in _PDF:
        places.append(len(out))
        out += each
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo("made-up.txt"), b"made up\n")
    return held.getvalue()


def _jpeg() -> bytes:
    """Make one grey point (ITU-T T.81, annex B): a table of ones, and Huffman codes of one bit for nothing at all."""

    def part(kind: int, data: bytes) -> bytes:
        return b"\xff" + bytes([kind]) + (len(data) + 2).to_bytes(2, "big") + data

    codes = b"\x01" + b"\0" * 16
    frame = part(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0")
    tables = part(0xDB, b"\0" + b"\x01" * 64) + frame + part(0xC4, b"\0" + codes) + part(0xC4, b"\x10" + codes)
    return b"\xff\xd8" + tables + part(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x3f\xff\xd9"


def _webp() -> bytes:
    """Make one grey point (RFC 9649)."""
    frame = b"VP8 " + len(_VP8).to_bytes(4, "little") + _VP8
    return b"RIFF" + (len(frame) + 4).to_bytes(4, "little") + b"WEBP" + frame


_VP8 = bytes.fromhex("5001009d012a0100010001402625a40004740000e4400000")
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def _wav() -> bytes:
    """Make one sample of silence (RIFF WAVE, PCM, 8 bits at 8 kHz)."""
    head = b"WAVEfmt " + b"\x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0" + b"data\x01\0\0\0\x80\0"
    return b"RIFF" + len(head).to_bytes(4, "little") + head


_FILES: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "image/png": _png,
        "image/jpeg": _jpeg,
        "image/jpg": _jpeg,
        "image/webp": _webp,
        "image/svg+xml": lambda: _SVG,
        "image/gif": lambda: base64.b64decode(_GIF),
        "application/pdf": _pdf,
        "application/zip": _zip,
        "application/gzip": lambda: gzip.compress(b"made up\n", mtime=0),
        "audio/wav": _wav,
    }
)
