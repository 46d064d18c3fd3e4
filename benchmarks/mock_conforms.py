"""Does a mock ever break its contract? Every response of every operation of real and of made contracts is asked for.

Run ``python benchmarks/mock_conforms.py [--made 500] [--seeds 3] [FILE...]``. For each contract every response in
every media type is asked for, as its examples have it and with made values by several seeds; then each operation is
sent a good request through the whole mock. Each answer is judged by the contract. Told are: answers that conform,
answers that were refused with a reason, and answers that break the contract, of which there must be none. Made
contracts come from the generator of the tests; many of their schemas cannot be met by any value.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402

from apiyard.core.errors import ApiyardError  # noqa: E402
from apiyard.mock.answering.answer import Wanted, answer  # noqa: E402
from apiyard.mock.answering.prefer import Wishes  # noqa: E402
from apiyard.mock.app import Mock, MockOptions  # noqa: E402
from apiyard.mock.check import code_for  # noqa: E402
from apiyard.mock.step import Refused  # noqa: E402
from apiyard.spec.composing.compose import composer  # noqa: E402
from apiyard.spec.composing.wish import Wish  # noqa: E402
from apiyard.spec.contract import Contract  # noqa: E402
from apiyard.spec.judge import check_reply, check_request  # noqa: E402
from apiyard.spec.load import contract_from_bytes, load_contract  # noqa: E402

SPECS = ROOT.parent / "shared/specs"


def main() -> int:
    """Ask for all and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--made", type=int, default=500, help="how many made contracts")
    parser.add_argument("--seeds", type=int, default=3, help="made values for each answer")
    given_flags = parser.parse_args()
    ours = [*(ROOT / "examples").glob("*/apis/*/openapi.yaml"), *(ROOT / "tests/corpus").glob("*.yaml")]
    files = given_flags.files or [*sorted(ours), *sorted(each for each in SPECS.glob("*") if each.suffix != ".md")]
    heads = ("operations", "answers", "conform", "refused", "BREAK", "calls", "seconds")
    print(f"{'contract':34} " + " ".join(f"{head:>10}" for head in heads))
    wrong = 0
    for path in files:
        started = time.perf_counter()
        contract = load_contract(path)
        counts = asked(contract, given_flags.seeds)
        wrong += say(
            f"{path.parent.name}/{path.name}", len(contract.operations), counts, seconds=time.perf_counter() - started
        )
    if given_flags.made:
        started = time.perf_counter()
        operations, counts = made(given_flags.made, given_flags.seeds)
        wrong += say(f"{given_flags.made} made contracts", operations, counts, seconds=time.perf_counter() - started)
    return 1 if wrong else 0


def say(name: str, operations: int, counts: Counter[str], *, seconds: float) -> int:
    answers = counts["conform"] + counts["refused"] + counts["break"]
    numbers = (operations, answers, counts["conform"], counts["refused"], counts["break"], counts["calls"])
    print(f"{name[-34:]:34} " + " ".join(f"{number:10}" for number in numbers) + f" {seconds:10.1f}", flush=True)
    return counts["break"]


def asked(contract: Contract, seeds: int) -> Counter[str]:
    """Ask for every response in every media type, then send each operation a good request."""
    counts: Counter[str] = Counter()
    for operation in contract.operations:
        for key, response in operation.responses.items():
            status = code_for(operation, key)
            for media in (response.content or ("",)) if status is not None else ():
                accept = None if "*" in media or not media else media
                for number in range(seeds + 1):
                    wishes = Wishes(status, dynamic=number > 0)
                    found = answer(operation, Wanted(operation.method, accept, wishes, number))
                    if isinstance(found, Refused):
                        counts["refused"] += 1
                    else:
                        counts["break" if check_reply(operation, operation.method, found) else "conform"] += 1
    called(contract, counts)
    return counts


def called(contract: Contract, counts: Counter[str]) -> None:
    """Send each operation a request that keeps the contract; the mock must take it and keep the contract, too."""
    mock, build = Mock(contract, MockOptions(seed=1)), composer(contract)
    for operation in contract.operations:
        try:
            request = build.request(operation, Wish(), seed=1)
        except ApiyardError:
            continue
        judgement = check_request(contract, request)
        if judgement.outcome != "valid" or judgement.operation is None:
            continue
        counts["calls"] += 1
        reply = mock.reply(request)
        if reply.status != 501 and check_reply(judgement.operation, request.method, reply):
            counts["break"] += 1


def made(number: int, seeds: int) -> tuple[int, Counter[str]]:
    """Ask contracts that nobody wrote."""
    from tests.mock.generated import contracts

    counts: Counter[str] = Counter()
    operations = 0

    @seed(20_260_101)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(contracts())
    def run(document: object) -> None:
        nonlocal operations
        try:
            contract = contract_from_bytes(json.dumps(document).encode())
        except ApiyardError:
            return
        operations += len(contract.operations)
        counts.update(asked(contract, seeds))

    run()
    return operations, counts


if __name__ == "__main__":
    sys.exit(main())
