"""Ask and steer a running mock from Python: what it was asked, what goes wrong next, which webhook is fired."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import quote

import httpx

from apiyard.core.errors import InvalidInputError, UnavailableError
from apiyard.core.json import Json
from apiyard.mock.control import PREFIX

_PAUSE_SECONDS = 0.02
_NOT_MET = "expectation-not-met"


class MockClient:
    """Speaks to the control API of a mock on this machine.

    Args:
        url: where the mock answers.
        seconds: how long one answer may take.
    """

    def __init__(self, url: str, *, seconds: float = 10.0) -> None:
        self.url = url.rstrip("/")
        # A certificate that a mock made for itself is known to nobody; the mock is on this machine.
        self._client = httpx.Client(timeout=seconds, trust_env=False, verify=False)  # noqa: S501

    def __enter__(self) -> Self:
        """Give the client itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._client.close()

    def calls(self, operation: str | None = None, **match: Any) -> list[dict[str, Any]]:
        """Give the exchanges of the journal, the oldest first.

        Args:
            operation: the id of their operation.
            match: what else they must be like, with the members of `apiyard.mock.journal.match.Match`.

        Returns:
            Each with ``number``, ``operation``, ``request``, ``reply``, ``violations``, ``fault`` and more.

        Raises:
            InvalidInputError: the match is wrong.
            UnavailableError: no mock answers there.
        """
        found = self._ask("POST", "/journal/find", _match(operation, match))
        return cast("list[dict[str, Any]]", found["calls"])

    def count(self, operation: str | None = None, **match: Any) -> int:
        """Count exchanges.

        Args:
            operation: the id of their operation.
            match: what else they must be like.
        """
        return int(self._ask("POST", "/journal/count", _match(operation, match))["count"])

    def verify(
        self,
        operation: str | None = None,
        *,
        times: int | None = None,
        at_least: int | None = None,
        at_most: int | None = None,
        no_others: bool = False,
        within: float = 0.0,
        **match: Any,
    ) -> None:
        """Assert that calls were made as expected, at least one unless told otherwise.

        Args:
            operation: the id of their operation.
            times: exactly as many.
            at_least: as many at least.
            at_most: as many at most.
            no_others: whether there may be no calls besides.
            within: seconds to wait until it is so, for callers that work in the background.
            match: what else they must be like.

        Raises:
            AssertionError: it was not so; tells the nearest calls and what differs in them.
        """
        __tracebackhide__ = True
        counts = {"times": times, "at-least": at_least, "at-most": at_most}
        wanted = {name: value for name, value in counts.items() if value is not None}
        self._verify({"match": _match(operation, match), **wanted, "no-others": no_others}, within)

    def verify_order(self, *matches: str | Mapping[str, Any], within: float = 0.0) -> None:
        """Assert that calls came in an order, with any others between them.

        Args:
            matches: ids of operations, or matches.
            within: seconds to wait until it is so.

        Raises:
            AssertionError: it was not so.
        """
        __tracebackhide__ = True
        rows = [{"operation": each} if isinstance(each, str) else dict(each) for each in matches]
        self._verify({"sequence": rows}, within)

    def verify_valid(self) -> None:
        """Assert that no call broke the contract.

        Raises:
            AssertionError: one did; tells which and how.
        """
        __tracebackhide__ = True
        wrong = self.calls(valid=False)
        if wrong:
            lines = [f"{len(wrong)} calls broke the contract:"]
            for call in wrong[:10]:
                asked = call["request"]
                lines.append(f"  #{call['number']} {asked['method']} {asked['path']} {call['reply']['status']}")
                lines += [
                    f"    {each['place']} {each['pointer']}: {each['message']}" for each in call["violations"][:5]
                ]
            raise AssertionError("\n".join(lines))

    def reset(self) -> None:
        """Forget all exchanges, take all faults away, and forget what was sent."""
        for part in ("/journal", "/faults", "/callbacks"):
            self._ask("DELETE", part)

    def inject(self, operation: str | None = None, **rule: Any) -> None:
        """Let answers come late or go wrong from now on.

        Args:
            operation: the id of the operation; None for all.
            rule: the options of `apiyard.mock.injecting.rule.Rule`, such as ``fault="reset"``, ``delay=0.5``,
                ``times=1`` or ``answer={"code": 404}``.

        Raises:
            InvalidInputError: the rule is wrong.
        """
        self._ask("POST", "/faults", {**({} if operation is None else {"operation": operation}), **rule})

    def fire(self, webhook: str, url: str | None = None, **wished: Any) -> dict[str, Any]:
        """Fire a webhook, and wait for what the receiver answers.

        Args:
            webhook: its name.
            url: where it goes; None for where the settings say.
            wished: ``body``, ``members``, ``method``, ``seed`` or ``wait``.

        Returns:
            What was sent and answered: ``request``, ``reply``, ``problem``, ``violations`` and more.

        Raises:
            InvalidInputError: there is no such webhook, or nobody said where it goes.
        """
        given = {**({} if url is None else {"url": url}), **wished}
        return self._ask("POST", f"/webhooks/{quote(webhook, safe='/')}", given)

    def sent(self) -> list[dict[str, Any]]:
        """Give the callbacks and webhooks that were sent or wait to be, the oldest first."""
        return cast("list[dict[str, Any]]", self._ask("GET", "/callbacks")["sent"])

    def _verify(self, expectation: Mapping[str, Json], within: float) -> None:
        __tracebackhide__ = True
        end = time.monotonic() + within
        while True:
            reply = self._sent("POST", "/journal/verify", expectation)
            problem = _json(reply)
            if reply.status_code == 422 and problem.get("code") == _NOT_MET:
                if time.monotonic() < end:
                    time.sleep(_PAUSE_SECONDS)
                    continue
                raise AssertionError(problem["detail"])
            _checked(reply, problem)
            return

    def _ask(self, method: str, path: str, value: Mapping[str, Any] | None = None) -> dict[str, Any]:
        reply = self._sent(method, path, value)
        return _checked(reply, _json(reply))

    def _sent(self, method: str, path: str, value: Mapping[str, Any] | None) -> httpx.Response:
        try:
            return self._client.request(method, f"{self.url}{PREFIX}{path}", json=value)
        except httpx.HTTPError as error:
            raise UnavailableError("the mock does not answer", where=self.url, piece=str(error)) from error


def _match(operation: str | None, match: Mapping[str, Any]) -> dict[str, Any]:
    return dict(match) if operation is None else {"operation": operation, **match}


def _json(reply: httpx.Response) -> dict[str, Any]:
    try:
        value = reply.json() if reply.content else {}
    except ValueError:
        value = {}
    return value if isinstance(value, dict) else {}


def _checked(reply: httpx.Response, value: dict[str, Any]) -> dict[str, Any]:
    if reply.status_code < 400:
        return value
    what = str(value.get("detail", f"answered {reply.status_code}"))
    if reply.status_code < 500:
        raise InvalidInputError(what, where=str(reply.request.url.path))
    raise UnavailableError(what, where=str(reply.request.url.path))
