"""The one door to Schemathesis: requests that keep a contract, and requests that break it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import Wish
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.operation import Operation
from apiyard.spec.style import MISSING

if TYPE_CHECKING:
    from schemathesis import Case as Generated

_OWN = frozenset({"user-agent", "accept-encoding", "connection", "x-schemathesis-testcaseid", "content-length"})
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


class CannotGenerateError(ApiyardError):
    """Schemathesis cannot make requests for an operation."""

    code = "cannot-generate"


class _TimeUpError(BaseException):
    """Ends a generation; no Exception, so that it is not taken for a failure of the service."""


class _FoundError(Exception):
    """Tells the generator that a case showed a failure, so that it looks for a smaller one."""


class Generator:
    """Makes requests for the operations of one contract.

    Credentials are not generated: security is taken out of the document, and comes from the headers of the plan.

    Args:
        contract: the contract.
    """

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._loaded: Any = None
        self._loading = threading.Lock()

    @property
    def _schema(self) -> Any:
        """Schemathesis's own view of the contract; it takes seconds to load, so who needs none does not wait."""
        with self._loading:
            if self._loaded is None:
                from schemathesis import openapi

                self._loaded = openapi.from_dict(_without_security(self._contract.tree))
            return self._loaded

    def load(self) -> None:
        """Load what generating needs, so that it does not take the time of the first operation.

        What cannot be loaded is told for each operation that is explored.
        """
        with suppress(Exception):
            self._schema  # noqa: B018 - it is loaded when it is looked at

    def build(self, operation: Operation, parts: Mapping[str, Any]) -> Request:
        """Serialise values into a request, each in the style of its parameter.

        Args:
            operation: the operation.
            parts: ``path``, ``query``, ``header`` and ``cookie`` with values by name, ``body`` and ``media_type``.

        Returns:
            The request.

        Raises:
            CannotGenerateError: the values cannot be serialised.
        """
        wish = Wish(
            values={
                (place, name): value
                for place in ("path", "query", "header", "cookie", "querystring")
                for name, value in dict(parts.get(place, {})).items()
            },
            body=parts.get("body", MISSING),
            media_type=str(parts.get("media_type", "")),
            with_body="body" in parts,
            drop_credentials=True,
        )
        try:
            return composer(self._contract).request(operation, wish)
        except ApiyardError as error:
            raise CannotGenerateError("no request can be built", where=operation.id, piece=str(error)) from error

    def explore(
        self,
        operation: Operation,
        visit: Callable[[Request], bool | None],
        *,
        good: bool,
        most: int,
        seed: int,
        known: Mapping[str, Json] | None = None,
    ) -> None:
        """Make requests, each a little different, and smaller ones when one showed a failure.

        Args:
            operation: the operation.
            visit: is given each request; True when it showed a failure, None to stop at once.
            good: requests that keep the contract, or ones that break it; there may be none of the latter.
            most: how many requests at most, those for making a failure smaller not counted.
            seed: equal seeds make equal requests as long as the replies are equal.
            known: values of the path's variables that name what is there; half of the good requests have them.

        Raises:
            CannotGenerateError: no request can be made for this operation.
            Exception: whatever ``visit`` raises, at once.
        """
        import hypothesis
        from schemathesis import GenerationMode

        broken: list[Exception] = []

        def visited(case: Generated[Any], *, there: bool) -> None:
            if there and known and isinstance(case.path_parameters, dict):
                case.path_parameters = {**case.path_parameters, **known}
            request = _as_request(case)
            try:
                outcome = visit(request)
            except Exception as error:
                broken.append(error)
                raise _TimeUpError from error
            if outcome is None:
                raise _TimeUpError
            if outcome:
                raise _FoundError

        mode = GenerationMode.POSITIVE if good else GenerationMode.NEGATIVE
        with _alone():
            try:
                strategy = self._schema[operation.path][operation.method].as_strategy(generation_mode=mode)
                often = hypothesis.strategies.booleans() if known and good else hypothesis.strategies.just(False)
                hypothesis.seed(seed)(_exploring(most)(hypothesis.given(case=strategy, there=often)(visited)))()
            except (_TimeUpError, _FoundError, hypothesis.errors.Flaky, BaseExceptionGroup):
                pass
            except hypothesis.errors.Unsatisfiable as error:
                if good:
                    raise CannotGenerateError("no request keeps the contract", where=operation.id) from error
            except Exception as error:  # whatever it is, it is about this operation only
                raise CannotGenerateError("no request can be made", where=operation.id, piece=repr(error)) from error
        if broken:
            raise broken[0]


