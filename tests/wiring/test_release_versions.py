"""Releases under the schemes of versions: dates, paths, pre-releases; and what people accepted."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.notes import Notes
from tests.platforms import Platform, call, new_platform

pytestmark = pytest.mark.envoy

GATES = {"gates": {"verified": False, "approved": False}}


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with new_platform(Notes(version="2026-05-01", more=True, product=GATES)) as made:
        made.apply()
        yield made


def _released(platform: Platform, version: str, **more: object) -> dict[str, object]:
    Notes(version=version, product=GATES, **more).write(platform.root)  # type: ignore[arg-type]
    return platform.release()


def test_dates_are_versions(platform):
    assert platform.release()["released"] is True
    platform.deploy("2026-05-01", "staging")
    key = platform.key("alice", "staging")["key"]
    assert call(platform.gateway("staging"), "/notes-api/notes", key).status == 200
    told = _released(platform, "2026-11-22-preview", less=True)
    assert told["released"] is True, told["gates"]
    told = _released(platform, "2026-11-22", less=True)
    assert told["released"] is True
    gate = told["gates"]["version-fits"]  # type: ignore[index]
    assert gate["reason"].startswith("the changes ask for a later date")
    change = platform.facts("change", api="notes", version="2026-11-22")[0]["numbers"]
    assert (change["from"], change["scheme"], change["bump"]) == ("2026-05-01", "date", "major")
    platform.deploy("2026-11-22", "staging")
    assert call(platform.gateway("staging"), "/notes-api/notes/1", key).status == 200
    sections = platform.run("changelog", "notes@all", "--format", "json").json()["sections"]
    assert [(each["version"], each["before"]) for each in sections] == [
        ("2026-11-22", "2026-05-01"),
        ("2026-11-22-preview", "2026-05-01"),
    ]


def test_an_earlier_date_is_refused(platform):
    told = _released(platform, "2026-06-01", less=True)
    assert told["released"] is False
    assert "not above the last release 2026-11-22" in json.dumps(told["gates"])


def test_an_accepted_break_is_told_and_asks_for_its_version(platform):
    path = platform.root / "apis" / "notes" / "api.yaml"
    body = json.loads(path.read_text())
    body["gates"]["version-fits"] = {"scheme": "path"}
    path.write_text(json.dumps(body))
    document = json.loads((platform.root / "apis" / "notes" / "openapi.yaml").read_text())
    document["info"]["version"] = "2026-12-01"
    del document["paths"]["/echo"]
    (platform.root / "apis" / "notes" / "openapi.yaml").write_text(json.dumps(document))
    platform.apply()
    told = platform.release()
    assert told["released"] is False
    assert "no version of the scheme path" in told["gates"]["version-fits"]["reason"]
    body["gates"]["version-fits"] = {}
    path.write_text(json.dumps(body))
    platform.apply()
    change = platform.facts("change", api="notes", version="2026-12-01")[0]["numbers"]
    accepted = [
        {"fingerprint": each["fingerprint"], "reason": "nobody calls it", "by": "ada"}
        for each in change["first"]
        if each["verdict"] == "breaking"
    ]
    assert accepted
    (platform.root / ".apiyard-diff-accepted.yaml").write_text(json.dumps(accepted))
    assert platform.release()["released"] is True, "a later date says enough"
    change = platform.facts("change", api="notes", version="2026-12-01")[0]["numbers"]
    assert change["bump"] == "major"
    assert list(change["accepted"]) == [each["fingerprint"] for each in accepted]
