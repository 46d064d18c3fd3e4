"""Prints, as a table, what oasdiff says of two documents beside the causes that apiyard gives for the same."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apiyard.design.check import checks
from benchmarks.diff_speed import peer
from benchmarks.lint_peers import ROOT

_QUOTED = re.compile(r"`([^`]*)`")
_BRANCH = re.compile(r"/?(?:anyOf|oneOf|allOf)\[[^\]]*\]")
_LEVELS = {1: "info", 2: "warning", 3: "error"}
_AROUND = {"any-of-changed", "one-of-changed", "all-of-changed", "type-changed", "combined", "rewritten"}
_SPECS = ROOT.parent / "shared" / "specs"

Cause = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """Entries of oasdiff that differ only in the way that leads to the place: the first one, and how many they are."""

    level: int
    check: str
    words: tuple[str, ...]
    operation: str
    trail: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pair", nargs="*", type=Path, help="two documents; by default Stripe of 2020 and of 2023")
    given = parser.parse_args()
    old, new = given.pair or (_SPECS / "stripe_spec3_2020.json", _SPECS / "stripe_spec3_2023.json")
    program = peer()
    if program is None or not (old.exists() and new.exists()):
        print("nothing to compare here")
        return
    theirs = json.loads(_run([str(program), "breaking", str(old), str(new), "-f", "json"]))
    first: dict[tuple[int, str, tuple[str, ...]], Said] = {}
    counts: Counter[tuple[int, str, tuple[str, ...]]] = Counter()
    for entry in theirs:
        said = _said(entry)
        key = (said.level, said.check, said.words)
        counts[key] += 1
        first.setdefault(key, said)
    ours = _ours(old, new)
    print(f"oasdiff: {len(theirs):,} entries, which are {len(first)} different ones; apiyard: {len(ours)} causes\n")
    print("| oasdiff | entries | about | apiyard says |\n|---|---:|---|---|")
    for key in sorted(first):
        told = "<br>".join(_told(_answers(first[key], ours))) or "**nothing**"
        about = ", ".join(f"`{word}`" for word in first[key].words)
        print(f"| {_LEVELS[key[0]]} {key[1]} | {counts[key]:,} | {about} | {told} |")


def _run(command: Sequence[str]) -> bytes:
    return subprocess.run(command, check=False, capture_output=True, timeout=900).stdout


def _ours(old: Path, new: Path) -> list[Cause]:
    with tempfile.TemporaryDirectory(prefix="ay") as made:
        told = Path(made) / "a.json"
        _run([sys.executable, "-m", "apiyard", "diff", str(old), str(new), "-f", "json", "-o", str(told)])
        changes: list[Cause] = json.loads(told.read_bytes())["comparisons"][0]["changes"]
    return [each for each in changes if not each["documentation"]]


def _said(entry: Cause) -> Said:
    quoted = [_BRANCH.sub("", each) for each in _QUOTED.findall(entry["text"])]
    longest = max(quoted, key=len, default="")
    names = [each.rpartition("/")[2] for each in quoted if each not in ("200", "default")]
    words = tuple(name for name in names if name)[:2] or (entry["path"],)
    return Said(entry["level"], entry["id"], words, entry.get("operationId", ""), tuple(longest.split("/")))


def _answers(said: Said, ours: Sequence[Cause]) -> list[Cause]:
    """Give our causes about the same place: of a check that covers theirs, else those that changed around it."""
    covering = {each.id for each in checks().values() if said.check in each.oasdiff}
    reaching = [each for each in ours if any(said.operation in at["operations"].values() for at in each["reach"])]
    named = [each for each in reaching if set(said.words) & _about(each)]
    around = [each for each in reaching if each["check"] in _AROUND and _place(each) in ("", *said.trail)]
    exact = [each for each in named if each["check"] in covering]
    last = [each for each in exact if _place(each) == said.words[-1]]
    return last or exact or around or named


def _told(causes: Sequence[Cause]) -> Iterator[str]:
    texts = Counter(f"{each['verdict']}: {each['message'][:120].replace('|', ' ')}" for each in causes)
    for text, count in list(texts.items())[:4]:
        yield text if count == 1 else f"{text} ({count} places)"
    if len(texts) > 4:
        yield f"and {len(texts) - 4} more"


def _place(cause: Cause) -> str:
    """Give the name of the property that a cause is about, empty for a body."""
    steps = ((cause["new"] or cause["old"] or {}).get("pointer", "")).split("/")
    found = [after for before, after in pairwise(steps) if before == "properties"]
    return found[-1] if found else ""


def _about(cause: Cause) -> set[str]:
    """Give the names that a cause is about: its property, and the words of its message."""
    return {_place(cause), *re.findall(r"[\w-]+", cause["message"])} - {""}


if __name__ == "__main__":
    main()
