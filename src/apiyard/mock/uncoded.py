"""Requests without the content coding of their bodies: the contract speaks of what they hold."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.core.noun import replace
from apiyard.mock.refusing.problem import problem
from apiyard.mock.refusing.refuse import refuse_size
from apiyard.spec.decode import decode
from apiyard.spec.exchange import Reply, Request

_KNOWN = frozenset({"gzip", "x-gzip", "deflate", "identity", ""})


def uncoded(request: Request, most: int) -> Request | Reply:
    """Take the content coding off the body of a request (RFC 9110, section 8.4).

    Args:
        request: the request.
        most: how many bytes the body may have then.

    Returns:
        The request, whose headers are as they were; or a refusal: 415 with the codings that can be read (section
        15.5.16), 400 for a body that is not written in its coding, 413 for one that is too large.
    """
    coding = request.header("content-encoding")
    if coding is None or not request.body:
        return request
    if coding.strip().lower() not in _KNOWN:
        headers = (("accept-encoding", "gzip, deflate"),)
        told = "the body may be coded as gzip or deflate"
        return problem(415, told, code="unsupported-content-coding", headers=headers)
    try:
        return replace(request, body=decode(request.body, coding, most=most))
    except TooLargeError:
        return refuse_size(most)
    except InvalidInputError as error:
        return problem(400, error.what, code="bad-content-coding")
