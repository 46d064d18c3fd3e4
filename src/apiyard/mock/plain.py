"""The plain answerer: examples and made values of the contract; it remembers nothing of its callers."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.mock.answer import Wanted, answer
from apiyard.mock.linked import has_links, linked
from apiyard.mock.step import Call, Refused
from apiyard.spec.exchange import Reply

_MOST_REMEMBERED = 4_096
_MOST_BYTES = 32 * 1024 * 1024


class PlainAnswerer:
    """Answers from the contract alone; equal wishes get the same reply, made once."""

    def __init__(self) -> None:
        self._remembered: dict[tuple[str, Wanted], Reply | Refused] = {}
        self._judged: dict[int, Reply | Refused] = {}
        self._linkless: set[tuple[str, int]] = set()
        self._bytes = 0
        self._dynamic = 0

    def answer(self, call: Call) -> Reply | Refused:
        """Answer a call with an example or a made value.

        Args:
            call: the call.

        Returns:
            A reply that conforms, or a refusal that says why there is none.
        """
        found = self._made(call)
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
        if wishes.dynamic:
            self._dynamic += 1
            return answer(
                operation, Wanted(request.method, request.header("accept"), wishes, call.seed + self._dynamic)
            )
        wanted = Wanted(request.method, request.header("accept"), wishes, call.seed)
        key = (operation.id, wanted)
        found = self._remembered.get(key)
        if found is None:
            found = answer(operation, wanted)
            self._remember(key, found)
        return found

    def _remember(self, key: tuple[str, Wanted], found: Reply | Refused) -> None:
        """Keep an answer within bounds: callers choose the wishes, and so how many there are."""
        wanted = key[1]
        size = len(found.body if isinstance(found, Reply) else found.reply.body)
        size += len(wanted.accept or "") + len(wanted.wishes.example)
        if len(self._remembered) >= _MOST_REMEMBERED or self._bytes + size > _MOST_BYTES:
            self._remembered.clear()
            self._judged.clear()
            self._bytes = 0
        self._bytes += size
        self._remembered[key] = found
        self._judged[id(found)] = found

    def vouches(self, reply: Reply) -> bool:
        """Say whether this very reply was judged when it was made."""
        return self._judged.get(id(reply)) is reply
