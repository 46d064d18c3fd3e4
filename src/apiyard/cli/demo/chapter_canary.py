"""Canary: one version is promoted by evidence, another is stopped by it."""

from __future__ import annotations

from apiyard.cli.demo.chapter_release import release
from apiyard.cli.demo.children import Receiver
from apiyard.cli.demo.shop import Shop
from apiyard.cli.demo.step import Step, expect
from apiyard.cli.demo.traffic import Traffic


def _release(shop: Shop) -> str:
    shop.lay("orders-1.1.0")
    bump = shop.must("version", "orders@1.0.0", "orders")["bump"]
    told = release(shop, "orders", "1.1.0")
    news = shop.must("changelog", "orders@1.0.0..1.1.0")["sections"][0]["entries"]
    expect(any(each["kind"] == "added" for each in news), "the changelog tells nothing that was added")
    staged = shop.must("deploy", "orders@1.1.0", "--env", "staging")
    expect(staged["phase"] == "promoted", staged["reason"])
    return f"the change asks for {bump}, its changelog has {len(news)} entries; {told}; in staging"


def _promoted(shop: Shop) -> str:
    traffic: Traffic = shop.notes["traffic"]
    before = traffic.count(0)
    told = shop.must("promote", "orders@1.1.0")
    expect(told["phase"] == "promoted", f"it ended as {told['phase']}: {told['reason']}")
    expect(traffic.count(0) == before, "a call got no answer")
    return f"promoted after {told['seconds']:.0f} s by the judge: {told['reason']}"


def _stopped(shop: Shop) -> str:
    shop.lay("orders-1.2.0")
    release(shop, "orders", "1.2.0")
    staged = shop.must("deploy", "orders@1.2.0", "--env", "staging")
    expect(staged["phase"] == "promoted", staged["reason"])
    told = shop.apiyard("promote", "orders@1.2.0").value
    expect(told and told["phase"] == "stopped", f"the faulty version ended as {told and told['phase']}")
    shop.notes["stopped"] = told
    return f"stopped after {told['seconds']:.0f} s: {told['reason']}"


def _back(shop: Shop) -> str:
    status = shop.must("status")
    mine = [each for each in status["deployments"] if each["api"] == "orders" and each["environment"] == "production"]
    versions = {each["version"]: each["share_percent"] for each in mine}
    expect(versions.get("1.1.0") == 100 and "1.2.0" not in versions, f"in production there are {versions}")
    receiver: Receiver = shop.notes["receiver"]
    notice = receiver.wait_for("rollout.ended", 10, version="1.2.0", environment="production")
    expect(notice is not None, "the webhook was not told")
    return f"1.1.0 has 100 % again, the instances of 1.2.0 are gone, the webhook heard of it ({notice['verdict']})"  # type: ignore[index]


def _rollback(shop: Shop) -> str:
    told = shop.must("rollback", "orders", "--env", "staging")
    expect(told["phase"] == "rolled_back", f"it ended as {told['phase']}")
    status = shop.must("status")
    shares = {
        each["version"]: each["share_percent"]
        for each in status["deployments"]
        if each["api"] == "orders" and each["environment"] == "staging"
    }
    expect(shares.get("1.1.0") == 100, f"staging serves {shares}")
    traffic: Traffic = shop.notes["traffic"]
    lost = traffic.count(0)
    return f"staging serves 1.1.0 again; so far {traffic.count()} calls in production, {lost} without an answer"


STEPS = (
    Step("Release", "orders 1.1.0, a compatible change", _release),
    Step("Deploy", "a canary is promoted by its evidence", _promoted),
    Step("Deploy", "1.2.0 hides a fault: the judge stops it", _stopped),
    Step("Deploy", "traffic is back, instances are gone, the team is told", _back),
    Step("Deploy", "roll the faulty version back in staging too", _rollback),
)
"""The steps, in order."""
