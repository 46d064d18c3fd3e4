"""The entry of the program."""

from __future__ import annotations

import atexit
import os
import sys

from apiyard import __version__


def main() -> None:
    """Run the command line; the version is told without loading anything else."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"apiyard {__version__}\n")
        return
    if sys.argv[1:2] in (["lint"], ["diff"]) and not _waiting():
        atexit.register(_end)
    try:
        from apiyard.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # also while modules are still being loaded
        sys.stderr.write("interrupted\n")
        code = 130
    _exit_code.append(code)
    sys.exit(code)


def _waiting() -> bool:
    """Say whether somebody wants to be called at the end; only CPython tells."""
    return bool(getattr(atexit, "_ncallbacks", lambda: 1)())


_exit_code: list[int] = []
_LOST = 120
"""The exit code of Python for output that could not be written at the end."""


def _end() -> None:
    """End at once when all is said: taking a large document and all modules apart again takes a tenth of the time.

    It is the last that is called when the process ends in good order, and only where nobody else waits for a turn.
    """
    if not _exit_code:
        return
    code = _exit_code[-1]
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except OSError as error:  # the disk is full or nobody reads: told as Python's own end tells it
            from contextlib import suppress

            code = _LOST
            with suppress(OSError, AttributeError):
                sys.stderr.write(f"Exception ignored in: {stream!r}\n{type(error).__name__}: {error}\n")
                sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
