"""Traffic of an environment or an API, with how whole the records are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from apiyard.core.errors import unknown
from apiyard.observe.query import Count, Latency, Point
from apiyard.portal.chart import Chart, Line
from apiyard.portal.choice import Choices
from apiyard.portal.traffic_view import GapLine, TrafficLine, TrafficView, Whole
from apiyard.wiring.api_cards import environments
from apiyard.wiring.links import choices
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state
from apiyard.wiring.view import Asked, View

_PATH = "/portal/traffic"
_WINDOWS = {"5m": (300, 2), "15m": (900, 5), "1h": (3600, 20), "6h": (21_600, 120), "24h": (86_400, 480)}
_USUAL = "15m"
_MOST = 40
_CLASSES = {"2": "class-2", "3": "class-3", "4": "class-4", "5": "class-5", "0": "class-0", "1": "class-0"}


def _read(parts: Parts, asked: Asked) -> TrafficView:
    state = read_state(parts.store.intents)
    query = {name: asked.query.get(name, "") for name in ("environment", "api", "window")}
    window = query["window"] or _USUAL
    if window not in _WINDOWS:
        raise unknown("window", window, _WINDOWS)
    seconds, step = _WINDOWS[window]
    until = asked.now
    since = until - timedelta(seconds=seconds)
    api, environment, records = query["api"], query["environment"], parts.traffic.records
    classes = records.counts(api, environment, since, until=until, by=("class",))
    whole = records.latency(api, environment, since, until=until)
    points = records.series(api, environment, since, until=until, step_seconds=step, by=("class",))
    wholes = tuple(_whole(parts, name, since) for name in environments(state) if environment in {"", name})
    return TrafficView(
        choices=_choices(state, {**query, "window": window}),
        seconds=seconds,
        requests=sum(each.requests for each in classes),
        judged=sum(each.judged for each in classes),
        errors=sum(each.errors for each in classes),
        quantiles_us=whole[0].quantiles_us if whole else (),
        classes=tuple(sorted((each.key[0], each.requests) for each in classes)),
        flow=_flow(points, since, _known(points, wholes, until), step=step),
        slowness=_slowness(parts, query, since, until=until),
        operations=_lines(parts, query, since, until=until, by=("operation", "api")),
        consumers=_lines(parts, query, since, until=until, by=("consumer",)),
        wholes=wholes,
        now=asked.now,
    )


def _choices(state: State, query: dict[str, str]) -> tuple[Choices, ...]:
    places = [("", "all"), *((name, name) for name in environments(state))]
    apis = [("", "all"), *((name, name) for name in state.all("product"))]
    return (
        choices("Environment", _PATH, query, name="environment", options=places),
        choices("API", _PATH, query, name="api", options=apis),
        choices("Time", _PATH, query, name="window", options=[(name, name) for name in _WINDOWS]),
    )


def _known(points: Sequence[Point], wholes: Sequence[Whole], until: datetime) -> datetime:
    """The chart ends where the records do: what is not known yet is not zero."""
    ends = [*(whole.through for whole in wholes if whole.through), *(point.at for point in points[-1:])]
    return min(until, max(ends, default=until))


def _flow(points: Sequence[Point], since: datetime, until: datetime, *, step: int) -> Chart:
    """Steps without calls are zero, not unknown: the records say so."""
    if not points:
        return Chart("rate", (), ())
    first = int(since.timestamp()) // step * step + step
    moments = list(range(first, int(until.timestamp()) - step + 1, step))
    found: dict[str, dict[int, int]] = {}
    for point in points:
        found.setdefault(point.count.key[0], {})[int(point.at.timestamp())] = point.count.requests
    lines = tuple(
        Line(
            "no answer" if name.startswith("0") else name,
            _CLASSES.get(name[:1], "class-0"),
            tuple(mine.get(at, 0) / step for at in moments),
            filled=True,
        )
        for name, mine in sorted(found.items())
    )
    return Chart("rate", tuple(float(at) for at in moments), lines)


def _slowness(parts: Parts, query: dict[str, str], since: datetime, *, until: datetime) -> Chart | None:
    step = 60 if (until - since).total_seconds() <= 7200 else 900
    trend = parts.traffic.rollups.trend(query["api"], query["environment"], since, until=until, step_seconds=step)
    if len(trend) < 2:
        return None
    lines = []
    for label, q, tone in (("p50", 0.5, "accent"), ("p95", 0.95, "canary"), ("p99", 0.99, "bad")):
        found = (each.sketch.quantile(q) for each in trend)
        lines.append(Line(label, tone, tuple(None if value is None else value / 1000 for value in found)))
    return Chart("ms", tuple(each.at.timestamp() for each in trend), tuple(lines))


def _lines(
    parts: Parts, query: dict[str, str], since: datetime, *, until: datetime, by: tuple[str, ...]
) -> tuple[TrafficLine, ...]:
    api, environment, records = query["api"], query["environment"], parts.traffic.records
    counts = records.counts(api, environment, since, until=until, by=by)
    slow = {each.key: each for each in records.latency(api, environment, since, until=until, by=by)}
    classes = records.counts(api, environment, since, until=until, by=(*by, "class"))
    fours: dict[tuple[str, ...], int] = {}
    for each in classes:
        if each.key[-1] == "4xx":
            fours[each.key[:-1]] = each.requests - each.judged
    return tuple(_line(each, slow.get(each.key), fours.get(each.key, 0), alone=bool(api)) for each in counts[:_MOST])


def _line(count: Count, slow: Latency | None, refused: int, *, alone: bool) -> TrafficLine:
    return TrafficLine(
        name=count.key[0],
        detail="" if alone or len(count.key) < 2 else count.key[1],
        requests=count.requests,
        judged=count.judged,
        errors=count.errors,
        refused=refused,
        quantiles_us=slow.quantiles_us if slow else (),
    )


def _whole(parts: Parts, environment: str, since: datetime) -> Whole:
    known = parts.traffic.watches.completeness(environment, since)
    gaps = tuple(GapLine(gap.since, gap.until, gap.missing, gap.why) for gap in known.gaps[-20:])
    return Whole(environment, known.through, known.expected, known.recorded, known.missing, gaps)


VIEW = View(id="traffic", why="Who calls what and how it goes.", read=_read)
