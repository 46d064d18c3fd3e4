"""Run: trust the workspace, start the platform, plan and apply."""

from __future__ import annotations

from apiyard.cli.demo.children import Receiver
from apiyard.cli.demo.shop import Shop
from apiyard.cli.demo.step import Step, expect


def _trust(shop: Shop) -> str:
    shop.notes["receiver"] = receiver = Receiver()
    shop.notes["webhook"] = receiver.url
    shop.notes["clock"] = clock = shop.home / "clock"
    clock.write_text("0")
    before = shop.apiyard("up", "--clock-file", str(clock))
    expect(before.code != 0 and "not-trusted" in before.error, f"nothing of it may run before: {before.error[:200]}")
    told = shop.must("trust", "--yes")
    return f"refused before; {len(told['commands'])} commands allowed now"


def _up(shop: Shop) -> str:
    told = shop.must("up", "--clock-file", str(shop.notes["clock"]))
    shop.notes["portal"] = told["url"]
    for each in told["environments"]:
        shop.notes[each["name"]] = each["url"]
        expect(each["gateway"] == "healthy", f"the gateway of {each['name']} is {each['gateway']}")
    return f"control plane and agent; gateways: {', '.join(each['name'] for each in told['environments'])}"


def _plan(shop: Shop) -> str:
    path = shop.root / "apiyard.yaml"
    path.write_text(path.read_text().replace("requests: 1000000", "requests: 900000"))
    changes = shop.must("plan")["changes"]
    expect([each["id"] for each in changes] == ["gold"], f"the plan says {changes}")
    expect(shop.must("apply")["changed"], "apply changed nothing")
    again = shop.must("apply")["changed"]
    expect(not again, f"a second apply changed {again}")
    shop.commit("another plan")
    field = changes[0]["fields"][0]
    return f"plan: gold {field['path']} {field['old']} to {field['new']}; applied; applying again changes nothing"


def _refused(shop: Shop) -> str:
    path = shop.root / "apis" / "payments" / "api.yaml"
    good = path.read_text()
    path.write_text(good.replace("/billing", "/catalogue"))
    said = shop.apiyard("apply")
    path.write_text(good)
    expect(said.code != 0, "two APIs with one base path were accepted")
    expect(not shop.must("plan")["changes"], "something of the failed apply stayed")
    words = said.error.splitlines()[-1] if said.error else ""
    expect("base path" in words, f"the refusal does not say why: {words}")
    return "payments with the base path of catalogue is refused by name, the former state stays in force"


STEPS = (
    Step("Run", "trust the commands of the workspace", _trust),
    Step("Run", "start the platform: two Envoys", _up),
    Step("Run", "plan and apply", _plan),
    Step("Run", "apply something wrong", _refused),
)
"""The steps, in order."""
