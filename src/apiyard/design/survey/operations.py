"""Surveys the paths and operations of a description with their parameters, bodies and responses."""

from __future__ import annotations

from typing import Any

from apiyard.design.find_operations import METHODS
from apiyard.design.survey.address import Address, read_address
from apiyard.design.survey.flatten import Flattener, members
from apiyard.design.survey.part import Survey
from apiyard.design.survey.schemas import Written, below, meaning
from apiyard.design.survey.words import is_plural
from apiyard.spec.inventory import Inventory, Spot

_FACTS = ("operationId", "summary", "description", "deprecated", "tags")
_PLACES = {"query": "query", "header": "header", "path": "variable"}


class Operations:
    """Walks the operations of the main document.

    Args:
        inventory: the documents.
        survey: takes the parts.
        flattener: flattens schemas.
    """

    def __init__(self, inventory: Inventory, survey: Survey, flattener: Flattener) -> None:
        """Look at the root of the main document."""
        self.inventory = inventory
        self.survey = survey
        self.flattener = flattener
        root = inventory.root.value
        self.root: dict[str, Any] = root if type(root) is dict else {}
        self.requests: list[Written] = []
        self.responses: list[Written] = []
        self._known: set[tuple[str, Spot]] = set()
        paths = self.root.get("paths")
        self.paths: dict[str, Any] = paths if type(paths) is dict else {}
        self.servers = _servers(self.root)
        self._collections = {
            path.rpartition("/")[0] for path in map(str, self.paths) if path.rpartition("/")[2].startswith("{")
        }

    def walk(self) -> None:
        """Note all parts.

        Raises:
            TooLargeError: with all references it takes too much work.
        """
        for path, written in self.paths.items():
            spot = Spot(self.inventory.root.uri, ("paths", path))
            item, place = meaning(self.inventory, written, spot)
            if type(item) is dict and type(path) is str and not path.startswith("x-"):
                address = read_address(path)
                self._note_path(address, item, spot=spot)
                shared = self._parameters(item, place)
                for method, value in item.items():
                    if method in METHODS:
                        operation, where = meaning(self.inventory, value, below(place, method))
                        if type(operation) is dict:
                            self._operation(address, method, (operation, where), shared=shared)

    def _note_path(self, address: Address, item: dict[str, Any], *, spot: Spot) -> None:
        segments = address.segments
        facts = {
            "levels": address.levels,
            "servers": self.servers,
            "segments": [each.text for each in segments],
            "verb": address.verb,
            "methods": [method for method in item if method in METHODS],
        }
        self.survey.add("path", address.text, facts, spot=spot)
        for index, each in enumerate(segments):
            if not each.literal:
                continue
            after = segments[index + 1] if index + 1 < len(segments) else None
            view = {
                "index": index,
                "last": after is None,
                "collection": after is not None and bool(after.variable),
                "methods": facts["methods"] if after is None else [],
                "after": segments[index - 1].text if index else "",
            }
            self.survey.add("segment", each.text, view, spot=spot)

    def _operation(
        self, address: Address, method: str, written: Written, *, shared: list[tuple[dict[str, Any], Spot]]
    ) -> None:
        operation, spot = written
        own = self._parameters(operation, spot)
        parameters = {(each["in"], each["name"]): each for each, _ in [*shared, *own]}
        responses = self._responses(operation, spot)
        body = self._body(operation, parameters, spot)
        view: dict[str, Any] = {
            **{key: operation[key] for key in _FACTS if key in operation},
            "method": method,
            "path": address.text,
            "last": address.segments[-1].text if address.segments else "",
            "item": address.item,
            "verb": address.verb,
            "secured": bool(operation.get("security", self.root.get("security"))),
            "explicit": "security" in operation or "security" in self.root,
            "body": body,
            "codes": list(responses),
            "responses": {code: each for code, (each, _) in responses.items()},
            "query": _named(parameters, "query"),
            "headers": {name.lower(): each for name, each in _named(parameters, "header").items()},
        }
        view["success"] = next((view["responses"][code] for code in responses if code.startswith("2")), None)
        view["kind"] = self._kind(address, view)
        self.survey.add("operation", f"{method.upper()} {address.text}", view, spot=spot)
        facts = {key: view[key] for key in ("method", "path", "kind", "verb")}
        for each, place in [*shared, *own]:
            kind = _PLACES.get(each["in"], "")
            if kind and (kind, place) not in self._known:
                self._known.add((kind, place))
                self.survey.add(kind, each["name"], {**each, **facts}, spot=place)
        for code, (each, place) in responses.items():
            self._note_response(code, {**each, **facts}, place)

    def _note_response(self, code: str, view: dict[str, Any], place: Spot) -> None:
        name = f"{view['method'].upper()} {view['path']} {code}"
        self.survey.add("response", name, {**view, "status": code}, spot=place)
        for header, schema in view["written"].items():
            if ("response-header", below(place, "headers", header)) not in self._known:
                self._known.add(("response-header", below(place, "headers", header)))
                self.survey.add("response-header", header, schema, spot=below(place, "headers", header))

    def _kind(self, address: Address, view: dict[str, Any]) -> str:
        """Tell what an operation does to a resource or a collection, or ``other``."""
        method = view["method"]
        if address.verb:
            return "custom"
        if address.item:
            return {"get": "get", "put": "replace", "patch": "update", "delete": "delete"}.get(method, "other")
        success = view["success"]
        # A singular name in front of a variable may be a resource of its own: /user beside /user/{id}.
        plural = bool(address.segments) and is_plural(view["last"])
        inside = address.text in self._collections
        if method == "get" and plural and (inside or (success is not None and success["type"] == "array")):
            return "list"
        if method == "post" and inside:
            return "create"
        return "other"

    def _parameters(self, holder: dict[str, Any], spot: Spot) -> list[tuple[dict[str, Any], Spot]]:
        written, place = meaning(self.inventory, holder.get("parameters"), below(spot, "parameters"))
        found = []
        for index, each in enumerate(written if type(written) is list else ()):
            self.flattener.spend(1)
            value, where = meaning(self.inventory, each, below(place, index))
            if type(value) is dict and type(value.get("name")) is str and type(value.get("in")) is str:
                schema = value.get("schema", value)
                if type(value.get("schema")) is dict:
                    self.requests.append((schema, below(where, "schema")))
                if value["in"] == "body":
                    self._old_media(holder.get("consumes", self.root.get("consumes")), schema, where, role="request")
                flat = {key: each for key, each in self.flattener.flat(schema).items() if key != "description"}
                found.append(({**flat, **members(value), "required": value.get("required") is True}, where))
        return found

    def _body(
        self, operation: dict[str, Any], parameters: dict[tuple[str, str], dict[str, Any]], spot: Spot
    ) -> dict[str, Any] | None:
        for (place, _), each in parameters.items():
            if place == "body":
                media = operation.get("consumes", self.root.get("consumes"))
                return {"required": each["required"], "media": _texts(media), **self._shape(each.get("schema"))}
        if "requestBody" not in operation:
            return None
        body, where = meaning(self.inventory, operation["requestBody"], below(spot, "requestBody"))
        if type(body) is not dict:
            return None
        return {"required": body.get("required") is True, **self._content(body, where, role="request")}

    def _responses(self, operation: dict[str, Any], spot: Spot) -> dict[str, tuple[dict[str, Any], Spot]]:
        written = operation.get("responses")
        found: dict[str, tuple[dict[str, Any], Spot]] = {}
        for code, each in written.items() if type(written) is dict else ():
            self.flattener.spend(1)
            value, where = meaning(self.inventory, each, below(spot, "responses", code))
            if type(value) is not dict or str(code).startswith("x-"):
                continue
            facts = self._content(value, where, role="response")
            if "schema" in value:
                self.responses.append((value["schema"], below(where, "schema")))
                media = operation.get("produces", self.root.get("produces"))
                self._old_media(media, value["schema"], where, role="response")
                facts = {"media": _texts(media), **self._shape(value["schema"])}
            facts.update(description=value.get("description", ""), **self._headers(value))
            # The key is where the finding belongs: the same response may be fine under another status.
            found[str(code)] = (facts, below(spot, "responses", code) if where.path[:1] != ("paths",) else where)
        return found

    def _old_media(self, media: Any, schema: Any, spot: Spot, *, role: str) -> None:
        """Note the media types of a schema of OpenAPI 2.0, where they stand apart from it."""
        if ("media", spot) not in self._known:
            self._known.add(("media", spot))
            for name in _texts(media):
                self.flattener.spend(1)
                self.survey.add("media", name, {"role": role, **self._shape(schema)}, spot=below(spot, "schema"))

    def _headers(self, response: dict[str, Any]) -> dict[str, Any]:
        written = response.get("headers")
        found: dict[str, dict[str, Any]] = {}
        for name, each in written.items() if type(written) is dict else ():
            self.flattener.spend(1)
            header = self.flattener.meaning(each)
            if type(header) is dict:
                found[str(name)] = {**self.flattener.flat(header.get("schema", header)), **members(header)}
        return {"headers": {name.lower(): each for name, each in found.items()}, "written": found}

    def _content(self, holder: dict[str, Any], spot: Spot, *, role: str) -> dict[str, Any]:
        written = holder.get("content")
        content: dict[str, Any] = written if type(written) is dict else {}
        names = [str(each) for each in content]
        chosen: Any = None
        for name, each in zip(names, content.values(), strict=True):
            self.flattener.spend(1)
            media, place = meaning(self.inventory, each, below(spot, "content", name))
            schema = media.get("schema") if type(media) is dict else None
            if type(schema) is dict:
                (self.requests if role == "request" else self.responses).append((schema, below(place, "schema")))
                chosen = schema if chosen is None or ("json" in name and "patch" not in name) else chosen
            if ("media", place) not in self._known:
                self._known.add(("media", place))
                self.survey.add("media", name, {"role": role, **self._shape(schema)}, spot=place)
        return {"media": names, **self._shape(chosen)}

    def _shape(self, schema: Any) -> dict[str, Any]:
        flat = self.flattener.flat(schema)
        needed = flat.get("required")
        return {
            "type": flat.get("type"),
            "format": flat.get("format"),
            "fields": self.flattener.fields(schema) if type(schema) is dict else {},
            "needed": needed if type(needed) is list else [],
            "described": bool(flat),
        }


def _servers(root: dict[str, Any]) -> list[str]:
    """Give the addresses of the servers as written; of OpenAPI 2.0 the base path."""
    written = root.get("servers")
    found = [each.get("url") for each in written if type(each) is dict] if type(written) is list else []
    return [each for each in [*found, root.get("basePath")] if type(each) is str]


def _texts(value: Any) -> list[str]:
    return [each for each in value if type(each) is str] if type(value) is list else []


def _named(parameters: dict[tuple[str, str], dict[str, Any]], place: str) -> dict[str, dict[str, Any]]:
    return {name: each for (where, name), each in parameters.items() if where == place}
