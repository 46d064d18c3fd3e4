"""Callbacks and webhooks over HTTP: see what was sent, fire webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import cast
from urllib.parse import unquote

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.json import Json
from apiyard.mock.callbacks.make import Known, make_request
from apiyard.mock.callbacks.options import CallbackOptions
from apiyard.mock.callbacks.outbox import Draft, Outbox, Parcel, facts_of
from apiyard.mock.control import Handler, json_of, json_reply, not_allowed
from apiyard.mock.step import Answer, Coming
from apiyard.spec.calls_back import webhooks
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.style import MISSING

_MEMBERS = ("url", "body", "members", "method", "wait", "seed")
_MOST_SECONDS = 60.0

Contracts = Callable[[], Mapping[str, Contract]]
"""Gives the contracts that are mocked now, by name."""


def callbacks_api(outbox: Outbox) -> Handler:
    """Give what answers below ``/__apiyard/callbacks``: ``GET`` lists what was sent, ``DELETE`` forgets it.

    Args:
        outbox: what is sent from.
    """

    def handle(request: Request) -> Reply:
        if request.method.upper() == "DELETE":
            outbox.reset()
            return Reply(204)
        if request.method.upper() not in {"GET", "HEAD"}:
            return not_allowed("GET", "DELETE")
        return json_reply({"sent": [facts_of(each) for each in outbox.parcels()]})

    return handle


def webhooks_api(outbox: Outbox, options: CallbackOptions, contracts: Contracts) -> Handler:
    """Give what answers below ``/__apiyard/webhooks``.

    ``GET`` lists the webhooks of all contracts. ``POST /NAME`` fires one and tells what the receiver answered; its
    body may have ``url``, ``body`` (the whole body), ``members`` (some of a made one), ``method``, ``seed``, and
    ``wait``, the seconds until the answer (0 for none).

    Args:
        outbox: what is sent from.
        options: how, and to which URLs.
        contracts: gives the contracts.
    """

    def handle(request: Request) -> Coming:
        method = request.method.upper()
        name = unquote(request.path.strip("/"))
        if not name:
            return json_reply({"webhooks": sorted(_all(contracts()))}) if method == "GET" else not_allowed("GET")
        if method != "POST":
            return not_allowed("POST")
        held = json_of(request)
        if not isinstance(held, Mapping):
            raise InvalidInputError("a webhook is fired with an object")
        for each in held:
            if each not in _MEMBERS:
                raise unknown("member", each, _MEMBERS)
        parcel = outbox.put(_draft(_all(contracts()), name, held, options=options))
        return _told(parcel, _seconds(held.get("wait", options.timeout)))

    return handle


def _draft(known: Mapping[str, Contract], name: str, held: Mapping[str, Json], *, options: CallbackOptions) -> Draft:
    contract = known.get(name)
    if contract is None:
        raise unknown("webhook", name, known)
    wanted = str(held.get("method", "")).lower()
    operation = next((each for each in contract.operations if wanted in {"", each.method}), None)
    if operation is None:
        raise unknown("method", wanted, (each.method for each in contract.operations))
    url = held.get("url", options.webhooks.get(name))
    if not isinstance(url, str):
        hint = f'give {{"url": ...}}, or write it into the settings (callbacks: webhooks: {name})'
        raise InvalidInputError("nobody said where this webhook goes", hint=hint)
    members, seed = held.get("members", {}), held.get("seed", 0)
    if not isinstance(members, Mapping) or not isinstance(seed, int):
        raise InvalidInputError("members are an object, and seed is a number")
    forced = {**cast("Mapping[str, Json]", options.bodies.get(name, {})), **members}
    body = held.get("body", MISSING)
    request = make_request(contract, operation, Known({}, forced, body), seed=seed)
    return Draft("webhook", name, url, contract, operation, request)


def _all(contracts: Mapping[str, Contract]) -> dict[str, Contract]:
    """Give all webhooks; where two contracts have one of the same name, also behind the name of the contract."""
    if len(contracts) == 1:
        return webhooks(next(iter(contracts.values())))
    found: dict[str, Contract] = {}
    for api, contract in contracts.items():
        for name, each in webhooks(contract).items():
            found[f"{api}/{name}"] = each
            found.setdefault(name, each)
    return found


def _seconds(value: Json) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST_SECONDS:
        raise InvalidInputError("wait is a number of seconds up to 60", piece=str(value))
    return float(value)


async def _told(parcel: Parcel, seconds: float) -> Answer:
    """Wait until nothing more happens to a parcel, and tell what did; 202 for one that is still on its way."""
    done = asyncio.Event()
    if parcel.over:
        done.set()
    else:
        parcel.waiters.append(done.set)
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), seconds)
    return json_reply(facts_of(parcel), 200 if parcel.over else 202)
