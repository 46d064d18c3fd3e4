"""The entry of the program."""

from __future__ import annotations

import sys

from apiyard import __version__


def main() -> None:
    """Run the command line; the version is told without loading anything else."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"apiyard {__version__}\n")
        return
    from apiyard.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
