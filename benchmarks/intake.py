"""Records a second per core, from protobuf to committed batch: Parquet segments against one DuckDB file.

Run ``python benchmarks/intake.py``. Each round starts a process for each variant, in turn, so that what else the
machine does meets both. Counted is CPU time of the whole process (all threads), from serialised access-log messages
to a batch that is on disk with its cursor, merges of small segments included. Memory is the most the process held.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

ENTRIES, MESSAGES = 100, 100
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
QUESTION_ROUNDS = 15


def sample_messages() -> list[bytes]:
    """Make 10,000 calls as Envoy tells them: 50 consumers, 9 operations, 3 versions, 2 % with a flag."""
    from envoy.service.accesslog.v3 import als_pb2

    rnd, made = random.Random(7), []
    for _ in range(MESSAGES):
        message = als_pb2.StreamAccessLogsMessage()
        for _ in range(ENTRIES):
            fill(message.http_logs.log_entry.add(), rnd)
        made.append(message.SerializeToString())
    return made


def fill(entry: Any, rnd: random.Random) -> None:
    common, request, response = entry.common_properties, entry.request, entry.response
    common.start_time.FromDatetime(NOW + timedelta(microseconds=rnd.randrange(60_000_000)))
    first, rest = rnd.randrange(1_000_000), rnd.randrange(90_000_000)
    for step, name in enumerate(
        ("first_upstream_tx", "last_upstream_tx", "first_upstream_rx", "last_upstream_rx", "last_downstream_tx")
    ):
        getattr(common, f"time_to_{name}_byte").nanos = first + step * rest
    common.duration.nanos = first + 5 * rest
    for side in ("downstream_remote", "downstream_local", "upstream_remote", "upstream_local"):
        address = getattr(common, f"{side}_address").socket_address
        address.address, address.port_value = "127.0.0.1", rnd.randrange(60_000)
    common.upstream_cluster = f"orders@1.{rnd.randrange(3)}.0/production"
    common.response_flags.upstream_connection_failure = rnd.random() < 0.02
    common.stream_id = f"{rnd.getrandbits(128):032x}"
    names = {"api": "orders", "operation": f"op{rnd.randrange(9)}", "consumer": f"consumer-{rnd.randrange(50)}"}
    names |= {"application": "app", "plan": "gold", "deployment": "d1", "trace_id": f"{rnd.getrandbits(128):032x}"}
    for name, value in names.items():
        common.custom_tags[name] = value
    entry.protocol_version = 2
    request.request_method, request.path, request.user_agent = 1, f"/orders/{rnd.randrange(9999)}", "client/1.0"
    request.request_id, request.request_headers_bytes = f"{rnd.getrandbits(128):032x}", 300
    response.response_code.value, response.response_body_bytes = rnd.choice([200] * 50 + [404, 500]), 1_000


class Segments:
    """The house's own intake."""

    def __init__(self, folder: Path) -> None:
        from apiyard.observe.intake import Intake
        from apiyard.observe.query import Records

        self.intake, self.records = Intake(folder), Records(folder)

    def commit(self, batch: pa.RecordBatch, cursor: int) -> None:
        """Bring a batch to disk with its cursor."""
        from apiyard.core.clock import ManualClock
        from apiyard.observe.compact import compact

        self.intake.commit(batch, str(cursor), "g1")
        if cursor % 8 == 0:
            compact(self.intake, ManualClock(NOW))

    def ask(self) -> Any:
        """Count all calls by version and status class."""
        return self.records.counts("orders", "production", NOW, until=NOW + timedelta(hours=1), by=("version", "class"))


class OneFile:
    """The peer: one DuckDB file with one owner process; the cursor is a row of the same transaction."""

    def __init__(self, folder: Path) -> None:
        self.file = duckdb.connect(str(folder / "records.duckdb"))
        self.file.execute("CREATE TABLE cursors (gateway VARCHAR PRIMARY KEY, cursor VARCHAR)")
        self.made = False

    def commit(self, batch: pa.RecordBatch, cursor: int) -> None:
        """Bring a batch to disk with its cursor."""
        self.file.register("batch", pa.Table.from_batches([batch]))
        self.file.execute("BEGIN")
        if not self.made:
            self.file.execute("CREATE TABLE records AS SELECT * FROM batch LIMIT 0")
            self.made = True
        self.file.execute("INSERT INTO records SELECT * FROM batch")
        self.file.execute("INSERT OR REPLACE INTO cursors VALUES ('g1', ?)", [str(cursor)])
        self.file.execute("COMMIT")
        self.file.unregister("batch")

    def ask(self) -> Any:
        """Count all calls by version and status class."""
        from apiyard.observe.query import COUNTS, FAULT

        sql = (
            "SELECT version, status // 100, count(*), count(*) FILTER (counts), count(*) FILTER (counts AND fault),"
            f" sum(response_bytes) FROM (SELECT *, {FAULT} AS fault, {COUNTS} AS counts FROM records"
            " WHERE api = 'orders' AND environment = 'production' AND time >= ?) GROUP BY ALL"
        )
        return self.file.execute(sql, [NOW]).fetchall()


VARIANTS: dict[str, Callable[[Path], Segments | OneFile]] = {"segments": Segments, "one-file": OneFile}


def measure(variant: str, commits: int) -> dict[str, float]:
    """Take batches in and ask a question, in this process."""
    from apiyard.observe.parse import parse

    messages = sample_messages()
    with tempfile.TemporaryDirectory(prefix="ay") as name:
        made = VARIANTS[variant](Path(name))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        parsing, cpu, wall = 0.0, time.process_time(), time.monotonic()
        for cursor in range(1, commits + 1):
            start = time.process_time()
            batch = parse(messages, gateway="g1", environment="production", received=NOW).batch
            parsing += time.process_time() - start
            made.commit(batch, cursor)
        cpu, wall = time.process_time() - cpu, time.monotonic() - wall
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        asked = [timed(made.ask) for _ in range(QUESTION_ROUNDS)]
        size = sum(path.stat().st_size for path in Path(name).iterdir())
    total = commits * MESSAGES * ENTRIES
    return {
        "records_per_cpu_second": total / cpu,
        "parse_us": parsing / total * 1e6,
        "commit_us": (cpu - parsing) / total * 1e6,
        "records_per_second": total / wall,
        "memory_mb": held / 1024,
        "grown_mb": (held - before) / 1024,
        "bytes_per_record": size / total,
        "answer_ms": statistics.median(asked) * 1e3,
    }


def timed(ask: Callable[[], Any]) -> float:
    start = time.monotonic()
    ask()
    return time.monotonic() - start


def table(found: dict[str, list[dict[str, float]]]) -> Iterable[str]:
    names = list(next(iter(found.values()))[0])
    yield "| median of rounds | " + " | ".join(found) + " |"
    yield "|---|" + "---|" * len(found)
    for name in names:
        cells = (f"{statistics.median(one[name] for one in rounds):,.1f}" for rounds in found.values())
        yield f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--commits", type=int, default=40, help="batches of 10,000 records a round")
    parser.add_argument("--variant", choices=VARIANTS, help="measure one variant in this process and print JSON")
    chosen = parser.parse_args()
    if chosen.variant:
        print(json.dumps(measure(chosen.variant, chosen.commits)))
        return
    found: dict[str, list[dict[str, float]]] = {name: [] for name in VARIANTS}
    for _ in range(chosen.rounds):
        for name, rounds in found.items():
            command = [sys.executable, __file__, "--variant", name, "--commits", str(chosen.commits)]
            rounds.append(json.loads(subprocess.run(command, check=True, capture_output=True, timeout=600).stdout))
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
