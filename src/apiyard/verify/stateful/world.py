"""What a sequence did to a service: each action sends a request and looks at what is owed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec.composing.wish import Wish
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.verify.case import Taken
from apiyard.verify.event import CaseJudged
from apiyard.verify.stateful.naming import id_in
from apiyard.verify.stateful.oracles import of_making, of_using, of_writing
from apiyard.verify.stateful.owed import Owed, expected_after, owed_by_reading
from apiyard.verify.stateful.play import Play
from apiyard.verify.stateful.reading import body_of, id_of, ids_of, location_of, rows_of, thing_in
from apiyard.verify.stateful.recipe import Recipes, media_type, plain, varied
from apiyard.verify.stateful.references import with_references
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.thing import Thing

WAITS = (0.05, 0.2, 0.5)
"""How long a reply may take to become what is owed, in seconds: stores are copied, and caches live on."""


@dataclass(slots=True)
class World:
    """What a sequence knows about a service.

    Args:
        play: sends requests.
        resources: the sorts of things.
        recipes: how things are made.
        things: all that was made, in order.
        turn: how many things were made or changed; it makes each body another one.
        wish: the request that made the last thing.
        made_by: what was seen of it, and which step it was.
        written: the request of the last change that was taken.
        reply: the reply to it.
        took: whether the service took the last request to make a thing.
        refused: the status of the last reply to one.
    """

    play: Play
    resources: Sequence[Resource]
    recipes: Recipes
    things: list[Thing] = field(default_factory=list)
    turn: int = 0
    wish: Wish | None = None
    made_by: tuple[CaseJudged, int] | None = None
    written: Wish | None = None
    reply: Reply | None = None
    took: bool = False
    refused: int = 0

    def made(self, resource: Resource) -> list[Thing]:
        """Give the things of a sort that this sequence made, in order."""
        return [thing for thing in self.things if thing.resource is resource]

    def create(
        self,
        resource: Resource,
        *,
        beside: Thing | None = None,
        wish: Wish | None = None,
        again: Thing | None = None,
        within: Thing | None = None,
        plainly: bool = False,
    ) -> Thing | None:
        """Make a thing, its parents first.

        Args:
            resource: the sort.
            beside: a thing with the same parent; None for a parent of its own sort that is there already, or a new one.
            wish: the request; None for one that the service is known to take.
            within: the thing to make it in.
            plainly: whether nothing of another sort is made for it.
            again: the thing that the very same request made, where it says that it is meant once.

        Returns:
            The thing; None when the service did not make one, or does not say what it is called.
        """
        operation = resource.create
        if operation is None:
            return None
        parent = within or (beside.parent if beside is not None else self.parent(resource))
        given, takes = (parent.given, parent.takes) if parent is not None else ({}, ())
        if parent is None and beside is not None:
            given = beside.around
        for each in self.recipes.wishes(operation, given, self.turn, fresh=True) if wish is None else (wish,):
            thing = self._try(resource, each, parent=parent, takes=takes, again=again)
            if thing is not None or self.took:
                return thing
        if wish is not None:
            return None
        named = None if plainly else with_references(self, operation, plain(operation, given, self.recipes.seed))
        if named is not None:
            start = self.recipes.apart(operation, named[0]) if self.recipes.crowd else named[0]
            thing = self._try(resource, start, parent=parent, takes=(*takes, *named[1]))
            if thing is not None or self.took:
                return thing
        for each in self.recipes.others(operation, given, self.refused):
            linked = with_references(self, operation, each) if named is not None else None
            other, more = linked if linked is not None else (each, ())
            thing = self._try(resource, other, parent=parent, takes=(*takes, *more))
            if thing is not None or self.took:
                return thing
        return None

    def _try(
        self,
        resource: Resource,
        wish: Wish,
        *,
        parent: Thing | None,
        takes: tuple[Taken, ...],
        again: Thing | None = None,
    ) -> Thing | None:
        """Send a request that should make a thing; ``took`` says afterwards whether the service took it."""
        operation, sent = cast("Operation", resource.create), wish.body
        self.turn += 1
        # Numbers may be given anew in each thing that they are in.
        beside = [each for each in self.made(resource) if each.parent is parent]
        oracle = of_making(beside, resource, operation, sent=sent, again=again)
        there = [again] if again is not None else [each for each in self.made(resource) if each.state == "there"]
        needs = frozenset(each.steps["made"] for each in there if "made" in each.steps)
        judged = self.play.send(operation, wish, takes=takes, oracle=oracle, needs=needs)
        self.took = judged is not None and judged.reply is not None and judged.reply.status < 300
        self.refused = judged.reply.status if judged is not None and judged.reply is not None else 0
        if judged is None or judged.reply is None or not self.took:
            return None
        self.wish, self.made_by = wish, (judged, self.play.last)
        if again is not None or judged.reply.status == 202:
            return again
        return self._noted(resource, judged, sent, parent=parent)

    def parent(self, resource: Resource) -> Thing | None:
        """Give a thing that others are in, and make it when there is none."""
        owner = self.owner(resource)
        if owner is None:
            return None
        there = [thing for thing in self.made(owner) if thing.state == "there"]
        return there[0] if there else self.create(owner) or self.listed(owner)

    def listed(self, resource: Resource, most: int = 1) -> Thing | None:
        """Give a thing that the service shows in its list, and remember the first ones of it."""
        operation = resource.list
        parent = self.parent(resource)
        if operation is None or (parent is None and self.owner(resource) is not None):
            return None
        given, takes = (parent.given, parent.takes) if parent is not None else ({}, ())
        judged = self.play.send(operation, plain(operation, given, self.recipes.seed), takes=takes)
        reply = judged.reply if judged is not None else None
        rows = rows_of(body_of(reply), resource) if reply is not None and reply.status == 200 else None
        first: Thing | None = None
        for at, (row, id_) in enumerate(zip(rows[0], ids_of(rows[0], resource), strict=True) if rows else ()):
            if id_ is None or at >= most:
                break
            name = id_in(row, resource) if isinstance(row, Mapping) else None
            pointer = (rows[1] if rows else "") + (f"/{at}/{name}" if name is not None else f"/{at}")
            values = {**self._named(judged, parent), resource.key: id_}
            taken = Taken(self.play.last, pointer, str(id_))
            thing = Thing(resource, values, (*takes, taken), parent=parent, ours=False, called=name or "")
            thing.shown = row if isinstance(row, Mapping) else {}
            self.things.append(thing)
            first = first or thing
        return first

    def owner(self, resource: Resource) -> Resource | None:
        """Give the sort of things that things of a sort are in."""
        return (
            next(
                (
                    each
                    for each in self.resources
                    if each.key
                    and resource.collection.startswith(f"{each.item}/")
                    and each.parents == resource.parents[:-1]
                ),
                None,
            )
            if resource.parents
            else None
        )

    def read(self, thing: Thing) -> CaseJudged | None:
        """Read a thing; it should be there, with what it was given, or gone."""
        operation = thing.resource.read
        if operation is None:
            return None
        if thing.elsewhere is not None:
            other, thing.elsewhere = thing.elsewhere, None
            self.read(other)

        known = thing.now()

        def owed(reply: Reply) -> Owed:
            return owed_by_reading(operation, known, reply)

        judged = self.look(
            operation, Wish(values=thing.given, drop_credentials=True), thing.takes, owed=owed, needs=thing.needs
        )
        if judged is None or judged.reply is None:
            return judged
        thing.confirmed = thing.state == "gone" and judged.reply.status in {404, 410}
        if judged.reply.status == 200 and thing.state == "there":
            thing.read = True
            shown = thing_in(body_of(judged.reply), thing.resource)
            thing.shown = shown[0] if shown is not None else {}
        return judged

    def look(
        self,
        operation: Operation,
        wish: Wish,
        takes: tuple[Taken, ...],
        *,
        owed: Callable[[Reply], Owed],
        needs: frozenset[int] = frozenset(),
    ) -> CaseJudged | None:
        """Send a safe request; one whose reply is not what is owed is sent again a little later, before that is told.

        Args:
            operation: an operation that changes nothing.
            wish: the request.
            takes: what of it came from earlier replies.
            owed: gives what is wrong with a reply.
            needs: the indexes of the steps that it rests on.

        Returns:
            What was seen last.
        """
        judged = self.play.send(operation, wish, takes=takes)
        if judged is None or judged.reply is None:
            return judged
        wrong = list(owed(judged.reply))
        known = self.play.session.learned.setdefault("stateful told", set())
        for wait in WAITS:
            if not wrong or all((operation.id, each.check) in known for each in wrong):
                break
            self.play.pause(wait)
            self.play.steps.pop()
            judged = self.play.send(operation, wish, takes=takes)
            if judged is None or judged.reply is None:
                return judged
            wrong = list(owed(judged.reply))
        if not wrong:
            return judged
        known.update((operation.id, each.check) for each in wrong)
        self.play.steps.pop()
        return self.play.send(operation, wish, takes=takes, oracle=lambda exchange: owed(exchange.reply), needs=needs)

    def write(
        self, thing: Thing, operation: Operation, *, wish: Wish | None = None, again: bool = False
    ) -> Wish | None:
        """Replace or change a thing; what is sent is what it should have from then on.

        Args:
            thing: the thing.
            operation: PUT or PATCH on it.
            wish: the request; None for one that gives it other values than it has.
            again: whether it is the very request that was taken just before.

        Returns:
            The request that was taken; None when none was.
        """
        for each in (wish,) if wish is not None else self.recipes.wishes(operation, thing.given, self.turn):
            taken = self._rewrite(thing, operation, each, takes=thing.takes, again=again)
            if taken or thing.state == "gone":
                return each if taken else None
        named = with_references(self, operation, plain(operation, thing.given, self.recipes.seed))
        if wish is None and named is not None:
            other = varied(operation, named[0], self.turn)
            return (
                other if self._rewrite(thing, operation, other, takes=(*thing.takes, *named[1]), again=False) else None
            )
        return None

    def _rewrite(
        self, thing: Thing, operation: Operation, wish: Wish, *, takes: tuple[Taken, ...], again: bool
    ) -> bool:
        """Send a change; say whether the service took it."""
        self.turn += 1
        oracle = of_writing(thing, operation, wish.body, before=self.reply if again else None)
        judged = self.play.send(operation, wish, takes=takes, oracle=oracle, needs=thing.needs)
        if judged is None or judged.reply is None or judged.reply.status >= 300:
            return False
        thing.steps["changed"] = self.play.last
        self.written, self.reply = wish, judged.reply
        if thing.state == "gone":
            thing.state = "unknown"  # a change that succeeds may have made it anew
        elif thing.state == "there" and judged.reply.status != 202:
            self._changed(thing, operation, wish.body, reply=judged.reply)
        return True

    def remove(self, thing: Thing) -> CaseJudged | None:
        """Remove a thing; from then on it should be gone, with all that is in it."""
        operation = thing.resource.remove
        if operation is None:
            return None
        judged = self.play.send(operation, plain(operation, thing.given, self.recipes.seed), takes=thing.takes)
        if judged is not None and judged.reply is not None and judged.reply.status < 300:
            sure = judged.reply.status != 202
            for each in self.things:
                if each is thing or _within(each, thing):
                    each.state = "gone" if sure and each is thing else "unknown"
                    each.steps["removed"] = self.play.last
        return judged

    def act(self, thing: Thing, operation: Operation) -> CaseJudged | None:
        """Do something else with a thing; what it is like after that is the service's own affair."""
        judged = None
        for wish in self.recipes.wishes(operation, thing.given, self.turn):
            judged = self.play.send(operation, wish, takes=thing.takes, oracle=of_using(thing), needs=thing.needs)
            if judged is None or judged.reply is None or judged.reply.status < 300 or judged.reply.status in {404, 409}:
                break
        if judged is not None and judged.reply is not None and judged.reply.status < 300:
            thing.expected.clear()
            thing.shown = {}
            thing.state = "unknown" if thing.state == "gone" else thing.state
        return judged

    def _noted(self, resource: Resource, judged: CaseJudged, sent: Json, *, parent: Thing | None) -> Thing | None:
        """Remember what was made, by the id that the service gave, or by the one that it was sent."""
        reply = cast("Reply", judged.reply)
        body = body_of(reply)
        named = id_of(body, resource)
        values = self._named(judged, parent)
        takes = parent.takes if parent is not None else ()
        located = location_of(
            self.play.session.contract, judged.case.request, reply, base_url=self.play.session.door.base_url
        )
        if named is not None:
            values[resource.key] = named.value
            takes = (*takes, Taken(self.play.last, named.pointer, str(named.value)))
        elif located is not None and resource.key in located.path_values:
            values[resource.key] = located.path_values[resource.key]
            takes = (*takes, Taken(self.play.last, "header:Location", str(values[resource.key])))
        else:
            given = id_of(sent, resource)
            if given is None:
                return None
            values[resource.key] = given.value
        thing = Thing(
            resource,
            values,
            takes,
            parent=parent,
            expected=expected_after(sent, body, "created-differs", resource=resource),
            called=named.pointer.rpartition("/")[2] if named is not None else "",
        )
        shown = thing_in(body, resource)
        thing.shown = shown[0] if shown is not None else {}
        thing.steps["made"] = self.play.last
        self._replace(thing)
        if located is not None and resource.read is not None and located.operation.id == resource.read.id:
            told = located.path_values.get(resource.key)
            if named is not None and told is not None and told != str(named.value):
                taken = Taken(self.play.last, "header:Location", told)
                other: dict[str, Json] = {**values, resource.key: told}
                thing.elsewhere = Thing(resource, other, (*takes[:-1], taken), parent=parent)
        return thing

    def _replace(self, thing: Thing) -> None:
        """Remember a thing in place of one of the same name: the id of what was removed may be given again."""
        before = [each for each in self.things if each.resource is thing.resource and each.is_named(thing.values)]
        for each in list(self.things):
            if any(each is one or _within(each, one) for one in before):
                each.state = "unknown"
                self.things.remove(each)
        self.things.append(thing)

    def _named(self, judged: CaseJudged | None, parent: Thing | None) -> dict[str, Json]:
        """Give the values in a request's path, as its parent's names and as they were made up where it has none."""
        sent = check_request(self.play.session.contract, judged.case.request).values.path if judged is not None else {}
        return {**sent, **(parent.values if parent is not None else {})}

    def _changed(self, thing: Thing, operation: Operation, sent: Json, *, reply: Reply) -> None:
        after = expected_after(sent, body_of(reply), "update-lost", resource=thing.resource)
        kind = media_type(operation)
        if operation.method == "put":
            thing.expected = after
        elif "json-patch" in kind or not isinstance(sent, Mapping):
            thing.expected.clear()
        else:
            thing.expected.update(after)


def _within(thing: Thing, other: Thing) -> bool:
    parent = thing.parent
    while parent is not None:
        if parent is other:
            return True
        parent = parent.parent
    return False
