"""Serve a studio: the editor, the mock and the shared pages, each on a port of its own, in one process."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from apiyard.core.clock import Clock
from apiyard.core.errors import InvalidInputError, UnavailableError
from apiyard.core.noun import dataclass, field
from apiyard.studio.book import open_book
from apiyard.studio.entry import Entry
from apiyard.studio.files import open_desk
from apiyard.studio.room import Room
from apiyard.wiring.lint_standards import Place

if TYPE_CHECKING:
    import uvicorn

_FOREVER = float("inf")
_LOOK_SECONDS = 1.0
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_ANY = ("0.0.0.0", "::")  # noqa: S104 - what somebody may ask for, and must then name


@dataclass(frozen=True, slots=True)
class Settings:
    """How a studio is served.

    Args:
        contract: the contract's path; the file need not be there yet.
        state: the state folder that was made here.
        port: the editor's TCP port on loopback; 0 for a free one.
        share_host: the address of the shared pages.
        share_port: their port; 0 for a free one.
        share_names: names and addresses by which others reach them; the first one stands in links.
        place: where what texts are judged by is looked for.
    """

    contract: Path
    state: Path
    port: int = 0
    share_host: str = "127.0.0.1"
    share_port: int = 0
    share_names: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a studio is.

    Args:
        url: the link that lets one browser in, once.
        mock: where the mock answers.
        share: where shared pages are.
        stop: ends it; may be called from any thread.
    """

    url: str
    mock: str
    share: str
    stop: Callable[[], None]


async def serve(settings: Settings, clock: Clock, ready: Callable[[Opened], None]) -> bool:
    """Serve until a signal, or until somebody stops it.

    Args:
        settings: what and where.
        clock: tells the time.
        ready: is told where it is once it listens.

    Returns:
        Whether Ctrl-C ended it.

    Raises:
        InvalidInputError: the shared pages are to be reached from anywhere but no name is given.
        UnavailableError: a port is taken.
    """
    from apiyard.studio.app import studio_app
    from apiyard.studio.mock_door import mock_door
    from apiyard.studio.share_app import share_app

    names = _share_names(settings)
    desk = open_desk(settings.contract)
    book = open_book(settings.state, desk.folder / desk.main, clock)
    with contextlib.ExitStack() as stack:
        editor = stack.enter_context(_bound("127.0.0.1", settings.port))
        mock = stack.enter_context(_bound("127.0.0.1", 0))
        share = stack.enter_context(_bound(settings.share_host, settings.share_port))
        entry = Entry(_port(editor), clock)
        room = Room(desk, book, entry, clock, _url(("127.0.0.1",), mock), _url(names, share), settings.place)
        servers = (
            _server(studio_app(room, _hosts(_LOOPBACK, editor))),
            _server(mock_door(room, _hosts(_LOOPBACK, mock))),
            _server(share_app(room, _hosts(names, share))),
        )
        loop = asyncio.get_running_loop()
        interrupted = _listen(loop, servers[0])
        link = f"{_url(('127.0.0.1',), editor)}/enter?token={room.entry.link(_FOREVER)}"
        opened = Opened(link, room.mock_url, room.share_url, lambda: _stop(loop, servers[0]))
        await _run(room, tuple(zip(servers, (editor, mock, share), strict=True)), lambda: ready(opened))
    return interrupted.is_set()


def _listen(loop: asyncio.AbstractEventLoop, server: uvicorn.Server) -> asyncio.Event:
    """Let signals end the server, and say which one did: its own way leaves that to who minded them before."""
    interrupted = asyncio.Event()

    def hear(number: int) -> None:
        server.force_exit = server.should_exit
        server.should_exit = True
        if number == signal.SIGINT:
            interrupted.set()

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, hear, number)
    return interrupted


async def _run(room: Room, pairs: tuple[tuple[uvicorn.Server, socket.socket], ...], ready: Callable[[], None]) -> None:
    tasks = [asyncio.ensure_future(server.serve(sockets=[bound])) for server, bound in pairs]
    watching = asyncio.ensure_future(_watch(room))
    try:
        while not all(server.started for server, _ in pairs):
            if any(task.done() for task in tasks):
                break
            await asyncio.sleep(0.01)
        else:
            if not pairs[0][0].should_exit:
                ready()
        closing = asyncio.ensure_future(_until_asked(room, pairs[0][0]))
        await tasks[0]
        await closing
    finally:
        watching.cancel()
        for server, _ in pairs:
            server.should_exit = True
        await room.close()
        await asyncio.gather(*tasks, watching, return_exceptions=True)


async def _until_asked(room: Room, server: uvicorn.Server) -> None:
    """End streams as soon as the server is to stop: it waits for them."""
    while not server.should_exit:  # noqa: ASYNC110 - a signal sets it, and tells nobody
        await asyncio.sleep(0.1)
    room.news.close()
    room.shared_news.close()


async def _watch(room: Room) -> None:
    """Tell the page when a file that it may have open was changed by somebody else."""
    known: dict[str, str] = {}
    while True:
        for name in (room.desk.main, *sorted(room.desk.known - {room.desk.main})[:100]):
            with contextlib.suppress(Exception):
                stamp = await asyncio.to_thread(_stamp, room, name)
                if known.setdefault(name, stamp) != stamp:
                    known[name] = stamp
                    saved = await asyncio.to_thread(room.desk.read, name)
                    room.news.tell("file", {"name": name, "digest": saved.digest})
                    room.shared_news.tell("saved", {})
        await asyncio.sleep(_LOOK_SECONDS)


def _stamp(room: Room, name: str) -> str:
    path = room.desk.path(name)
    if not path.exists():
        return ""
    facts = path.stat()
    return f"{facts.st_ino} {facts.st_mtime_ns} {facts.st_size}"


def _stop(loop: asyncio.AbstractEventLoop, server: uvicorn.Server) -> None:
    def stop() -> None:
        server.should_exit = True

    with contextlib.suppress(RuntimeError):  # the loop has ended already
        loop.call_soon_threadsafe(stop)


def _server(app: Any) -> uvicorn.Server:
    import uvicorn

    class Quiet(uvicorn.Server):
        """One of several servers of a process, which listens to signals itself."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    config = uvicorn.Config(
        cast("Any", app),
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=200,
        timeout_graceful_shutdown=1,
    )
    return Quiet(config)


def _share_names(settings: Settings) -> tuple[str, ...]:
    if settings.share_host in _ANY and not settings.share_names:
        raise InvalidInputError(
            "shared pages that are reached from anywhere need the name by which others reach them",
            where="--share-name",
            hint="pass --share-name NAME, such as this machine's host name or address",
        )
    own = () if settings.share_host in _ANY else (settings.share_host,)
    loopback = _LOOPBACK if settings.share_host in _LOOPBACK else ()
    return tuple(dict.fromkeys((*settings.share_names, *own, *loopback)))


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(512)
    except OSError as error:
        found.close()
        raise UnavailableError(
            "cannot listen", where=f"{host}:{port}", piece=str(error.strerror), hint="choose another port, or 0"
        ) from error
    return found


def _port(bound: socket.socket) -> int:
    return int(bound.getsockname()[1])


def _hosts(names: tuple[str, ...], bound: socket.socket) -> tuple[str, ...]:
    port = _port(bound)
    shown = [f"[{name}]" if ":" in name else name.lower() for name in names]
    return (*(f"{name}:{port}" for name in shown), *(shown if port == 80 else ()))


def _url(names: tuple[str, ...], bound: socket.socket) -> str:
    return f"http://{_hosts(names[:1], bound)[0]}"
