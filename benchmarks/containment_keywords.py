"""Prints, by keyword, how many questions about containment are decided, and whether any answer is wrong."""

from __future__ import annotations

import argparse
import platform
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema_rs

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apiyard.design.compare_schemas import compare_schemas
from apiyard.design.containment.answer import Answer
from benchmarks.containment_random import KEYWORDS, pair, value
from tests.design.containment.schemas import MAKERS, Pair, pairs

_EXPECTED = {"widened": ("contained", "not-contained"), "narrowed": ("not-contained", "contained")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=150, help="pairs for each keyword, each asked both ways")
    parser.add_argument("--values", type=int, default=150, help="values that each random answer is tried with")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(f"{platform.machine()}, CPython {platform.python_version()}, seed {given.seed}\n")
    print("Pairs whose relation is known (narrowed, widened, rewritten by this keyword):\n")
    print("| keyword | answers | decided | wrong |\n|---|---:|---:|---:|")
    for keyword in sorted(MAKERS):
        told = Counter(_known(each) for each in pairs(keyword, given.pairs, given.seed))
        _row(keyword, _flat(told))
    print("\nRandom pairs that hold the keyword among others, composed and referring to each other:\n")
    print("| keyword | answers | decided | wrong | µs an answer |\n|---|---:|---:|---:|---:|")
    for keyword in sorted(KEYWORDS):
        chance = random.Random(f"{keyword} {given.seed}")
        started = time.perf_counter()
        asked: Counter[str] = Counter()
        for _ in range(given.pairs):
            asked += _random(chance, keyword, given.values)
        seconds = time.perf_counter() - started
        _row(keyword, asked, f" {seconds / sum(asked.values()) * 1e6:,.0f} |")


def _row(keyword: str, told: Counter[str], more: str = "") -> None:
    asked = sum(told.values())
    decided = asked - told["unknown"]
    print(f"| `{keyword}` | {asked} | {decided / asked:.1%} | {told['wrong']} |{more}")


def _flat(told: Counter[tuple[str, str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for both, count in told.items():
        for each in both:
            found[each] += count
    return found


def _known(each: Pair) -> tuple[str, str]:
    both = compare_schemas(each.left, each.right, formats=each.keyword == "format")
    expected = _EXPECTED.get(each.relation, ("contained", "contained"))
    forward, backward = both.forward.verdict, both.backward.verdict
    return _judged(forward, expected[0]), _judged(backward, expected[1])


def _judged(verdict: str, expected: str) -> str:
    return "unknown" if verdict == "unknown" else "right" if verdict == expected else "wrong"


def _random(chance: random.Random, keyword: str, most: int) -> Counter[str]:
    left, right = pair(chance, keyword)
    takes = jsonschema_rs.Draft202012Validator(left).is_valid, jsonschema_rs.Draft202012Validator(right).is_valid
    tried = [value(chance) for _ in range(most)]
    both = compare_schemas(left, right)
    return Counter((_tried(both.forward, takes, tried), _tried(both.backward, takes[::-1], tried)))


def _tried(answer: Answer, takes: tuple[Any, ...], tried: list[Any]) -> str:
    left, right = takes
    if answer.verdict == "unknown":
        return "unknown"
    if answer.verdict == "not-contained":
        return "right" if left(answer.witness) and not right(answer.witness) else "wrong"
    return "wrong" if any(left(each) and not right(each) for each in tried) else "right"


if __name__ == "__main__":
    main()
