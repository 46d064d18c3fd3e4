"""Sends 10,000 exchanges over HTTP through a mock, a proxy and the verifier, and counts where they disagree."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

CONTRACTS = {
    **{
        name: ROOT / "examples" / "shop" / "apis" / name / "openapi.yaml"
        for name in ("catalogue", "orders", "payments")
    },
    "petstore": ROOT / "benchmarks" / "petstore.yaml",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exchanges", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    from apiyard.spec.load import load_contract
    from tests.exchanges import exchanges
    from tests.verdicts import disagreement, judges

    sorts: Counter[str] = Counter()
    wrong: list[str] = []
    started = time.perf_counter()
    for name, path in CONTRACTS.items():
        contract = load_contract(str(path))
        with judges(contract, over_http=True) as asked:
            for exchange in exchanges(contract, given.exchanges // len(CONTRACTS), seed=given.seed):
                told = asked.verdicts(exchange)
                if told is None:
                    sorts["cannot be sent over HTTP"] += 1
                    continue
                judge = told["judge"]
                sorts[
                    "no operation" if judge.reply is None else "bad request" if judge.request else "good request"
                ] += 1
                if judge.reply is not None:
                    sorts["bad reply" if judge.reply else "good reply"] += 1
                if difference := disagreement(told):
                    wrong.append(f"{name}: {exchange}\n{difference}")
        print(f"{name}: {sum(sorts[each] for each in sorts if each.endswith('request'))} requests so far")
    seconds = time.perf_counter() - started
    print(f"\n{given.exchanges} exchanges, seed {given.seed}, {seconds:.0f} s")
    for sort, count in sorts.most_common():
        print(f"  {sort:26} {count:6}")
    print(f"disagreements: {len(wrong)}")
    for each in wrong[:5]:
        print(f"\n{each}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
