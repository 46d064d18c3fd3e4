"""What is put into a request to show who asks."""

from __future__ import annotations

from typing import Literal, TypeAlias
from urllib.parse import quote, unquote_plus

from apiyard.core.noun import dataclass, field, replace
from apiyard.spec.exchange import Request

Place: TypeAlias = Literal["header", "query", "cookie"]


@dataclass(frozen=True, slots=True)
class Told:
    """A proof as people may read it.

    Args:
        place: where it stands in a request.
        name: of the header, the query parameter or the cookie.
        shown: its value with ``${NAME}`` for what is secret.
    """

    place: Place
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One header, query parameter or cookie with a secret.

    Args:
        place: where it stands in a request.
        name: of the header, the query parameter or the cookie.
        value: its value; in no report.
        shown: the value as people may read it, with ``${NAME}`` for what is secret.
    """

    place: Place
    name: str
    value: str = field(repr=False)
    shown: str

    @property
    def told(self) -> Told:
        """What people may read of it."""
        return Told(self.place, self.name, self.shown)


@dataclass(frozen=True, slots=True)
class Proofs:
    """What was obtained.

    Args:
        items: the proofs.
        seconds: how long they are good; None for the whole run.
        hidden: further secrets that they were made of, which a service may tell, each with what people read instead.
    """

    items: tuple[Proof, ...]
    seconds: float | None = None
    hidden: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def carry(request: Request, place: Place, name: str, *, value: str) -> Request:
    """Put a header, a query parameter or a cookie into a request, in place of one of the same name.

    Args:
        request: the request.
        place: where it goes.
        name: its name.
        value: its value, as it is meant.

    Returns:
        The request with it.
    """
    if place == "query":
        others = [each for each in request.query.split("&") if each and unquote_plus(each.partition("=")[0]) != name]
        # A reference stays as it is, so that a person sees what is meant.
        text = value if value.startswith("${") else quote(value, safe="")
        return replace(request, query="&".join((*others, f"{quote(name, safe='')}={text}")))
    if place == "cookie":
        written = [each.strip() for each in (request.header("cookie") or "").split(";")]
        others = [each for each in written if each and each.partition("=")[0] != name]
        return carry(request, "header", "cookie", value="; ".join((*others, f"{name}={value}")))
    kept = tuple(pair for pair in request.headers if pair[0].lower() != name.lower())
    return replace(request, headers=(*kept, (name, value)))
