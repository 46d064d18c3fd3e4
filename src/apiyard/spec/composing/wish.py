"""What an exchange is to have, and what it is to do without."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec.style import MISSING

Name = tuple[str, str]
"""Where a parameter stands (``path``, ``query``, ``querystring``, ``header``, ``cookie``), and its name."""


class CannotBuildError(ApiyardError):
    """No exchange with these wishes can be built; there may be one all the same."""

    code = "cannot-build-exchange"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request is to have; all else is the least that its contract asks for.

    Args:
        values: parameters with their values, written as the contract says.
        texts: parameters with the text that stands for their value on the wire, also ones that are not declared.
        including: parameters that are there, with any value, though the contract may not require them.
        without: parameters that are left out though the contract may require them.
        body: the value of the body; ``MISSING`` for any that conforms.
        media_type: the key of the contract's content, or a type that falls under one; empty for the first.
        content_type: the Content-Type as sent; empty for one that falls under the key.
        with_body: whether there is a body; None for what the contract requires.
        security: which alternative of the security requirements the credentials are for.
        drop_credentials: whether there are none.
    """

    values: Mapping[Name, Json] = field(default_factory=dict)
    texts: Mapping[Name, str] = field(default_factory=dict)
    including: frozenset[Name] = frozenset()
    without: frozenset[Name] = frozenset()
    body: Json = MISSING
    media_type: str = ""
    content_type: str = ""
    with_body: bool | None = None
    security: int | None = None
    drop_credentials: bool = False


@dataclass(frozen=True, slots=True)
class ReplyWish:
    """What a reply is to have; all else is the least that its contract asks for.

    Args:
        status: ``200``, ``2XX`` or ``default`` as the contract has it.
        code: the status code as sent; 0 for one that falls under ``status`` and under nothing nearer.
        headers: headers with their values.
        without: headers, in lower case, that are left out though the contract may require them.
        body: the value of the body; ``MISSING`` for any that conforms.
        media_type: the key of the contract's content; empty for the first.
        content_type: the Content-Type as sent; empty for one that falls under the key.
    """

    status: str
    code: int = 0
    headers: Mapping[str, Json] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    body: Json = MISSING
    media_type: str = ""
    content_type: str = ""
