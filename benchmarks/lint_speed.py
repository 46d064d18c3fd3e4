"""Prints what linting costs as a whole process, ours and the field's linters in the same run."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.lint_growth import contract
from benchmarks.lint_peers import ROOT, Cost, commands, install, measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, help="by default those of ../shared/specs, and a made one")
    parser.add_argument("--rules", choices=("oas", "owasp"), default="oas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    folder = None if given.no_peers else install()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory(prefix="ay") as made:
        work = Path(made)
        for document in given.documents or _documents(work):
            _compare(document, given, commands(document, given.rules, folder=folder, work=work))


def _documents(work: Path) -> list[Path]:
    tiny, large = work / "four-lines.yaml", work / "made-300.json"
    tiny.write_text('openapi: 3.0.3\ninfo: {title: T, version: "1"}\nservers: []\npaths: {}\n', "utf-8")
    large.write_bytes(contract(300))
    specs = ROOT.parent / "shared" / "specs"
    return [tiny, large, *sorted(path for path in specs.glob("*") if path.suffix in (".json", ".yaml"))]


def _compare(document: Path, given: argparse.Namespace, programs: dict[str, list[str]]) -> None:
    print(f"\n{document.name} ({document.stat().st_size / 1e6:.2f} MB), {given.rules}")
    ours: Cost | None = None
    for name, command in programs.items():
        costs = [measured(command) for _ in range(1 if name != "apiyard" else given.rounds)]
        cost = Cost(
            statistics.median(each.seconds for each in costs),
            statistics.median(each.processor for each in costs),
            max(each.megabytes for each in costs),
            costs[0].code,
        )
        ours = ours or cost
        ratio = "" if ours is cost else f"   {cost.processor / ours.processor:6.1f} x the processor of apiyard"
        line = f"{cost.seconds:8.2f} s {cost.processor:8.2f} s of processor {cost.megabytes:8.0f} MB"
        print(f"  {name:10} {line}  exit {cost.code}{ratio}")


if __name__ == "__main__":
    main()
