"""Record what goes through a proxy into a cassette, each exchange as soon as it is over."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from apiyard.core.clock import Clock
from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import replace
from apiyard.mock.forward.cassette import opening, written
from apiyard.mock.forward.redact import Secrets, redact, redact_sentences
from apiyard.mock.layer import Seen
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation

# As large as a document may be that is read again; a body of a mebibyte is nothing that people edit.
_MOST_BYTES = 30 * 1024 * 1024
_MOST_BODY = 1024 * 1024
_LOST = frozenset(
    {"connection", "content-length", "date", "host", "keep-alive", "transfer-encoding", "via", "x-forwarded-host"}
)


class Recorder:
    """Writes a cassette; `watch` is a watcher of the pipeline, `stream` is told streams by the proxy.

    Args:
        path: the file; it must not be there yet, so that no recording is lost.
        url: the server that is recorded.
        secrets: what is not kept.
        clock: tells the time.
        overwrite: whether a file that is there may be lost.

    Raises:
        InvalidInputError: the file is there, or cannot be written.
    """

    def __init__(self, path: Path, url: str, secrets: Secrets, *, clock: Clock, overwrite: bool = False) -> None:
        self.path = path
        self.count = 0
        self.too_large = 0
        self.problem = ""
        self._secrets, self._clock = secrets, clock
        self._room = _MOST_BYTES
        self._file = _opened(path, overwrite=overwrite)
        contract = secrets.contract
        self._write(opening(f"{contract.title} {contract.version}", url))

    def __enter__(self) -> Self:
        """Give the recorder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def watch(self, seen: Seen) -> None:
        """Record an exchange; what the server did not answer whole is not recorded.

        Args:
            seen: the exchange.
        """
        if isinstance(seen.answer, Reply):
            self._record(seen.request, seen.answer, seen.operation, wrong=(*seen.wrong_request, *seen.wrong_reply))

    def stream(self, request: Request, reply: Reply, wrong: tuple[Violation, ...]) -> None:
        """Record a stream that is over.

        Args:
            request: the request.
            reply: what came.
            wrong: what it broke.
        """
        self._record(request, reply, None, wrong=wrong)

    def _record(
        self, request: Request, reply: Reply, operation: Operation | None, *, wrong: tuple[Violation, ...]
    ) -> None:
        if self.problem:
            return
        if max(len(request.body), len(reply.body)) > _MOST_BODY:
            self.too_large += 1
            return
        asked, answered = redact(
            self._secrets,
            replace(request, headers=_bare(request.headers)),
            replace(reply, headers=_bare(reply.headers)),
            operation=operation,
        )
        text = written(
            asked,
            answered,
            {
                "operation": "" if operation is None else operation.id,
                "at": self._clock.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
                "violations": redact_sentences(self._secrets, request, reply, sentences=map(_sentence, wrong)),
            },
        )
        if self._write(text):
            self.count += 1

    def _write(self, text: str) -> bool:
        data = text.encode()
        self._room -= len(data)
        if self._room < 0:
            self.problem = f"the cassette would be larger than {_MOST_BYTES} bytes"
            return False
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            self.problem = f"the cassette cannot be written: {error.strerror}"
            return False
        return True


def _opened(path: Path, *, overwrite: bool) -> IO[bytes]:
    """Open a file that nobody else may read: a recording holds what the server's users see."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if overwrite else os.O_EXCL)
    try:
        file = os.fdopen(os.open(path, flags, 0o600), "wb")
        if overwrite and path.is_file():  # one that was there keeps its mode otherwise
            os.fchmod(file.fileno(), 0o600)
        return file
    except FileExistsError:
        hint = "choose another file, or --overwrite"
        raise InvalidInputError("there is a recording already", where=str(path), hint=hint) from None
    except OSError as error:
        raise InvalidInputError("the cassette cannot be written", where=str(path), piece=str(error.strerror)) from None


def _sentence(each: Violation) -> str:
    return f"{each.place}{each.pointer and ' '}{each.pointer}: {each.message}"


def _bare(headers: Headers) -> Headers:
    """Give the headers that are about the exchange, and not about the connection or this proxy."""
    return tuple(
        pair for pair in headers if pair[0].lower() not in _LOST and not pair[0].lower().startswith("x-apiyard-")
    )
