"""Asks us and the checkers of the field the same labelled pairs of schemas, and prints who is right and who is unsound.

An answer is unsound when it is sure and wrong: "missed" says contained where it is not, "false alarm" the opposite.
Where a label says "contained" and a value stands against it that the validator takes under the left schema and refuses
under the right one, the label is wrong: such pairs are counted apart.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apiyard.core.errors import InvalidInputError
from apiyard.design.compare_schemas import compare_schemas
from benchmarks.labelled_peers import Peer, peers
from benchmarks.labelled_sets import DRAFTS, Pair, of_json_schema_diff, of_jsonsubschema, of_test_suite

_VALIDATORS: dict[str, Callable[..., Any]] = {
    "draft-04": jsonschema_rs.Draft4Validator,
    "draft-07": jsonschema_rs.Draft7Validator,
    "2020-12": jsonschema_rs.Draft202012Validator,
}
OWN = Path(__file__).resolve().parent.parent / "tests" / "corpus" / "containment"


def of_ours() -> Iterator[Pair]:
    """Give the pairs of our own, both ways; not those with formats as assertions, which the others do not have."""
    for file in sorted(OWN.glob("*.json")):
        for case in json.loads(file.read_text("utf-8")):
            if case.get("formats"):
                continue
            draft = case.get("draft", "2020-12")
            left, right = case["left"], case["right"]
            name = f"{file.stem}: {case['name']}"
            yield Pair("our own", name, left, right, case["forward"] == "contained", draft)
            yield Pair("our own", f"{name} (back)", right, left, case["backward"] == "contained", draft)


def ours(pair: Pair) -> tuple[str, object]:
    """Give our answer and the witness."""
    try:
        answer = compare_schemas(pair.left, pair.right, draft=pair.draft).forward
    except InvalidInputError:
        return "unknown", None
    return answer.verdict, answer.witness


_ANSWERS = ("right", "missed", "false alarm", "unknown")
# The label came of a remainder of floats: three is ten times three tenths.
_WRONG = {"test_numeric.test_all_all_3.3"}


def is_refuted(pair: Pair, witness: Any) -> bool:
    """Say whether a value shows that the left schema is not contained in the right one."""
    try:
        left, right = (
            _VALIDATORS[pair.draft](
                {key: each for key, each in schema.items() if key != "$schema"} if isinstance(schema, dict) else schema,
                validate_formats=False,
            )
            for schema in (pair.left, pair.right)
        )
        return bool(left.is_valid(witness)) and not right.is_valid(witness)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError, TypeError):
        return False


def judged(pair: Pair, verdict: str) -> str:
    """Say what an answer is worth."""
    if verdict == "unknown":
        return "unknown"
    if (verdict == "contained") == pair.contained:
        return "right"
    return "missed" if verdict == "contained" else "false alarm"


def run(pairs: Iterable[Pair], others: list[Peer], *, listed: bool) -> dict[str, Counter[str]]:
    """Ask all about each pair."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("apiyard", *(peer.name for peer in others))}
    for pair in pairs:
        started = time.perf_counter()
        verdict, witness = ours(pair)
        taken = time.perf_counter() - started
        refuted = pair.contained and verdict == "not-contained" and is_refuted(pair, witness)
        wrong = refuted or pair.name in _WRONG
        if wrong:
            found["apiyard"]["wrong label"] += 1
            if listed:
                print(f"  wrong label: {pair.name}: {json.dumps(witness)[:100]}")
            continue
        answers = {"apiyard": verdict, **{peer.name: peer.ask(pair.left, pair.right) for peer in others}}
        for name, answer in answers.items():
            found[name][judged(pair, answer)] += 1
        found["apiyard"]["milliseconds"] += round(taken * 1000)
        if listed and judged(pair, verdict) != "right":
            print(f"  {verdict}, not {'contained' if pair.contained else 'not-contained'}: {pair.name}")
            print(f"    {json.dumps(pair.left)[:300]}\n    {json.dumps(pair.right)[:300]}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--list", action="store_true", help="name each pair that we do not answer as its label says")
    parser.add_argument("--only", default="", help="a set by a part of its name")
    parser.add_argument("--every", type=int, default=1, help="ask about each nth pair only: some checkers take long")
    given = parser.parse_args()
    others, folder = peers()
    sets = {
        "our own": of_ours(),
        "jsonsubschema": of_jsonsubschema(),
        "json-schema-diff": of_json_schema_diff(folder) if folder else iter(()),
        **{f"suite {draft}": of_test_suite(draft) for draft in DRAFTS},
    }
    for name, pairs in sets.items():
        if given.only not in name:
            continue
        found = run(islice(pairs, 0, None, given.every), [] if given.no_peers else others, listed=given.list)
        asked = sum(found["apiyard"][each] for each in _ANSWERS)
        print(f"\n{name}: {asked} pairs, {found['apiyard']['wrong label']} with a wrong label left out")
        print(f"{'':18}{'right':>8}{'':>8}{'missed':>9}{'false alarm':>13}{'unknown':>9}")
        for who, counts in found.items():
            share = 100 * counts["right"] / max(1, asked)
            told = f"{counts['missed']:>9}{counts['false alarm']:>13}{counts['unknown']:>9}"
            print(f"{who:18}{counts['right']:>8}{share:>7.1f}%{told}")
        print(f"apiyard took {found['apiyard']['milliseconds'] / 1000:.1f} s")
    for peer in others:
        peer.end()


if __name__ == "__main__":
    main()
