"""Traffic of the shop, as records that look like a day's."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from apiyard.observe.schema import SCHEMA
from apiyard.observe.watermark import Sample


def calls(now, *, minutes=18, seed=3, api="orders", environment="production"):
    """Give rows of traffic records that look like a day's."""
    play = random.Random(seed)
    operations = {"listOrders": 0.5, "getOrder": 0.32, "createOrder": 0.14, "cancelOrder": 0.04}
    if api == "catalogue":
        operations = {"listProducts": 0.7, "getProduct": 0.3}
    consumers = {"webshop": 0.62, "warehouse": 0.3, "hobbyist": 0.08}
    rows = []
    for second in range(minutes * 60):
        rate = 3 + 2 * (1 + play.random()) * (1.4 if second > minutes * 40 else 1)
        for _ in range(int(play.expovariate(1 / rate))):
            at = now - timedelta(seconds=minutes * 60 - second - play.random())
            consumer = play.choices(list(consumers), list(consumers.values()))[0]
            operation = play.choices(list(operations), list(operations.values()))[0]
            upstream: Any = 1
            status: Any = 201 if operation == "createOrder" else 200
            if consumer == "hobbyist" and play.random() < 0.4:
                status, upstream = 429, None
            elif play.random() < 0.02:
                status, operation, consumer, upstream = (*play.choice([(401, "", ""), (404, "", consumer)]), None)
            elif play.random() < 0.002:
                status = 503
            took = int(play.lognormvariate(9.4, 0.5))
            version = "1.1.0" if play.random() < 0.2 else "1.0.0"
            rows.append(
                {
                    "time": at,
                    "gateway": environment,
                    "environment": environment,
                    "api": api,
                    "operation": operation,
                    "version": version if upstream else "",
                    "deployment": f"{api}@{version}/{environment}",
                    "consumer": consumer,
                    "application": "web",
                    "plan": "gold",
                    "method": "GET",
                    "status": status,
                    "flags": "",
                    "duration_us": took if upstream else 300,
                    "upstream_us": took - 200 if upstream else None,
                    "request_bytes": 400,
                    "response_bytes": 1800,
                    "trace_id": "",
                    "request_id": "",
                    "protocol": "HTTP/1.1",
                }
            )
    return rows


def batch(rows):
    """Give rows as a record batch."""
    arrays = []
    for field in SCHEMA:
        values = [row[field.name] for row in rows]
        if pa.types.is_dictionary(field.type):
            arrays.append(pa.array(values, pa.string()).dictionary_encode())
        else:
            arrays.append(pa.array(values, field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def take_in(parts, rows, environment, now, *, lost=0):
    """Commit rows as the intake does, with the counters of a gateway that lost some."""
    intake, watches = parts.traffic.intake, parts.traffic.watches
    cursor = str(int(intake.cursor(environment) or 0) + 1)
    made = batch(rows)
    begin = Sample(min(row["time"] for row in rows) - timedelta(seconds=1), "agent", 0)
    if cursor == "1":
        watches.advance(batch([]), environment, environment, sample=begin)
    intake.commit(made, cursor, environment)
    total = int(parts.traffic.records.counts("", environment, datetime(2020, 1, 1, tzinfo=UTC), until=now)[0].requests)
    watches.advance(made, environment, environment, sample=Sample(now, "agent", total + lost))
    watches.advance(
        batch([]), environment, environment, sample=Sample(now + timedelta(seconds=4), "agent", total + lost)
    )


def fill_traffic(parts, now):
    """Take in some minutes of calls."""
    rows = calls(now) + calls(now, api="catalogue", seed=5)
    take_in(parts, sorted(rows, key=lambda row: row["time"]), "production", now - timedelta(seconds=5))
    rows = calls(now, minutes=12, environment="staging", seed=9)
    take_in(parts, rows, "staging", now - timedelta(seconds=5), lost=3)
    parts.traffic.rollups.roll(oldest=now - timedelta(days=1))
