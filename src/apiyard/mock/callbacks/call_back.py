"""The layer that lets callbacks follow the calls that ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.mock.callbacks.make import Known, make_request
from apiyard.mock.callbacks.options import CallbackOptions
from apiyard.mock.callbacks.outbox import Draft, Outbox
from apiyard.mock.control import SENT_BY_MOCK
from apiyard.mock.journal.readable import readable
from apiyard.mock.layer import Next
from apiyard.mock.pipeline import settled
from apiyard.mock.step import Answer, Call, Coming, Streamed, is_answer
from apiyard.spec.calls_back import Addressed, addressed
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.expression import Happened, fill
from apiyard.spec.operation import Operation

_GOOD = range(200, 300)


class CallBack:
    """Puts the callbacks of answered calls into the outbox; its method `layer` is put around an answerer.

    Args:
        outbox: what is sent from.
        options: how callbacks are sent.
        seed: makes other values when it is another.
        scheme: how callers reach the mock, for the expression ``$url``.
    """

    def __init__(self, outbox: Outbox, options: CallbackOptions, *, seed: int = 0, scheme: str = "http") -> None:
        self._scheme = scheme
        self._outbox = outbox
        self._options = options
        self._seed = seed
        self._found: dict[str, tuple[Addressed, ...]] = {}

    def layer(self, call: Call, following: Next) -> Coming:
        """Answer a call, and let its callbacks be sent when it was good.

        Args:
            call: the call.
            following: what answers it.
        """
        coming = following(call)
        if not self._options.send or not self._callbacks(call):
            return coming
        # A mock that was told to call itself would not end.
        if call.request.header(SENT_BY_MOCK) is not None:
            return coming
        if is_answer(coming):
            self._follow(call, coming)
            return coming
        return self._later(call, coming)

    async def _later(self, call: Call, coming: Coming) -> Answer:
        answer = await settled(coming)
        self._follow(call, answer)
        return answer

    def _callbacks(self, call: Call) -> tuple[Addressed, ...]:
        key = call.operation.pointer
        if key not in self._found:
            try:
                self._found[key] = addressed(call.contract, call.operation)
            except ApiyardError:  # what is wrong with it is told by lint; the call itself can be answered
                self._found[key] = ()
        return self._found[key]

    def _follow(self, call: Call, answer: Answer) -> None:
        if not isinstance(answer, Reply | Streamed) or answer.status not in _GOOD:
            return
        reply = answer if isinstance(answer, Reply) else Reply(answer.status, answer.headers)
        happened = Happened(call.request, _url(call.request, self._scheme), call.values, reply)
        known = _members(call, reply)
        for each in self._callbacks(call):
            for operation in each.contract.operations:
                self._outbox.put(self._draft(each, operation, happened, known=known))

    def _draft(self, each: Addressed, operation: Operation, happened: Happened, *, known: Mapping[str, Json]) -> Draft:
        url = fill(each.expression, happened)
        forced = cast("Mapping[str, Json]", self._options.bodies.get(each.name, {}))
        problem = "" if url else f"nothing in the call gives a value for {each.expression}"
        try:
            request = make_request(each.contract, operation, Known(known, forced), seed=self._seed)
        except ApiyardError as error:
            request, problem = Request(operation.method.upper(), "/"), error.what
        return Draft("callback", each.name, url or "", each.contract, operation, request, self._options.delay, problem)


def _members(call: Call, reply: Reply) -> Mapping[str, Json]:
    """Give what is known of the thing that a callback is about: path, request and answer, the last one first."""
    told = readable(reply.header("content-type"), reply.body).get("json")
    found: dict[str, Json] = {**call.values.query, **call.values.path}
    for body in (call.values.body, told):
        if isinstance(body, Mapping):
            found |= body
    return found


def _url(request: Request, scheme: str) -> str:
    query = f"?{request.query}" if request.query else ""
    return f"{scheme}://{request.header('host') or 'localhost'}{request.path}{query}"
