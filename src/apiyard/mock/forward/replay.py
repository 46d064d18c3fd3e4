"""Answer from a cassette: the recorded reply to the same request, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, cast

from apiyard.core.json import Json
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass, field
from apiyard.mock.control import Handler, json_reply, not_allowed
from apiyard.mock.forward.cassette import Recorded
from apiyard.mock.forward.redact import REDACTED, Secrets
from apiyard.mock.problem import problem
from apiyard.mock.step import Answer, Answerer, Call, Coming, Refused
from apiyard.spec import media
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.style import query_pairs

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

Otherwise = Literal["refuse", "mock"]
_NEAR = 3


@dataclass(slots=True)
class _Track:
    """Recorded exchanges with equal requests, in order; the last one is played again and again."""

    rows: list[Recorded]
    played: int = 0

    def play(self) -> Reply:
        """Give the next reply."""
        row = self.rows[min(self.played, len(self.rows) - 1)]
        self.played += 1
        return row.reply


@dataclass(slots=True)
class _Place:
    """All tracks of one method and path."""

    tracks: list[_Track] = field(default_factory=list)


class Replay:
    """Answers calls from a cassette.

    Args:
        recorded: its exchanges in order.
        otherwise: answers what was not recorded; None refuses it with 404.
        secrets: what the recorder took out of requests, and need not be the same then.
    """

    def __init__(
        self, recorded: Sequence[Recorded], otherwise: Answerer | None = None, *, secrets: Secrets | None = None
    ) -> None:
        self._is_secret = _nothing if secrets is None else secrets.is_secret
        self._places: dict[tuple[str, str], _Place] = {}
        self._otherwise = otherwise
        for row in recorded:
            place = self._places.setdefault((row.request.method, row.request.path), _Place())
            same = next((each for each in place.tracks if self._equal(each.rows[0].request, row.request)), None)
            if same is None:
                place.tracks.append(_Track([row]))
            else:
                same.rows.append(row)

    def answer(self, call: Call) -> Coming:
        """Answer a call with what was recorded for it.

        Args:
            call: the call.

        Returns:
            The reply; a problem with the nearest recording when there is none.
        """
        request = call.request
        place = self._places.get((request.method.upper(), request.path), _Place())
        for track in place.tracks:
            if not _differences(track.rows[0].request, request, self._is_secret):
                return track.play()
        if self._otherwise is not None:
            return self._otherwise.answer(call)
        return self._unknown(request, place)

    def _equal(self, one: Request, other: Request) -> bool:
        pairs = ((one, other), (other, one))
        return not any(_differences(*pair, self._is_secret) for pair in pairs)

    def rewind(self) -> None:
        """Begin anew with the first recording of each request."""
        for place in self._places.values():
            for track in place.tracks:
                track.played = 0

    def unplayed(self) -> list[Recorded]:
        """Give the exchanges that nobody asked for yet."""
        return [row for place in self._places.values() for track in place.tracks for row in track.rows[track.played :]]

    def _unknown(self, request: Request, place: _Place) -> Answer:
        target = f"{request.path}?{request.query}" if request.query else request.path
        lines = [f"nothing was recorded for {request.method} {target[:200]}"]
        for track in place.tracks[:_NEAR]:
            row = track.rows[0]
            lines.append(f"{row.where} differs: {'; '.join(_differences(row.request, request, self._is_secret)[:3])}")
        if not place.tracks:
            known = sorted({f"{method} {path}" for method, path in self._places})
            lines.append(f"recorded: {', '.join(known[:10])}{', ...' if len(known) > 10 else ''}")
        return Refused(problem(404, ". ".join(lines), code="not-recorded"))


def replay_api(replay: Replay) -> Handler:
    """Give what answers below ``/__apiyard/replay``: ``GET`` tells what was not played yet, ``DELETE`` rewinds.

    Args:
        replay: the answerer.
    """

    def handle(request: Request) -> Reply:
        if request.method.upper() == "DELETE":
            replay.rewind()
            return Reply(204)
        if request.method.upper() not in {"GET", "HEAD"}:
            return not_allowed("GET", "DELETE")
        rows: list[Json] = [
            {"where": row.where, "method": row.request.method, "path": row.request.path, "query": row.request.query}
            for row in replay.unplayed()[:1_000]
        ]
        return json_reply({"unplayed": rows})

    return handle


def broken(contract: Contract, recorded: Sequence[Recorded]) -> list[tuple[Recorded, str]]:
    """Say which exchanges of a cassette a mock of a contract cannot play, and why.

    Args:
        contract: the contract.
        recorded: the exchanges.

    Returns:
        Those whose request means no operation, and those whose reply breaks the contract.
    """
    found: list[tuple[Recorded, str]] = []
    for row in recorded:
        operation = check_request(contract, row.request).operation
        if operation is None:
            # A mock answers HEAD from GET and OPTIONS by itself.
            if row.request.method in {"HEAD", "OPTIONS"}:
                continue
            found.append((row, f"the contract has no {row.request.method} {row.request.path}"))
            continue
        wrong = check_reply(operation, row.request.method, row.reply)
        if wrong:
            found.append((row, f"{wrong[0].place}{wrong[0].pointer and ' '}{wrong[0].pointer}: {wrong[0].message}"))
    return found


_IsSecret = Callable[[str], bool]


def _differences(recorded: Request, asked: Request, is_secret: _IsSecret) -> list[str]:
    """Say in what a request differs from a recorded one, whose secrets may be anything."""
    form = media.read(recorded.header("content-type") or "").essence == "application/x-www-form-urlencoded"
    if not form:
        return [*_of_pairs(recorded.query, asked.query, is_secret), *_of_body(recorded, asked, is_secret)]
    was, is_ = (each.body.decode("utf-8", "replace") for each in (recorded, asked))
    return [*_of_pairs(recorded.query, asked.query, is_secret), *_of_pairs(was, is_, is_secret)]


def _of_pairs(recorded: str, asked: str, is_secret: _IsSecret) -> list[str]:
    if recorded == asked:
        return []
    was, is_ = query_pairs(recorded), query_pairs(asked)
    hidden = {name for name, value in was if value == REDACTED or is_secret(name)}
    left = Counter(pair for pair in was if pair[0] not in hidden)
    left.subtract(pair for pair in is_ if pair[0] not in hidden)
    found = [f"{name}={value} is missing" for (name, value), count in left.items() if count > 0]
    return found + [f"{name}={value} is new" for (name, value), count in left.items() if count < 0]


def _of_body(recorded: Request, asked: Request, is_secret: _IsSecret) -> list[str]:
    if recorded.body == asked.body:
        return []
    was, is_ = _json(recorded.body), _json(asked.body)
    if was is None or is_ is None:
        return [] if REDACTED.encode() in recorded.body else ["the body is another"]
    return [] if _meets(was[0], is_[0], is_secret) else ["the body is another"]


def _json(body: bytes) -> tuple[Json] | None:
    try:
        return (cast("Json", orjson.loads(body)),)
    except orjson.JSONDecodeError:
        return None


def _meets(was: Json, is_: Json, is_secret: _IsSecret) -> bool:
    """Compare JSON values; iterative, since bodies may be deep."""
    row: list[tuple[object, object]] = [(was, is_)]
    while row:
        one, other = row.pop()
        if isinstance(one, str) and REDACTED in one:
            continue
        if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
            row.extend((value, other[name]) for name, value in one.items() if not is_secret(name))
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            row.extend(zip(one, other, strict=True))
        elif isinstance(one, dict | list) or one != other or isinstance(one, bool) != isinstance(other, bool):
            return False
    return True


def _nothing(name: str) -> bool:
    return False
