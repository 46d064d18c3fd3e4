"""A server that keeps the promises of safes.yaml: a key is asked for where the contract says so."""

from __future__ import annotations

from tests.apps.service import CONTRACTS, Answer, Call, Service

KEY = "open-sesame"


class Safes(Service):
    contract = CONTRACTS / "safes.yaml"
    auth = {"key": {"kind": "api-key", "value": KEY}}  # noqa: RUF012 - a table
    routes = {  # noqa: RUF012 - a table
        "GET /safes": "list_safes",
        "GET /safes/{safeId}": "get_safe",
        "GET /hours": "get_hours",
    }
    safes = ("gold", "letters")

    def answer(self, call: Call) -> Answer:
        name, _ = self.find(call.method, call.path)
        if name != "get_hours" and not self.may(call, name):
            return Answer(401, headers={"www-authenticate": 'Key realm="safes"'}, media="", raw=b"")
        return super().answer(call)

    def may(self, call: Call, name: str) -> bool:
        bearer = name == "get_safe" and call.headers.get("authorization") == f"Bearer {KEY}"
        return bearer or call.headers.get("x-key") == KEY

    def list_safes(self, call: Call) -> Answer:
        return Answer(200, [{"id": at, "holds": what} for at, what in enumerate(self.safes, start=1)])

    def get_safe(self, call: Call, text: str) -> Answer:
        if text not in ("1", "2"):
            return Answer(404, media="", raw=b"")
        return Answer(200, {"id": int(text), "holds": self.safes[int(text) - 1]})

    def get_hours(self, call: Call) -> Answer:
        return Answer(200, {"from": 9, "to": 17})


app = Safes()
