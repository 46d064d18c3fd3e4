"""Numbers, times and links are written as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from apiyard.portal import words
from apiyard.portal.sparkline import HEIGHT, WIDTH, sparkline

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "told"),
    [(None, "–"), (0, "0"), (7, "7"), (12.34, "12.3"), (999, "999"), (9_999, "9,999"), (10_500, "10.5k"), (2e6, "2M")],
)
def test_counts(value, told):
    assert words.count(value) == told


@pytest.mark.parametrize(
    ("value", "told"), [(None, "–"), (0, "0%"), (0.0021, "0.21%"), (0.182, "18.2%"), (1, "100%"), (0.9999, "100%")]
)
def test_shares(value, told):
    assert words.percent(value) == told


@pytest.mark.parametrize(("micros", "told"), [(None, "–"), (300, "300 µs"), (12_100, "12.1 ms"), (2_500_000, "2.50 s")])
def test_durations(micros, told):
    assert words.duration(micros) == told


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "now"), (5, "5 s ago"), (180, "3 min ago"), (-7200, "in 2 h"), (90_000, "1 d ago")]
)
def test_times(seconds, told):
    assert words.ago(NOON - timedelta(seconds=seconds), NOON) == told


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "http://[",
        "x",
        "",
    ],
)
def test_no_link_but_to_the_web(text):
    assert words.web_address(text) == ""


def test_a_link_to_the_web_stays():
    assert words.web_address("https://shop.example/moving") == "https://shop.example/moving"


@pytest.mark.parametrize(
    ("value", "told"), [(None, "–"), (0.0002, "< 0.01"), (17.4, "17.4"), (4812.3, "4,812"), (2e9, "2.0e+09")]
)
def test_e_values(value, told):
    assert words.evidence(value) == told


def test_a_sparkline_stays_in_its_picture():
    path = sparkline([0, 5, 10, 3])
    spots = [tuple(map(float, spot.split())) for spot in path.removeprefix("M").split("L")]
    assert spots[0][0] == 0
    assert spots[-1][0] == WIDTH
    assert all(0 <= y <= HEIGHT for _, y in spots)
    assert min(spots, key=lambda spot: spot[1])[0] == 80


@pytest.mark.parametrize("points", [[], [4], [0, 0, 0]])
def test_nothing_has_no_sparkline(points):
    assert sparkline(points) == ""
