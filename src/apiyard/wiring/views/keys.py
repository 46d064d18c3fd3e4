"""Consumers and their keys; the text of a key is kept nowhere and so is shown nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from apiyard.core.errors import ApiyardError
from apiyard.portal.keys_view import ConsumerLine, KeyLine, KeysView
from apiyard.wiring.api_cards import environments
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import Body, State, read_state
from apiyard.wiring.view import Asked, View

_MOST = 500


def _read(parts: Parts, asked: Asked) -> KeysView:
    state = read_state(parts.store.intents)
    keys = [_key(jti, body, asked.now) for jti, body in state.all("key").items()]
    keys.sort(key=lambda key: -(key.issued or asked.now).timestamp())
    keys.sort(key=lambda key: key.state != "good")
    return KeysView(
        consumers=_consumers(parts, state, keys, now=asked.now),
        keys=tuple(keys[:_MOST]),
        environments=environments(state),
        may_change=asked.admin,
        now=asked.now,
    )


def _key(jti: str, body: Body, now: datetime) -> KeyLine:
    expires, revoked = _moment(body.get("expires")), _moment(body.get("revoked"))
    state = "revoked" if revoked else ("ended" if expires and expires <= now else "good")
    other = body.get("override")
    return KeyLine(
        jti=jti,
        consumer=str(body["consumer"]),
        application=str(body["application"]),
        plan=str(other or body["plan"]),
        overridden=str(body["plan"]) if other else "",
        environment=str(body["environment"]),
        issued=_moment(body.get("issued")),
        expires=expires,
        revoked=revoked,
        state=state,
    )


def _moment(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, (int, float)) else None


def _consumers(parts: Parts, state: State, keys: list[KeyLine], *, now: datetime) -> tuple[ConsumerLine, ...]:
    since = now - timedelta(days=1)
    calls: Mapping[str, int] = {}
    seen: Mapping[str, datetime] = {}
    try:
        counted = parts.traffic.records.counts("", "", since, until=now, by=("consumer",))
        calls = {each.key[0]: each.requests for each in counted}
        seen = parts.traffic.records.last_used("", "", since, until=now)
    except ApiyardError:
        pass  # consumers are shown without their calls
    plans = state.all("plan")
    return tuple(
        ConsumerLine(
            name=name,
            plan=str(body["plan"]),
            limit=_limit(plans.get(str(body["plan"]))),
            applications=tuple(str(each) for each in body["applications"]),
            keys=sum(1 for key in keys if key.consumer == name and key.state == "good"),
            requests=calls.get(name, 0),
            last_used=seen.get(name),
        )
        for name, body in state.all("consumer").items()
    )


def _limit(plan: Body | None) -> str:
    return f"{int(plan['requests']):,} calls in {plan['per_seconds']} s" if plan else ""


VIEW = View(id="keys", why="Who may call, and with which keys.", read=_read)
