"""The plain answerer: examples and made values of the contract; it remembers nothing of its callers."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.mock.answer import Wanted, answer
from apiyard.mock.linked import has_links, linked
from apiyard.mock.step import Call, Refused
from apiyard.spec.exchange import Reply

_MOST_REMEMBERED = 4_096


class PlainAnswerer:
    """Answers from the contract alone; equal wishes get the same reply, made once."""

    def __init__(self) -> None:
        self._remembered: dict[tuple[str, Wanted], Reply | Refused] = {}
        self._judged: dict[int, Reply | Refused] = {}
        self._linkless: set[tuple[str, int]] = set()
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
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
                self._judged.clear()
            found = self._remembered[key] = answer(operation, wanted)
            self._judged[id(found)] = found
        return found

    def vouches(self, reply: Reply) -> bool:
        """Say whether this very reply was judged when it was made."""
        return self._judged.get(id(reply)) is reply
