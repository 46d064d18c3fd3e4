"""Starting the platform's own processes so that they outlive who started them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from apiyard.core.errors import TooLargeError, UnavailableError
from apiyard.core.noun import dataclass
from apiyard.wiring.interrupt import held_interrupt
from apiyard.wiring.node import SOCKET, Node
from apiyard.wiring.node_messages import AGENT_LOG

_LOOK_SECONDS = 0.05
_LAST_OUTPUT = 4096


def start_detached(command: Sequence[str], output: Path) -> subprocess.Popen[bytes]:
    """Start one of the platform's processes in a session of its own, its output appended to a file.

    Args:
        command: the program and its arguments; no shell reads them.
        output: the file, made with mode 0600.

    Returns:
        The child.

    Raises:
        UnavailableError: it cannot be started.
    """
    try:
        output.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "ab", buffering=0) as file:
            return subprocess.Popen(
                list(command), stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
            )
    except OSError as error:
        raise UnavailableError(
            f"a process of the platform cannot be started: {error.strerror}",
            where=str(output),
            piece=" ".join(command),
            retryable=False,
        ) from error


def end_of(output: Path) -> str:
    """Give the end of an output file, for error messages.

    Args:
        output: the file.

    Returns:
        At most 4 KiB of text; empty when there is no such file.
    """
    try:
        return output.read_bytes()[-_LAST_OUTPUT:].decode("utf-8", "replace")
    except OSError:
        return ""


def start_agent(
    state: Path, run_dir: Path, *, command: Sequence[str] | None = None, wait_seconds: float = 20.0
) -> Node:
    """Start a node agent that outlives this process, and wait until it is ready; use the one that runs already.

    Args:
        state: its state folder; its output goes to ``agent.log`` there.
        run_dir: the folder of its sockets.
        command: how it is started; by default ``apiyard agent`` of this interpreter.
        wait_seconds: how long it may take.

    Returns:
        The client of the ready agent.

    Raises:
        UnavailableError: it did not get ready; holds the end of its output. It was ended, and all it started.
        KeyboardInterrupt: somebody pressed Ctrl-C meanwhile; it was ended, and all it started.
    """
    node = Node(run_dir / SOCKET)
    if node.ready():
        return node
    default = (sys.executable, "-m", "apiyard", "agent", "--state", str(state), "--run-dir", str(run_dir))
    output = state / AGENT_LOG
    with held_interrupt() as interrupt:
        child = start_detached(command or default, output)
        until = time.monotonic() + wait_seconds
        while child.poll() is None and time.monotonic() < until and not interrupt.pending:
            if node.ready():
                return node
            time.sleep(_LOOK_SECONDS)
        code = child.poll()
        _end(child)
        node.close()
    raise UnavailableError(
        "the node agent did not get ready" if code is None else f"the node agent ended with code {code}",
        where=str(output),
        piece=end_of(output)[-200:],
        hint="its log says why",
        retryable=False,
    )


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a child that was waited for.

    Args:
        code: its exit code; negative: the signal.
        output: what it wrote to standard output.
        errors: what it wrote to standard error.
    """

    code: int
    output: bytes
    errors: str


