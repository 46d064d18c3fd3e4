"""Answer from a cassette: the recorded reply to the same request, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Literal

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.mock.control import Handler, json_reply, not_allowed
from apiyard.mock.forward.cassette import Recorded
from apiyard.mock.forward.redact import REDACTED, Secrets
from apiyard.mock.forward.sameness import differences, key_of
from apiyard.mock.forward.secret_path import masked_path
from apiyard.mock.refusing.problem import problem
from apiyard.mock.step import Answer, Answerer, Call, Coming, Refused
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.violation import Violation

Otherwise = Literal["refuse", "mock"]
_NEAR = 3
_LOOKED_AT = 100


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
    """The tracks of one method and path by what their requests mean, and those that others may mean too."""

    tracks: dict[str, _Track] = field(default_factory=dict)
    loose: list[_Track] = field(default_factory=list)

    def add(self, key: str, row: Recorded) -> None:
        """Put an exchange behind those with the same request."""
        track = self.tracks.get(key)
        if track is not None:
            track.rows.append(row)
            return
        self.tracks[key] = _Track([row])
        if REDACTED in key:
            self.loose.append(self.tracks[key])


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
        self._secrets = secrets
        self._is_secret = _nothing if secrets is None else secrets.is_secret
        self._places: dict[tuple[str, str], _Place] = {}
        self._otherwise = otherwise
        for row in recorded:
            place = self._places.setdefault(self._where(row.request), _Place())
            place.add(key_of(row.request, self._is_secret), row)

    def answer(self, call: Call) -> Coming:
        """Answer a call with what was recorded for it.

        Args:
            call: the call.

        Returns:
            The reply; a problem with the nearest recording when there is none.
        """
        request = call.request
        place = self._places.get(self._where(request), _Place())
        track = place.tracks.get(key_of(request, self._is_secret)) if place.tracks else None
        if track is None:
            loose = (each for each in place.loose if not differences(each.rows[0].request, request, self._is_secret))
            track = next(loose, None)
        if track is not None:
            return track.play()
        if self._otherwise is not None:
            return self._otherwise.answer(call)
        return self._unknown(request, place)

    def rewind(self) -> None:
        """Begin anew with the first recording of each request."""
        for place in self._places.values():
            for track in place.tracks.values():
                track.played = 0

    def unplayed(self) -> list[Recorded]:
        """Give the exchanges that nobody asked for yet."""
        return [
            row
            for place in self._places.values()
            for track in place.tracks.values()
            for row in track.rows[track.played :]
        ]

    def _where(self, request: Request) -> tuple[str, str]:
        """Give method and path, in which a secret may be any."""
        method, path = request.method.upper(), request.path
        if self._secrets is not None:
            contract, is_secret = self._secrets.contract, self._is_secret
            path = masked_path(contract, method, path, is_secret=is_secret, mask=lambda _: REDACTED)
        return method, path

    def _far(self, track: _Track, request: Request) -> list[str]:
        """Give where a recording stands, and in what a request differs from it."""
        row = track.rows[0]
        return [row.where, *differences(row.request, request, self._is_secret)]

    def _unknown(self, request: Request, place: _Place) -> Answer:
        target = f"{request.path}?{request.query}" if request.query else request.path
        lines = [f"nothing was recorded for {request.method} {target[:200]}"]
        near = sorted((self._far(track, request) for track in islice(place.tracks.values(), _LOOKED_AT)), key=len)
        lines += [f"{told[0]} differs: {'; '.join(told[1:4])}" for told in near[:_NEAR]]
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
        Those whose request means no operation, or of which one side breaks the contract.
    """
    found: list[tuple[Recorded, str]] = []
    for row in recorded:
        judgement = check_request(contract, row.request)
        operation = judgement.operation
        if operation is None:
            # A mock answers HEAD from GET and OPTIONS by itself.
            if row.request.method in {"HEAD", "OPTIONS"}:
                continue
            found.append((row, f"the contract has no {row.request.method} {row.request.path}"))
            continue
        # A mock refuses a bad request by itself, and its credentials are not in the cassette.
        asked = [each for each in judgement.violations if each.place != "security"]
        answered = check_reply(operation, row.request.method, row.reply)
        for side, wrong in (("request", asked), ("reply", answered)):
            if wrong:
                found.append((row, f"{side} {_sentence(wrong[0])}"))
                break
    return found


def _sentence(violation: Violation) -> str:
    at = f" {violation.pointer}" if violation.pointer else ""
    return f"{violation.place}{at}: {violation.message}"


def _nothing(name: str) -> bool:
    return False
