"""Say in the contract's words what came of a call."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.mock.answering.answer import Wanted, answer
from apiyard.mock.answering.encode import encode_body
from apiyard.mock.answering.headers import made_headers
from apiyard.mock.answering.negotiate import acceptable, concrete_media
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.origin import origin, prefix
from apiyard.mock.refusing.explain import Told, explained
from apiyard.mock.refusing.problem import problem
from apiyard.mock.refusing.reasons import made_otherwise
from apiyard.mock.sandbox.conditions import etag_of
from apiyard.mock.sandbox.fit import UnfitError
from apiyard.mock.sandbox.frames import find_item, find_list
from apiyard.mock.sandbox.house import House
from apiyard.mock.sandbox.pages import around, page_headers
from apiyard.mock.sandbox.patch import merge_patch
from apiyard.mock.sandbox.resource import Frame
from apiyard.mock.sandbox.visit import Outcome, StateError, Visit
from apiyard.mock.sandbox.whereabouts import item_path
from apiyard.mock.sandbox.words import joined, word_set
from apiyard.mock.step import Call, Refused
from apiyard.spec import media
from apiyard.spec.exchange import Headers, Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import MediaType, Operation, Response
from apiyard.spec.schema import Schema
from apiyard.spec.violation import Violation

_WITHOUT_BODY = frozenset({204, 205, 304})
_OWN = word_set(
    "location contentlocation etag link xtotalcount xtotal totalcount xpage xperpage xtotalpages "
    "xnextpage xprevpage xnextcursor xhasmore xpagecount xnext lastmodified xpaginationtotalcount"
)


@dataclass(slots=True)
class Teller:
    """Writes outcomes as replies of one contract.

    Args:
        house: the contract with its state.
    """

    house: House
    _frames: dict[tuple[str, bool], Frame | None] = field(default_factory=dict)

    def tell(self, visit: Visit, outcome: Outcome) -> Reply | Refused:
        """Write what came of a call.

        Args:
            visit: the call.
            outcome: what came of it.

        Returns:
            A reply that conforms, or a refusal because the caller accepts no media type of it.

        Raises:
            UnfitError: no reply that conforms says it.
        """
        operation, request = visit.call.operation, visit.call.request
        response = operation.response(outcome.status)
        if response is None:
            raise UnfitError(f"the contract has no response {outcome.status} here", where=operation.pointer)
        own = self._own_headers(visit, outcome, response)
        if outcome.bare or outcome.status in _WITHOUT_BODY or not response.content:
            return self._judged(visit, response, outcome.status, own=own, body=("", b""))
        keys = acceptable(request.header("accept"), sorted(response.content, key=lambda name: "json" not in name))
        if not keys:
            offered = ", ".join(response.content)
            return Refused(problem(406, f"this response can be given as {offered}", code="not-acceptable"))
        reason: ApiyardError | None = None
        for key in keys:
            entry = response.content[key]
            try:
                value = self._whole(visit, outcome, entry)
                body = encode_body(value, concrete_media(key, request.header("accept")), entry)
                return self._judged(visit, response, outcome.status, own=own, body=body)
            except ApiyardError as error:
                reason = reason or error
        raise UnfitError(reason.what if reason else "nothing can be told", where=operation.pointer)

    def _whole(self, visit: Visit, outcome: Outcome, entry: MediaType) -> Json:
        """Give the whole body: the item or list in its place, and what stands around it."""
        fitter, value = self.house.fitter, outcome.value
        if entry.schema is None:
            return value if entry.item_schema is None or isinstance(value, list) else [value]
        frame = self._frame(entry.schema, visit, many=isinstance(value, list))
        if frame is None:
            return fitter.fit(entry.schema, value)
        if isinstance(value, list) and not frame.many:
            value = value[0] if value else {}
        elif frame.many and not isinstance(value, list):
            value = [value]
        if outcome.place is not None and frame.path:
            value = merge_patch(around(fitter.anatomist, entry.schema, outcome.place), _placed(frame.path, value))
        else:
            value = _placed(frame.path, value)
        return fitter.fit(entry.schema, value)

    def _frame(self, schema: Schema, visit: Visit, *, many: bool) -> Frame | None:
        key = (schema.pointer, many)
        if key not in self._frames:
            name, anatomist = visit.resource.name, self.house.fitter.anatomist
            ways = (find_list, find_item) if many or visit.role.does == "create" else (find_item, find_list)
            told = visit.role.told
            if told is not None and told.root.pointer == schema.pointer:
                self._frames[key] = told
            else:
                found = (way(anatomist, schema, name) for way in ways)
                self._frames[key] = next((frame for frame in found if frame is not None), None)
        return self._frames[key]

    def _judged(self, visit: Visit, response: Response, status: int, *, own: Headers, body: tuple[str, bytes]) -> Reply:
        content_type, data = body
        kept = [
            (name, text)
            for name, text in made_headers(response.headers, seed=visit.call.seed, length=len(data))
            if not _is_own(name, response)
        ]
        names = {name for name, _ in own}
        headers = (*((("content-type", content_type),) if content_type else ()), *own)
        reply = Reply(status, (*headers, *(pair for pair in kept if pair[0] not in names)), data)
        wrong = check_reply(visit.call.operation, visit.call.request.method, reply)
        if wrong:
            raise UnfitError(f"{wrong[0].place}{wrong[0].pointer}: {wrong[0].message}", where=wrong[0].schema_pointer)
        return reply

    def _own_headers(self, visit: Visit, outcome: Outcome, response: Response) -> Headers:
        """Give the headers that say what the state is: where an item is, its tag, where a page stands."""
        named = {joined(name): name for name in response.headers}
        found: list[tuple[str, str]] = []
        if outcome.place is not None:
            found += page_headers(named, outcome.place)
        record = outcome.record
        if record is None:
            return tuple(found)
        if "etag" in named or (outcome.bare and outcome.status == 304):
            found.append(("etag", etag_of(record)))
        if "location" in named or outcome.made:
            where = self._where(visit, outcome, response)
            if where:
                found.append(("location", where))
        return tuple(found)

    def _where(self, visit: Visit, outcome: Outcome, response: Response) -> str:
        """Give where an item is found, in the first form that the contract takes."""
        request = visit.call.request
        path = item_path(visit, outcome.record) if outcome.record is not None else ""
        if not path:
            return ""
        last = path.rpartition("/")[2]
        collection = request.path.rstrip("/").rpartition("/")[2]
        header = next((each for name, each in response.headers.items() if name.lower() == "location"), None)
        for candidate in (path, f"{origin(request)}{prefix(request)}{path}", f"{collection}/{last}", last):
            if header is None or header.schema is None or header.schema.is_valid(candidate):
                return candidate
        return ""

    def fail(self, call: Call, error: StateError) -> Reply | Refused:
        """Say that the state forbids what was asked for.

        Args:
            call: the call.
            error: why.

        Returns:
            A reply in the contract's words where it has one of the statuses; else the mock's own refusal.
        """
        operation = call.operation
        known = [status for status in error.statuses if str(status) in operation.responses]
        known += [status for status in error.statuses if status not in known and operation.response(status) is not None]
        known += [status for status in error.lesser if str(status) in operation.responses]
        for status in known:
            reply = _failed(call, status, error)
            if reply is not None:
                return reply
        return Refused(problem(error.statuses[0], error.what, code=error.code))


def _failed(call: Call, status: int, error: StateError) -> Reply | None:
    """Give a conforming reply of a status that tells an error; None when there is none."""
    operation, request, method = call.operation, call.request, call.request.method
    reply = problem(status, error.what, code=error.code)
    if not check_reply(operation, method, reply):
        return reply
    own = answer(operation, Wanted(method, request.header("accept"), Wishes(code=status), call.seed))
    if isinstance(own, Refused):
        return None
    headers = tuple(pair for pair in own.headers if pair[0] not in ("preference-applied", "content-length"))
    own = Reply(own.status, headers, own.body)
    entry = media.choose(_content(operation, status), own.header("content-type") or "")
    if entry is None or entry[1].schema is None or not media.read(own.header("content-type") or "").is_json:
        return own
    schema = entry[1].schema
    try:
        value = _json(own.body)
        wrong = (Violation("path", "", error.what, operation.pointer),)
        others = made_otherwise(operation, method, status, accept=request.header("accept"))
        told = explained(value, Told(status, error.what, wrong, error.code, others), schema.is_valid)
        name, body = encode_body(told, own.header("content-type") or "", entry[1])
    except (ApiyardError, ValueError):
        return own
    written = Reply(status, (("content-type", name), *(pair for pair in headers if pair[0] != "content-type")), body)
    return own if check_reply(operation, method, written) else written


def _content(operation: Operation, status: int) -> Mapping[str, MediaType]:
    response = operation.response(status)
    return response.content if response is not None else {}


def _json(data: bytes) -> Json:
    import json  # only for errors

    value: Json = json.loads(data)
    return value


def _is_own(name: str, response: Response) -> bool:
    """Say whether a made-up value of a header would be a lie about the state, and may be left out."""
    header = next((each for known, each in response.headers.items() if known.lower() == name), None)
    return joined(name) in _OWN and header is not None and not header.required


def _placed(path: tuple[str, ...], value: Json) -> Json:
    for name in reversed(path):
        value = {name: value}
    return value