def run_child(command: Sequence[str], *, seconds: float, folder: Path | None = None) -> Finished:
    """Run a program to its end; no shell reads its words.

    Args:
        command: the program and its arguments.
        seconds: how long it may take; then it is killed.
        folder: where it runs; None for here.

    Returns:
        What became of it.

    Raises:
        UnavailableError: it cannot be started, or it took too long.
    """
    try:
        done = subprocess.run(list(command), capture_output=True, timeout=seconds, cwd=folder, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnavailableError(
            "a program did not end as it should", where=command[0], piece=str(error)[:200], retryable=False
        ) from error
    return Finished(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def follow_child(
    command: Sequence[str],
    *,
    seconds: float,
    most_bytes: int,
    folder: Path | None = None,
    tell: Callable[[str], None] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Finished:
    """Run a program to its end and pass on the lines of its standard error as they come.

    Args:
        command: the program and its arguments; no shell reads its words.
        seconds: how long it may take; then it is killed.
        most_bytes: how much it may write to standard output.
        folder: where it runs; None for here.
        tell: is given each line of standard error; None for nobody.
        environ: its whole environment; None for ours.

    Returns:
        What became of it; of standard error the last lines only.

    Raises:
        UnavailableError: it cannot be started, took too long or wrote too much.
    """
    last: deque[str] = deque(maxlen=40)

    def listen(stream: IO[bytes]) -> None:
        for line in iter(lambda: stream.readline(_LAST_OUTPUT), b""):
            text = line.decode("utf-8", "replace").rstrip()
            last.append(text)
            if tell is not None:
                tell(text)

    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    with tempfile.TemporaryFile() as output:
        try:
            child = subprocess.Popen(list(command), stdin=null, stdout=output, stderr=pipe, cwd=folder, env=environ)
        except OSError as error:
            what = "a program cannot be started"
            raise UnavailableError(what, where=command[0], piece=str(error)[:200], retryable=False) from error
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        with child:
            if child.stderr is not None:
                listen(child.stderr)
        timer.cancel()
        if output.seek(0, os.SEEK_END) > most_bytes or (child.returncode < 0):
            what = "a program did not end as it should"
            raise UnavailableError(what, where=command[0], piece=f"code {child.returncode}", retryable=False)
        output.seek(0)
        return Finished(child.returncode, output.read(), "\n".join(last))


def run_bounded(
    command: Sequence[str], *, seconds: float, most_bytes: int, environ: Mapping[str, str], given: bytes = b""
) -> Finished:
    """Run a program to its end in an environment of its own; what it writes is bounded.

    Args:
        command: the program and its arguments; no shell reads them.
        seconds: how long it may take; then it is killed.
        most_bytes: how much it may write to standard output.
        environ: its whole environment.
        given: what it reads from standard input; short.

    Returns:
        What became of it.

    Raises:
        UnavailableError: it cannot be started, or it took too long.
        TooLargeError: it wrote more.
    """
    late = threading.Event()
    with tempfile.TemporaryFile() as errors:
        child = _started(command, environ, errors.fileno())

        def end() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            output = _exchange(child, given, most_bytes + 1)
        finally:
            timer.cancel()
        errors.seek(0)
        told = errors.read(_LAST_OUTPUT).decode("utf-8", "replace")
    if late.is_set():
        what = f"a program took more than {seconds:g} seconds"
        raise UnavailableError(what, where=command[0], retryable=False)
    if len(output) > most_bytes:
        raise TooLargeError(f"a program wrote more than {most_bytes} bytes", where=command[0])
    return Finished(child.returncode, output, told)


def _started(command: Sequence[str], environ: Mapping[str, str], errors: int) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(list(command), stdin=pipe, stdout=pipe, stderr=errors, env=dict(environ))
    except OSError as error:
        what = "a program cannot be started"
        raise UnavailableError(what, where=command[0], piece=str(error)[:200], retryable=False) from error


def _exchange(child: subprocess.Popen[bytes], given: bytes, most_bytes: int) -> bytes:
    """Write and read to the end; a child that writes more is killed."""
    with child:
        if child.stdin is None or child.stdout is None:
            return b""
        with suppress(BrokenPipeError):
            child.stdin.write(given)
            child.stdin.close()
        output = child.stdout.read(most_bytes)
        if len(output) == most_bytes:
            child.kill()
        return output


def ask_to_end(pid: int) -> None:
    """Send SIGTERM; a process that is gone is fine.

    Args:
        pid: the process.
    """
    with suppress(ProcessLookupError):
        os.kill(pid, 15)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.send_signal(2)  # like Ctrl-C: it ends all that it started
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
