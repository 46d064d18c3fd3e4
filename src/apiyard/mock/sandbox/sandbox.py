"""The answerer with a memory: what was made is found, listed, changed and removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import replace
from apiyard.mock.answering.linked import linked
from apiyard.mock.answering.plain import PlainAnswerer
from apiyard.mock.refusing.problem import problem
from apiyard.mock.sandbox.house import House
from apiyard.mock.sandbox.pages import Place
from apiyard.mock.sandbox.reads import give_list, read
from apiyard.mock.sandbox.repeats import Answered, digest_of, key_of
from apiyard.mock.sandbox.resource import Does
from apiyard.mock.sandbox.select import Cut
from apiyard.mock.sandbox.store import FullError
from apiyard.mock.sandbox.tell import Teller
from apiyard.mock.sandbox.visit import Outcome, StateError, Visit, check_within
from apiyard.mock.sandbox.writes import act, change, clear, create, remove, replace_item
from apiyard.mock.step import Call, Coming, Refused
from apiyard.spec.exchange import Reply

HEADER = "x-apiyard-sandbox"
"""Tells why an answer was given without state."""
_MOST_VOUCHED = 256
_DOES: Mapping[Does, Callable[[Visit], Outcome]] = {
    "list": give_list,
    "read": read,
    "create": create,
    "replace": replace_item,
    "change": change,
    "remove": remove,
    "clear": clear,
    "act": act,
}


_HARMLESS = frozenset({"list", "remove", "clear"})


def _nothing(visit: Visit) -> Outcome:
    """Give what comes of listing nothing, and of removing what is not there."""
    if visit.role.does == "list":
        cut = Cut((), 0, 0, 0)
        return Outcome(visit.role.status, [], place=Place(cut, visit.role.paging, visit.call.request, ""))
    member = visit.role.member
    named = {member: visit.call.values.path.get(visit.role.key)} if member else {}
    return Outcome(visit.role.status, {**named, "deleted": True})


class SandboxAnswerer:
    """Answers calls of one contract from a state; from the contract alone where the state has no say.

    Args:
        house: the contract with its state.
        plain: answers what the state has no say in.
    """

    def __init__(self, house: House, plain: PlainAnswerer | None = None) -> None:
        self.house = house
        self._plain = plain or PlainAnswerer()
        self._teller = Teller(house)
        self._vouched: dict[int, Reply] = {}

    def answer(self, call: Call) -> Coming:
        """Answer a call, and change the state when the answer conforms.

        Args:
            call: the call; wishes for a status, an example or a made value are fulfilled without state.

        Returns:
            The answer.
        """
        role = self.house.model.roles.get(call.operation.id)
        wishes = call.wishes
        if wishes.code is not None or wishes.example or wishes.dynamic:
            return self._plain.answer(call)
        consumer = call.consumer if self.house.options.apart else ""
        if role is None:
            return self._beside(call, consumer)
        with self.house.world.lock:
            resource = self.house.model.resources[role.resource]
            visit = Visit(self.house, call, role, resource, consumer)
            try:
                return self._once(visit)
            except StateError as error:
                return self._failed(visit, error)
            except FullError as error:
                return Refused(problem(error.status, error.what, code=error.code))
            except ApiyardError as error:
                return self._without_state(call, error)

    def _beside(self, call: Call, consumer: str) -> Coming:
        """Answer from the contract alone, but not about items that are not there."""
        within = self.house.model.inside.get(call.operation.id, ())
        try:
            with self.house.world.lock:
                check_within(self.house, call, consumer, within=within)
        except StateError as error:
            told = self._teller.fail(call, error)
            return told if isinstance(told, Refused) else self._vouch(told)
        return self._plain.answer(call)

    def _once(self, visit: Visit) -> Reply | Refused:
        """Do a call, or give what its idempotency key was answered with."""
        key = key_of(visit.call)
        if not key:
            return self._done(visit)
        repeats = self.house.world.space(visit.consumer).repeats
        before = repeats.find(key)
        if before is None:
            reply = self._done(visit)
            if isinstance(reply, Reply):
                self.house.world.space(visit.consumer).repeats.keep(key, Answered(digest_of(visit.call), reply))
            return reply
        if before.body != digest_of(visit.call) and {"409", "422"} & visit.call.operation.responses.keys():
            raise StateError("this key came with another request before", (422, 409), code="key-used")
        return self._vouch(before.reply)

    def _done(self, visit: Visit) -> Reply | Refused:
        outcome = _DOES[visit.role.does](visit)
        reply = self._teller.tell(visit, outcome)
        if isinstance(reply, Refused):
            return reply
        if outcome.commit is not None:
            outcome.commit()
        with suppress(ApiyardError):
            links = linked(visit.call, reply)
            reply = replace(reply, headers=(*reply.headers, *links)) if links else reply
        return self._vouch(reply)

    def _failed(self, visit: Visit, error: StateError) -> Reply | Refused:
        """Say why not; where the contract cannot say it, do nothing to nothing, as far as that is no lie."""
        if visit.role.does in _HARMLESS and not any(visit.call.operation.response(each) for each in error.statuses):
            with suppress(ApiyardError):
                found = self._teller.tell(visit, _nothing(visit))
                return found if isinstance(found, Refused) else self._vouch(found)
        told = self._teller.fail(visit.call, error)
        return told if isinstance(told, Refused) else self._vouch(told)

    def _without_state(self, call: Call, error: ApiyardError) -> Reply | Refused:
        """Answer from the contract alone, and say why."""
        found = self._plain.answer(call)
        if isinstance(found, Refused):
            return found
        why = "".join(char if " " <= char <= "~" else "?" for char in f"{error.what} {error.where}")[:300]
        return replace(found, headers=(*found.headers, (HEADER, f"without state: {why.strip()}")))

    def _vouch(self, reply: Reply) -> Reply:
        if len(self._vouched) >= _MOST_VOUCHED:
            self._vouched.clear()
        self._vouched[id(reply)] = reply
        return reply

    def vouches(self, reply: Reply) -> bool:
        """Say whether this very reply was judged when it was made."""
        return self._vouched.get(id(reply)) is reply or self._plain.vouches(reply)
