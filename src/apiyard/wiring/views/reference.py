"""The reference of a deployed version, with its gateway as the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.errors import NotFoundError, unknown
from apiyard.core.names import Version
from apiyard.portal.reference_view import ReferenceView
from apiyard.wiring.api_cards import environments
from apiyard.wiring.links import address, choices
from apiyard.wiring.mocks_address import mocks_address
from apiyard.wiring.parts import Parts
from apiyard.wiring.rollout_lines import effective_weights
from apiyard.wiring.shown_contract import shown_contract
from apiyard.wiring.state import Body, State, read_state
from apiyard.wiring.view import Asked, View

_SCHEME = "apiyard-key"


def _read(parts: Parts, asked: Asked) -> ReferenceView:
    api = asked.path["api"]
    state = read_state(parts.store.intents)
    product = state.body("product", api)
    if product is None:
        raise unknown("API", api, state.all("product"))
    deployed = _deployed(state, api)
    if not deployed:
        raise NotFoundError(f"{api} is deployed nowhere yet", hint=f"apiyard deploy {api}@VERSION --env ENVIRONMENT")
    environment = asked.query.get("environment") or next(reversed(deployed))
    if environment not in deployed:
        raise unknown("environment with a version of this API", environment, deployed)
    weights = effective_weights(state, environment, api)
    bodies = deployed[environment]
    version = asked.query.get("version") or max(bodies, key=lambda name: (weights.get(name, 0), Version(name)))
    if version not in bodies:
        raise unknown("version deployed there", version, bodies)
    contract = shown_contract(parts.store.blobs, str(bodies[version]["contract"]))
    if contract is None:
        raise NotFoundError(f"the contract of {api}@{version} cannot be read")
    listener = state.all("environment")[environment]["gateway"]
    base = str(product["gateway"]["base_path"])
    query = {"environment": environment, "version": version}
    path = f"/portal/apis/{api}/reference"
    key_required = bool(product["gateway"]["key_required"])
    server = f"http://{_host(str(listener['host']))}:{listener['port']}{base}"
    return ReferenceView(
        api=api,
        title=contract.title or api,
        version=version,
        environment=environment,
        address=server,
        mock=_mock(parts, api, version),
        way=f"/portal/try/{environment}/{api}@{version}",
        key_required=key_required,
        choices=(
            choices("Environment", path, {"environment": environment}, name="environment", options=_pairs(deployed)),
            choices("Version", path, query, name="version", options=_pairs(bodies)),
        ),
        settings=address(f"{path}/settings.json", query),
        document=_document(contract.tree, server, environment, key_required=key_required),
        now=asked.now,
    )


def _mock(parts: Parts, api: str, version: str) -> str:
    """Give where the mock of a version answers; only callers on that machine reach it unless its settings say more."""
    root = mocks_address(parts.program)
    return f"{root}/mocks/{api}/{version}" if root else ""


def _deployed(state: State, api: str) -> dict[str, dict[str, Body]]:
    found: dict[str, dict[str, Body]] = {}
    for environment in environments(state):
        for body in state.all("deployment").values():
            if body["api"] == api and body["environment"] == environment:
                found.setdefault(environment, {})[str(body["version"])] = body
    return found


def _pairs(names: Mapping[str, object]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _document(tree: Mapping[str, Any], server: str, label: str, *, key_required: bool) -> dict[str, Any]:
    """Give the contract with one server; the gateway's own key stands in it when the contract names none like it."""
    document = {**tree, "servers": [{"url": server, "description": f"the gateway of {label}"}]}
    document["paths"] = {path: _own_servers_out(item) for path, item in (tree.get("paths") or {}).items()}
    components = tree.get("components") or {}
    schemes = components.get("securitySchemes") or {}
    if not key_required or any(_is_bearer(scheme) for scheme in schemes.values()):
        return document
    scheme = {"type": "http", "scheme": "bearer", "description": "A key of a consumer; it begins with ay_."}
    document["components"] = {**components, "securitySchemes": {**schemes, _SCHEME: scheme}}
    document["security"] = [{_SCHEME: []}]
    document["paths"] = {path: _own_security_out(item) for path, item in document["paths"].items()}
    return document


def _is_bearer(scheme: Any) -> bool:
    return isinstance(scheme, Mapping) and (scheme.get("type"), str(scheme.get("scheme")).lower()) == ("http", "bearer")


def _own_servers_out(item: Any) -> Any:
    """Servers of a path or an operation would lead past the gateway."""
    return _without(item, "servers")


def _own_security_out(item: Any) -> Any:
    return _without(item, "security")


def _without(item: Any, name: str) -> Any:
    if not isinstance(item, Mapping):
        return item
    return {
        key: {word: said for word, said in value.items() if word != name} if isinstance(value, Mapping) else value
        for key, value in item.items()
        if key != name
    }


VIEW = View(id="reference", why="How an API is called, and a way to do it.", read=_read)
