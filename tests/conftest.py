"""Fixtures that all tests share: parts of the machine, a PostgreSQL, a browser, ports and short folders."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import leftovers, order, postgres
from tests.parts import absent, need, specs_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["absent", "free_port", "need", "specs_folder"]

# Below the range from which the kernel takes the ports of outgoing connections.
_PORTS = range(20_000, 32_000)
_next_port = itertools.count(random.SystemRandom().randrange(len(_PORTS)))

CHROMIUM_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # Pages of the house need nothing from outside; a test that tried would be told so.
    (
        "--host-resolver-rules=MAP * ~NOTFOUND , "
        "EXCLUDE localhost , EXCLUDE *.localhost , EXCLUDE 127.0.0.1 , EXCLUDE [::1]"
    ),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files begin first."""
    items.sort(key=lambda item: order.rank(item.path))


def free_port() -> int:
    """Return a TCP port on which nobody listens on loopback now, each time another one."""
    for step in itertools.islice(_next_port, len(_PORTS)):
        port = _PORTS[step % len(_PORTS)]
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    message = "no free port on loopback"
    raise RuntimeError(message)


@pytest.fixture(name="need")
def _need() -> Callable[[str], Path]:
    """Give the function need as a fixture."""
    return need


@pytest.fixture(name="free_port")
def _free_port() -> Callable[[], int]:
    """Give the function free_port as a fixture."""
    return free_port


@pytest.fixture(scope="session", autouse=True)
def _no_process_left() -> Iterator[None]:
    """Fail the session when tests leave a process behind, and end that process."""
    mark = leftovers.mark()
    yield
    left = leftovers.end_all(mark)
    if left:
        listing = "\n".join(f"  {process.pid}: {process.command[:300]}" for process in left)
        pytest.fail(f"tests left processes behind (killed now):\n{listing}", pytrace=False)


@pytest.fixture
def short_tmp() -> Iterator[Path]:
    """Give a folder whose path is short enough for Unix sockets in it (their limit is 107 bytes)."""
    folder = Path(tempfile.mkdtemp(prefix="ay", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _postgres_socket() -> Iterator[Path]:
    """Start one PostgreSQL for this worker and give the folder of its socket."""
    with postgres.server(need("postgres")) as socket_folder:
        yield socket_folder


@pytest.fixture(scope="session")
def postgres_url(_postgres_socket: Path) -> str:
    """Give the SQLAlchemy URL of the maintenance database of a running PostgreSQL."""
    return postgres.url(_postgres_socket)


@pytest.fixture
def postgres_database(_postgres_socket: Path) -> Iterator[str]:
    """Give the SQLAlchemy URL of an empty database of one's own."""
    with postgres.fresh_database(_postgres_socket, f"ay_{next(_database_number)}") as url:
        yield url


_database_number = itertools.count(1)


# Of a module, not of the session: Playwright's loop must have ended before a test of asyncio runs in this worker.
@pytest.fixture(scope="module")
def chromium_browser() -> Iterator[Browser]:
    """Start Debian's Chromium, headless, and give it as a Playwright browser."""
    executable = need("chromium")
    from playwright.sync_api import sync_playwright

    arguments = [*CHROMIUM_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, headless=True, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium_browser: Browser) -> Iterator[Page]:
    """Give an empty page in a browser context of its own."""
    context = chromium_browser.new_context()
    yield context.new_page()
    context.close()
