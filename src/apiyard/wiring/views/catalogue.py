"""All APIs with their splits and pulses, and the gateways they are behind."""

from __future__ import annotations

from apiyard.core.errors import ApiyardError
from apiyard.portal.catalogue_view import CatalogueView, GatewaySign
from apiyard.wiring.api_cards import card, environments, read_pulses
from apiyard.wiring.node_messages import GatewayStatus
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state
from apiyard.wiring.view import Asked, View


def _read(parts: Parts, asked: Asked) -> CatalogueView:
    state = read_state(parts.store.intents)
    pulses = read_pulses(parts, asked.now)
    return CatalogueView(
        workspace=parts.program.root.name,
        cards=tuple(card(parts, state, api, pulses=pulses) for api in state.all("product")),
        gateways=_gateways(parts, state),
        now=asked.now,
    )


def _gateways(parts: Parts, state: State) -> tuple[GatewaySign, ...]:
    try:
        found = {each.environment: each for each in parts.node.status().gateways}
        silent = ""
    except ApiyardError as error:
        found, silent = {}, error.what
    return tuple(_gateway(state, name, found.get(name), silent=silent) for name in environments(state))


def _gateway(state: State, name: str, status: GatewayStatus | None, *, silent: str) -> GatewaySign:
    listener = state.all("environment")[name]["gateway"]
    address = f"{listener['host']}:{listener['port']}"
    if status is None:
        return GatewaySign(name, address, "unknown" if silent else "exited", silent or "it does not run")
    return GatewaySign(name, address, status.state.value, status.fallback)


VIEW = View(id="catalogue", why="The first look: what there is and how it does.", read=_read)
