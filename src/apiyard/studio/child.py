"""The door to the studio's children: each does one task at a time and is ended when a task takes too long."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import orjson

from apiyard.core.errors import ApiyardError, ConflictError, TooLargeError, UnavailableError
from apiyard.studio.frame import HEAD, length, packed

SECONDS = 10.0
"""How long a task may take."""

PATIENCE = 4.0
"""How long a task may go on when a newer one of the same page waits behind it, in seconds."""


class Child:
    """A process of our own that works on hostile text, so that the studio itself never hangs.

    Args:
        name: what it is for, in errors.
        seconds: how long a task may take.
    """

    def __init__(self, name: str, seconds: float = SECONDS) -> None:
        self.name = name
        self.seconds = seconds
        self._process: asyncio.subprocess.Process | None = None
        self._alone = asyncio.Lock()
        self._newest: dict[str, int] = {}
        self._now: tuple[str, asyncio.Task[Any]] | None = None

    async def ask(self, task: Mapping[str, Any]) -> Any:
        """Let it do a task.

        Args:
            task: what to do, with its arguments.

        Returns:
            The answer.

        Raises:
            ApiyardError: what the child says is wrong.
            TooLargeError: it took too long.
            UnavailableError: the child ended.
        """
        async with self._alone:
            return await self._bounded(task)

    async def ask_newest(self, page: str, number: int, task: Mapping[str, Any]) -> Any:
        """Let it do a task unless the same page asks for a newer one meanwhile.

        Args:
            page: who asks.
            number: the page's own count of its tasks: they may arrive in another order than they were sent in.
            task: what to do, with its arguments.

        Returns:
            The answer.

        Raises:
            ConflictError: a newer task of this page took its place (code ``superseded``).
        """
        if number < self._newest.get(page, number):
            raise _superseded()
        self._newest[page] = number
        if self._now is not None and self._now[0] == page:
            asyncio.get_running_loop().call_later(PATIENCE, _end, self._now[1])
        async with self._alone:
            if self._newest.get(page) != number:
                raise _superseded()
            running = asyncio.ensure_future(self._bounded(task))
            self._now = (page, running)
            try:
                return await running
            except asyncio.CancelledError:
                await self.close()
                if self._newest.get(page) != number:
                    raise _superseded() from None
                raise
            finally:
                self._now = None
                if len(self._newest) > 1_000:
                    self._newest.clear()

    async def close(self) -> None:
        """End the process; the next task starts another one."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def _bounded(self, task: Mapping[str, Any]) -> Any:
        try:
            told = await asyncio.wait_for(self._exchange(task), self.seconds)
        except TimeoutError:
            await self.close()
            raise TooLargeError(
                f"{self.name} took more than {self.seconds:g} seconds and was ended",
                hint="the document costs too much; look at patterns, deep nesting and sizes",
                code="too-slow",
            ) from None
        except asyncio.CancelledError:
            await self.close()
            raise
        except (EOFError, OSError) as error:
            await self.close()
            raise UnavailableError(f"{self.name} ended", hint="the document may need too much memory") from error
        if "error" in told:
            raise _error(told["error"])
        return told["answer"]

    async def _exchange(self, task: Mapping[str, Any]) -> Any:
        process = self._process
        if process is None or process.returncode is not None:
            # No folder of the user stands on the import path (-P): a file there must not become code.
            process = self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-m",
                "apiyard.studio.bench",
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        if process.stdin is None or process.stdout is None:
            raise UnavailableError(f"{self.name} has no pipes")
        process.stdin.write(packed(dict(task)))
        await process.stdin.drain()
        size = length(await process.stdout.readexactly(HEAD))
        return orjson.loads(await process.stdout.readexactly(size))


def _end(running: asyncio.Task[Any]) -> None:
    if not running.done():
        running.cancel()


def _superseded() -> ConflictError:
    return ConflictError("a newer text took the place of this one", code="superseded")


def _error(told: Mapping[str, Any]) -> ApiyardError:
    error = ApiyardError(
        str(told["what"]),
        where=str(told["where"]),
        piece=str(told["piece"]),
        hint=str(told["hint"]),
        code=str(told["code"]),
        retryable=bool(told["retryable"]),
    )
    error.status = int(told["status"])
    return error
