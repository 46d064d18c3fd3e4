"""The entry of the program."""

from __future__ import annotations

import sys

from apiyard import __version__


def main() -> None:
    """Run the command line; the version is told without loading anything else."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"apiyard {__version__}\n")
        return
    try:
        from apiyard.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # also while modules are still being loaded
        sys.stderr.write("interrupted\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
