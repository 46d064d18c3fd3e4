"""A server that keeps the promises of parcels.yaml: many constraints, each of them asked for."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from tests.apps.service import CONTRACTS, Answer, Call, RefusedError, Service, is_text, is_whole

FIRST = {"grams": 500, "kind": "box", "to": {"postcode": "10115", "country": "DE"}}


class Parcels(Service):
    contract = CONTRACTS / "parcels.yaml"
    routes = {  # noqa: RUF012 - a table
        "GET /parcels": "list_parcels",
        "POST /parcels": "send_parcel",
        "GET /parcels/{code}": "get_parcel",
    }
    required: frozenset[str] = frozenset({"grams", "kind", "to"})

    def __init__(self) -> None:
        self.parcels: dict[str, dict[str, Any]] = {}
        self.keep(FIRST)

    def list_parcels(self, call: Call) -> Answer:
        page = call.number("page", 1, low=1, high=50)
        known = self.is_channel(call.headers.get("x-channel")) and self.is_zone(call.headers.get("cookie", ""))
        if not known or not self.is_state(call.one("state")) or not self.are_ids(call.query.get("ids")):
            raise RefusedError(400)
        found = self.of_kind(self.chosen(call.one("state"), call.query.get("ids")), call.one("kind"))
        return Answer(200, [self.shown(each) for each in self.on_page(found, page)], {"x-page": str(page)})

    def send_parcel(self, call: Call) -> Answer:
        parcel = call.json()
        if not isinstance(parcel, dict) or not self.required <= parcel.keys():
            raise RefusedError(400)
        if not all(self.is_good(name, value) for name, value in parcel.items()):
            raise RefusedError(400)
        return Answer(201, self.shown(self.keep(parcel)))

    def get_parcel(self, call: Call, code: str) -> Answer:
        if re.fullmatch("[A-Z]{2}[0-9]{4}", code) is None:
            raise RefusedError(400)
        if code not in self.parcels:
            raise RefusedError(404)
        return Answer(200, self.shown(self.parcels[code]))

    def keep(self, parcel: dict[str, Any]) -> dict[str, Any]:
        code = f"AB{len(self.parcels) % 9999 + 1:04}"
        self.parcels[code] = {"code": code, "sentAt": "2026-01-02T03:04:05Z", **parcel}
        return self.parcels[code]

    def shown(self, parcel: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in parcel.items() if name != "secret"}

    def chosen(self, state: str | None, ids: list[str] | None) -> list[dict[str, Any]]:
        numbers = None if ids is None else {int(each) for each in ",".join(ids).split(",")}
        found = [each for each in self.parcels.values() if numbers is None or int(each["code"][2:]) in numbers]
        return [] if state == "lost" else found

    def of_kind(self, found: list[dict[str, Any]], kind: str | None) -> list[dict[str, Any]]:
        if kind is not None and not self.is_kind(kind):
            raise RefusedError(400)
        return [each for each in found if kind is None or each["kind"] == kind]

    def on_page(self, found: list[dict[str, Any]], page: int) -> list[dict[str, Any]]:
        return found[20 * (page - 1) : 20 * page]

    def is_channel(self, text: str | None) -> bool:
        return text in ("web", "shop")

    def is_zone(self, cookies: str) -> bool:
        zones = [pair.strip().partition("=")[2] for pair in cookies.split(";") if pair.strip().startswith("zone=")]
        return all(re.fullmatch("[a-z]{2}", zone) for zone in zones)

    def is_state(self, text: str | None) -> bool:
        return text in (None, "sent", "lost")

    def are_ids(self, texts: list[str] | None) -> bool:
        if texts is None:
            return True
        ids = ",".join(texts).split(",")
        return len(ids) <= 3 and all(re.fullmatch("[1-9][0-9]{0,3}", each) for each in ids)

    def is_good(self, name: str, value: Any) -> bool:
        judge = getattr(self, f"is_{name}", None)
        return judge is not None and name in PROPERTIES and judge(value)

    def is_grams(self, value: Any) -> bool:
        return is_whole(value, low=1, high=30_000)

    def is_height(self, value: Any) -> bool:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and 0 < value < 200 and value * 2 == int(value * 2)

    def is_kind(self, value: Any) -> bool:
        return isinstance(value, str) and value in ("box", "tube", "letter")

    def is_to(self, value: Any) -> bool:
        if not isinstance(value, dict) or value.keys() != {"postcode", "country"}:
            return False
        return self.is_postcode(value["postcode"]) and value["country"] in ("DE", "FR", "IT")

    def is_postcode(self, value: Any) -> bool:
        return isinstance(value, str) and re.fullmatch("[0-9]{5}", value) is not None

    def is_labels(self, value: Any) -> bool:
        if not isinstance(value, list) or not all(is_text(each, low=1, high=10) for each in value):
            return False
        return len(value) <= 3 and len(set(value)) == len(value)

    def is_note(self, value: Any) -> bool:
        return value is None or is_text(value, high=20)

    def is_day(self, value: Any) -> bool:
        if not isinstance(value, str) or re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is None:
            return False
        try:
            return bool(dt.date.fromisoformat(value))
        except ValueError:
            return False

    def is_secret(self, value: Any) -> bool:
        return is_text(value, high=10)


PROPERTIES = frozenset({"grams", "height", "kind", "to", "labels", "note", "day", "secret"})
app = Parcels()
