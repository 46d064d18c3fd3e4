"""The plain answerer: examples and made values of the contract; it remembers nothing of its callers."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.mock.answering.answer import Wanted, answer
from apiyard.mock.answering.linked import has_links, linked
from apiyard.mock.answering.located import located
from apiyard.mock.refusing.reasons import worded
from apiyard.mock.step import Call, Refused
from apiyard.spec.exchange import Reply

_MOST_REMEMBERED = 4_096
_MOST_BYTES = 32 * 1024 * 1024
_CREATED = 201
_LONGEST = 1_024
_TELLING = ("host", "x-forwarded-proto", "x-forwarded-prefix")


class PlainAnswerer:
    """Answers from the contract alone; equal wishes get the same reply, made once.

    Args:
        dynamic: whether values are made also where the contract has examples and the caller names none.
    """

    def __init__(self, *, dynamic: bool = False) -> None:
        self._dynamic = dynamic
        self._remembered: dict[tuple[str, Wanted], Reply | Refused] = {}
        self._judged: dict[int, Reply | Refused] = {}
        self._led: dict[tuple[int, str, tuple[str, ...]], Reply] = {}
        self._linkless: set[tuple[str, int]] = set()
        self._bytes = 0
        self._calls: dict[str, int] = {}

    def answer(self, call: Call) -> Reply | Refused:
        """Answer a call with an example or a made value.

        Args:
            call: the call.

        Returns:
            A reply that conforms, or a refusal that says why there is none.
        """
        found = self._made(call)
        if isinstance(found, Reply) and found.status == _CREATED:
            found = self._located(call, found)
        if isinstance(found, Refused) or (call.operation.id, found.status) in self._linkless:
            return found
        links = linked(call, found)
        if links:
            return replace(found, headers=(*found.headers, *links))
        if not has_links(call, found.status):
            self._linkless.add((call.operation.id, found.status))
        return found

    def _made(self, call: Call) -> Reply | Refused:
        operation, wishes, request = call.operation, call.wishes, call.request
        if self._dynamic and not wishes.example:
            wishes = replace(wishes, dynamic=True)
        seed = call.seed if wishes.seed is None else wishes.seed
        if wishes.dynamic:
            if wishes.seed is None:  # the n-th call of an operation gets the n-th values, whatever else is called
                self._calls[operation.id] = number = self._calls.get(operation.id, 0) + 1
                seed += number
            return answer(operation, Wanted(request.method, request.header("accept"), wishes, seed))
        wanted = Wanted(request.method, request.header("accept"), wishes, seed)
        key = (operation.id, wanted)
        found = self._remembered.get(key)
        if found is None:
            found = worded(operation, wanted, answer(operation, wanted))
            self._remember(key, found)
        return found

    def _located(self, call: Call, found: Reply) -> Reply:
        """Let the address of what was made fit; remembered, since it is judged again each time it is not."""
        if not self.vouches(found):
            return located(call, found)
        request = call.request
        told = tuple(request.header(name) or "" for name in _TELLING)
        size = len(request.path) + sum(map(len, told))
        if size > _LONGEST:
            return located(call, found)
        key = (id(found), request.path, told)
        led = self._led.get(key)
        if led is None:
            led = located(call, found)
            self._count(size + _LONGEST)
            self._led[key] = self._judged[id(led)] = led
            self._judged[id(found)] = found
        return led

    def _remember(self, key: tuple[str, Wanted], found: Reply | Refused) -> None:
        """Keep an answer within bounds: callers choose the wishes, and so how many there are."""
        wanted = key[1]
        size = len(found.body if isinstance(found, Reply) else found.reply.body)
        size += len(wanted.accept or "") + len(wanted.wishes.example)
        self._count(size)
        self._remembered[key] = found
        self._judged[id(found)] = found

    def _count(self, size: int) -> None:
        """Forget all where one more answer would be too many."""
        if len(self._remembered) + len(self._led) >= _MOST_REMEMBERED or self._bytes + size > _MOST_BYTES:
            for each in (self._remembered, self._judged, self._led):
                each.clear()
            self._bytes = 0
        self._bytes += size

    def vouches(self, reply: Reply) -> bool:
        """Say whether this very reply was judged when it was made."""
        return self._judged.get(id(reply)) is reply
