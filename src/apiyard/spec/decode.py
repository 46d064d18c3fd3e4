"""Bodies without their content codings, as far as there is room for them."""

from __future__ import annotations

import zlib

from apiyard.core.errors import InvalidInputError, TooLargeError

_GZIP = zlib.MAX_WBITS | 16


def decode(body: bytes, coding: str, *, most: int, cut: bool = False) -> bytes:
    """Take the content coding off a body (RFC 9110, section 8.4.1).

    Args:
        body: the bytes as they came.
        coding: the value of ``Content-Encoding``; empty or ``identity`` for none.
        most: how many bytes it may have then.
        cut: whether it was cut off somewhere, so that its coding need not end.

    Returns:
        The body.

    Raises:
        InvalidInputError: the coding is unknown here, or the bytes are not written in it.
        TooLargeError: it is larger than allowed.
    """
    name = coding.strip().lower()
    if name in {"", "identity"} or not body:
        return body
    if name in {"gzip", "x-gzip"}:
        return _inflated(body, _GZIP, most, cut=cut)
    if name == "deflate":
        # Some servers leave the frame of zlib out, against the standard; its first byte tells.
        framed = body[0] & 0x0F == 8
        return _inflated(body, zlib.MAX_WBITS if framed else -zlib.MAX_WBITS, most, cut=cut)
    raise InvalidInputError("this content coding cannot be read here", piece=coding)


def _inflated(body: bytes, bits: int, most: int, *, cut: bool) -> bytes:
    pieces: list[bytes] = []
    room, rest = most, body
    try:
        while rest:
            unpack = zlib.decompressobj(bits)
            pieces.append(unpack.decompress(rest, room + 1))
            room -= len(pieces[-1])
            if room < 0 or unpack.unconsumed_tail:
                raise TooLargeError(f"the body has more than {most} bytes without its coding")
            if not unpack.eof and not cut:
                raise InvalidInputError("the body ends before its content coding does")
            # A body may hold several members of gzip, one after the other.
            rest = unpack.unused_data if bits == _GZIP else b""
    except zlib.error as error:
        raise InvalidInputError("the body is not written in its content coding", piece=str(error)) from None
    return b"".join(pieces)