_BACKEND = "apiyard"


def _exploring(most: int) -> Any:
    """Give the settings of an exploration: nothing is remembered, and nothing is too slow.

    The values are Hypothesis's own, but under a name of ours: for its own backend Hypothesis turns each case into up
    to five that repeat a part of it, which costs more than a new case and is often a request that was made before.
    """
    import hypothesis
    from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS

    AVAILABLE_PROVIDERS.setdefault(_BACKEND, AVAILABLE_PROVIDERS["hypothesis"])
    return hypothesis.settings(
        max_examples=most,
        backend=_BACKEND,
        database=None,
        deadline=None,
        phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
        suppress_health_check=list(hypothesis.HealthCheck),
    )


_ONE = threading.Lock()
_INSIDE: list[Callable[[], None]] = []
"""One entry for each generation that goes on; the first one knows how to put back what was there before."""


@contextmanager
def _alone() -> Iterator[None]:
    """Keep what the process has loaded out of a generation; several threads may generate at the same time.

    Hypothesis draws a part of its values from the constants of the source files that happen to be loaded. Then the
    same seed would make other cases in another program, so a failure could not be made again from its seed.
    """
    with _ONE:
        _INSIDE.append(_INSIDE[0] if _INSIDE else _without_constants())
    try:
        yield
    finally:
        with _ONE:
            put_back = _INSIDE.pop()
            if not _INSIDE:
                put_back()


def _without_constants() -> Callable[[], None]:
    """Let Hypothesis find no constants; gives what undoes it."""
    from hypothesis.internal import constants_ast
    from hypothesis.internal.conjecture import providers

    names = ("_get_local_constants", "CONSTANTS_CACHE")
    if not all(hasattr(providers, name) for name in names):  # another version than the one this was written for
        return lambda: None
    kept = [getattr(providers, name) for name in names]
    nothing = constants_ast.Constants()
    for name, value in zip(names, (lambda: nothing, type(kept[1])(1024)), strict=True):
        setattr(providers, name, value)

    def put_back() -> None:
        for name, value in zip(names, kept, strict=True):
            setattr(providers, name, value)

    return put_back


def _as_request(case: Generated[Any]) -> Request:
    import requests

    wanted = case.as_transport_kwargs(base_url="http://service")
    known = {name: wanted[name] for name in _PREPARED if name in wanted}
    sent = requests.Request(**known).prepare()
    url = urlsplit(sent.url or "")
    body: Any = sent.body or b""
    data = body.encode() if isinstance(body, str) else bytes(body)
    headers = tuple((_text(name), _text(value)) for name, value in sent.headers.items())
    kept = tuple(pair for pair in headers if pair[0].lower() not in _OWN)
    if any(name.lower() == "content-type" and value.startswith("multipart/") for name, value in kept):
        data = _PART.sub(lambda found: _CONTROL.sub(b"_", found[0]), data)
    return Request(sent.method or "GET", url.path or "/", url.query, kept, data)


_PART = re.compile(rb'(?<=Content-Disposition: form-data; name=")[^"\r\n]*')
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
"""What may not stand in the header of a part (RFC 5322, section 2.2): with it, a good form would be none."""
_PREPARED = ("method", "url", "headers", "params", "cookies", "data", "json", "files")


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _without_security(tree: Mapping[str, Json]) -> dict[str, Any]:
    """Copy the document as far down as its operations, without security and servers."""
    paths = tree.get("paths")
    kept = {name: value for name, value in tree.items() if name not in {"security", "servers"}}
    if isinstance(paths, Mapping):
        kept["paths"] = {path: _open_item(item) for path, item in paths.items()}
    return kept


def _open_item(item: Json) -> Json:
    if not isinstance(item, Mapping):
        return item
    return {
        name: {key: part for key, part in value.items() if key not in {"security", "servers"}}
        if name in _METHODS and isinstance(value, Mapping)
        else value
        for name, value in item.items()
        if name != "servers"
    }
