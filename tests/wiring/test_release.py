"""Releases on a running platform: gates that refuse with reasons, bundles that are bound to their bytes."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notes import Notes
from tests.parts import ROOT
from tests.platforms import Platform, new_platform, refused

pytestmark = pytest.mark.envoy

SHOP = ROOT / "examples" / "shop"
# Verified is asked of the shop's orders only; a verification takes some seconds.
GATED = {"gates": {"verified": False}}


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with new_platform(Notes(product=GATED)) as made:
        shutil.copytree(SHOP / "apis" / "orders", made.root / "apis" / "orders")
        body = json.loads((made.root / "apiyard.yaml").read_text())
        body["gates"] = {"verified": {}}
        (made.root / "apiyard.yaml").write_text(json.dumps(body))
        made.trust()
        made.apply()
        yield made


@pytest.fixture(scope="module")
def reviewer(platform: Platform) -> str:
    return str(platform.plane().post("/api/tokens", {"name": "reviewer", "role": "admin"})["token"])


def _approve(platform: Platform, release: str, token: str) -> None:
    platform.plane(token).post("/api/approvals", {"release": release})


def test_a_twin_with_a_seeded_fault_is_refused_with_the_failure_shown(platform):
    twin = SHOP / "steps" / "orders-twin" / "apis" / "orders" / "service"
    good = {path.name: path.read_bytes() for path in (platform.root / "apis" / "orders" / "service").glob("*.py")}
    for path in twin.glob("*.py"):
        shutil.copy(path, platform.root / "apis" / "orders" / "service")
    done = platform.run("release", "orders", "--format", "json", code=1)
    gate = done.json()["gates"]["verified"]
    assert gate["passed"] is False
    told = json.dumps(_verdicts(platform, "fail"))
    assert "units" in told, "which part of the answer"
    assert "curl" in told, "how to see it oneself"
    assert "orders@1.0.0" not in json.dumps(platform.plane().get("/api/releases"))
    for name, data in good.items():
        (platform.root / "apis" / "orders" / "service" / name).write_bytes(data)


def _verdicts(platform: Platform, verdict: str) -> list[dict[str, object]]:
    found = platform.facts("verify.examples", "verify.fuzz", api="orders")
    return [each["numbers"] for each in found if each["verdict"] == verdict]


def test_a_verification_is_evidence_that_a_release_uses(platform):
    words = ("--kinds", "examples,fuzz", "--max-examples", "8", "-f", "json", "-o", "html=orders.html")
    (platform.root / "apis" / "orders" / "verify.yaml").write_text("headers: {x-sent-by: verifier}\n")
    done = platform.run("verify", "orders", *words)
    assert done.json()["verdict"] == "pass"
    assert "examples: 4 of 4 operations" in done.err
    assert "orders@1.0.0: pass; in the ledger: verify.examples #" in done.err
    assert (platform.root / "orders.html").read_text().startswith("<!DOCTYPE html>")
    facts = platform.facts("verify.examples", "verify.fuzz", api="orders")
    passed = [each for each in facts if each["verdict"] == "pass"]
    assert {each["kind"] for each in passed} == {"verify.examples", "verify.fuzz"}
    assert passed[0]["numbers"]["coverage"]["operation"] == [4, 4]
    assert passed[0]["numbers"]["settings"].startswith("sha256:")
    before = len(facts)
    platform.run("release", "orders", "--format", "json", code=1)
    assert len(platform.facts("verify.examples", "verify.fuzz", api="orders")) == before
    assert 'did you mean "fuzz"' in platform.run("verify", "orders", "--kinds", "fuz", code=2).err


def test_the_right_service_passes_and_needs_an_approval_by_somebody_else(platform, reviewer):
    told = platform.run("release", "orders", "--format", "json", code=1).json()
    assert told["gates"]["verified"]["passed"] is True
    assert [gate for gate, each in told["gates"].items() if not each["passed"]] == ["approved"]
    platform.run("approve", "orders@1.0.0")
    told = platform.release("orders")
    assert told["released"] is False, "the author's own approval does not count"
    platform.run("approve", "orders@1.0.0", token=reviewer)
    told = platform.release("orders")
    assert told["released"] is True
    evidence = {fact for each in told["gates"].values() for fact in each["facts"]}
    assert evidence <= {fact["seq"] for fact in platform.facts()}
    assert platform.release("orders")["already"] is True


def test_no_process_of_a_trial_is_left(platform):
    assert not [command for command in platform.processes().values() if "service.py" in command]


def test_a_refusal_counts_more_than_an_approval(platform, reviewer):
    Notes(version="1.0.0", product=GATED).write(platform.root)
    assert platform.release()["released"] is False
    platform.plane(reviewer).post("/api/approvals", {"release": "notes@1.0.0", "refuse": True})
    told = platform.release()
    assert told["released"] is False
    assert "refuse" in told["gates"]["approved"]["reason"]
    _approve(platform, "notes@1.0.0", reviewer)
    assert platform.release()["released"] is True


def test_a_breaking_change_under_a_minor_version_is_refused(platform, reviewer):
    Notes(version="1.1.0", less=True, product=GATED).write(platform.root)
    told = platform.release()
    assert told["released"] is False
    assert told["gates"]["version-fits"]["passed"] is False
    assert "2.0.0" in told["gates"]["version-fits"]["reason"]
    change = platform.facts("change", api="notes", version="1.1.0")[0]
    assert change["numbers"]["bump"] == "major"
    assert "GET /notes" in json.dumps(change["numbers"]) or "listNotes" in json.dumps(change["numbers"])
    Notes(version="2.0.0", less=True, product=GATED).write(platform.root)
    told = platform.release()
    assert told["gates"]["version-fits"]["passed"] is True
    _approve(platform, "notes@2.0.0", reviewer)
    assert platform.release()["released"] is True


def test_the_same_version_with_other_content_is_a_conflict(platform):
    Notes(version="1.0.0", every=9, product=GATED).write(platform.root)
    error = refused(platform.release)
    assert error.code == "conflict"
    assert "notes@1.0.0" in error.what
    assert "raise the contract's version" in error.hint


def test_an_approval_is_of_one_bundle_only(platform, reviewer):
    Notes(version="2.1.0", less=True, product=GATED).write(platform.root)
    platform.release()
    _approve(platform, "notes@2.1.0", reviewer)
    Notes(version="2.1.0", less=True, every=3, product=GATED).write(platform.root)
    assert platform.release()["released"] is False, "other bytes need another approval"


def test_the_digest_covers_contract_artefact_policies_and_commit(platform):
    Notes(version="3.0.0", less=True, product=GATED).write(platform.root)
    seen = [platform.release()]
    (platform.root / "apis" / "notes" / "service" / "more.py").write_text("# one file more\n")
    seen.append(platform.release())
    document = platform.root / "apis" / "notes" / "openapi.yaml"
    document.write_text(document.read_text().replace("Notes of a test.", "Notes of the same test."))
    seen.append(platform.release())
    seen.append(platform.release(commit="c0ffee"))
    policies = {"gateway": {"base-path": "/notes-api", "policies": {"timeout": {"seconds": 4}}}}
    (platform.root / "apis" / "notes" / "api.yaml").write_text(
        json.dumps(Notes(product={**GATED, **policies}).body(), indent=1)
    )
    platform.apply()
    seen.append(platform.release(commit="c0ffee"))
    assert len({each["bundle"] for each in seen}) == len(seen)
    for before, after, name in zip(seen, seen[1:], ("artefact", "contract", "source", "policies"), strict=False):
        changed = {key for key, value in after["manifest"].items() if value != before["manifest"][key]}
        assert changed == {name}
    (platform.root / "apis" / "notes" / "service" / "more.py").unlink()


def test_evidence_stands_beside_the_bundle_not_in_it(platform):
    found = platform.plane().get("/api/releases", api="orders")["releases"][0]
    manifest = found["signed"]
    told = json.dumps(manifest)
    assert "verify" not in told
    assert "approval" not in told
    assert "facts" not in told
    kept = platform.root / ".apiyard" / "blobs"
    digest = found["bundle"].removeprefix("sha256:")
    assert [path for path in kept.rglob("*") if path.name.endswith(digest[4:])], "the manifest is a blob by its digest"


def test_a_released_contract_is_given_back_byte_for_byte(platform):
    import hashlib

    import httpx

    found = platform.plane().get("/api/releases", api="orders")["releases"][0]
    headers = {"authorization": f"Bearer {platform.token}"}
    data = httpx.get(f"{platform.url}/api/releases/orders/1.0.0/contract", headers=headers, trust_env=False).content
    assert f"sha256:{hashlib.sha256(data).hexdigest()}" == found["contract"]
    assert platform.run("lint", "orders@1.0.0").code == 0
    assert platform.run("diff", "orders@1.0.0", "orders").code == 0


def test_the_commit_of_the_sources_is_told(platform):
    git = ["git", "-C", str(platform.root), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    Notes(version="3.1.0", less=True, product=GATED).write(platform.root)
    (platform.root / ".gitignore").write_text(".apiyard/\n__pycache__/\n")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "begin"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    told = platform.run("release", "notes", "--format", "json", code=1).json()["manifest"]["source"]
    assert (told["commit"], told["dirty"]) == (head, False)
    (platform.root / "apis" / "notes" / "service" / "service.py").write_text("raise SystemExit(1)\n")
    told = platform.run("release", "notes", "--format", "json", code=1).json()["manifest"]["source"]
    assert (told["commit"], told["dirty"]) == (head, True)


def test_looking_for_the_commit_runs_nothing_of_the_repository(platform, tmp_path):
    """A git folder can name programs, such as a file system monitor."""
    seen = tmp_path / "ran"
    program = tmp_path / "monitor"
    program.write_text(f"#!/bin/sh\ntouch {seen}\n")
    program.chmod(0o755)
    subprocess.run(["git", "-C", str(platform.root), "config", "core.fsmonitor", str(program)], check=True)
    platform.run("release", "notes", code=1)
    assert not seen.exists()


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"openapi": "3.1.0", "info": {"title": "x"}}'])
def test_a_contract_that_is_none_is_refused(platform, data):
    asked = {"api": "notes", "contract": base64.b64encode(data).decode()}
    error = refused(lambda: platform.plane().post("/api/releases", asked))
    assert error.status < 500


def test_an_unknown_api_is_told_with_the_nearest_name(platform):
    done = platform.run("release", "order", code=2)
    assert 'did you mean "orders"' in done.err


def test_a_service_that_does_not_start_is_told_with_its_last_words(platform: Platform) -> None:
    body = json.loads((platform.root / "apis" / "notes" / "api.yaml").read_text())
    never = Notes(version="3.2.0", less=True, never=True, product={"gates": {}})
    never.write(platform.root)
    platform.apply()
    done = platform.run("release", "notes", code=1)
    assert "did not become healthy" in done.err
    assert "the cellar is locked" in done.err
    assert not [command for command in platform.processes().values() if "service.py" in command]
    Path(platform.root / "apis" / "notes" / "api.yaml").write_text(json.dumps(body))
