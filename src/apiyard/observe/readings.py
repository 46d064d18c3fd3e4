"""Readings for a judge: calls and failures by version, up to a time that the watermark vouches for."""

from __future__ import annotations

from datetime import datetime

from apiyard.observe.query import COUNTS, FAULT, Records, Window

# Calls that ended by then: a call that is still under way is read when it ends, whenever it began.
_SQL = f"""
    SELECT operation, version, count(*), count(*) FILTER ({FAULT})
    FROM read_parquet($files)
    WHERE time >= make_timestamptz(CAST($since AS BIGINT)) AND time < make_timestamptz(CAST($until AS BIGINT))
      AND api = $api AND environment = $environment AND version <> '' AND {COUNTS}
      AND epoch_us(time) + duration_us <= $until
      AND ($operation = '' OR operation = $operation)
    GROUP BY operation, version
    ORDER BY operation, version
"""  # noqa: S608 - constants of the house


def readings_by_operation(
    records: Records, api: str, environment: str, *, since: datetime, until: datetime, operation: str = ""
) -> dict[str, dict[str, tuple[int, int]]]:
    """Read requests and errors of each operation and version.

    Requests are those that say something about the service: what the gateway refused by itself (401, 403, 404,
    405, 429 and other 4xx without an answer from the upstream) and calls that the caller left are not counted. Errors
    are 5xx and broken ways to the upstream.

    Args:
        records: where the records are.
        api: name of the API.
        environment: name of the environment.
        since: calls that began at this time or later, aware.
        until: and ended at this time or before; give the time that the watermark vouches for.
        operation: only this operation, unless empty.

    Returns:
        By operation, by version: requests and errors.
    """
    found: dict[str, dict[str, tuple[int, int]]] = {}
    rows = records.ask(_SQL, Window(api, environment, since, until), {"operation": operation})
    for name, version, requests, errors in rows:
        found.setdefault(name, {})[version] = (requests, errors)
    return found


def readings(
    records: Records, api: str, environment: str, *, since: datetime, until: datetime, operation: str = ""
) -> dict[str, tuple[int, int]]:
    """Read requests and errors of each version; see ``readings_by_operation``.

    Args:
        records: where the records are.
        api: name of the API.
        environment: name of the environment.
        since: calls that began at this time or later, aware.
        until: and ended at this time or before.
        operation: only this operation, unless empty.

    Returns:
        By version: requests and errors.
    """
    total: dict[str, tuple[int, int]] = {}
    found = readings_by_operation(records, api, environment, since=since, until=until, operation=operation)
    for versions in found.values():
        for version, (requests, errors) in versions.items():
            before = total.get(version, (0, 0))
            total[version] = (before[0] + requests, before[1] + errors)
    return total
