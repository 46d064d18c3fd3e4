"""An OpenAPI document in, figures out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.noun import dataclass
from apiyard.design.circles import circles_of
from apiyard.spec.grammar import OPENAPI_2, OPENAPI_3
from apiyard.spec.pointer import join
from apiyard.spec.walk import walk


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some things have a property.

    Args:
        count: how many have it.
        of: how many there are.
    """

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures of a document with all its files.

    Args:
        version: the OpenAPI version it is written in.
        files: how many files it spans.
        size: bytes of all files.
        paths: how many paths.
        operations: how many operations.
        webhooks: how many webhooks.
        methods: operations by method.
        tags: how many tags operations use.
        parameters: how many parameters are written, by place (``query`` ...).
        request_bodies: how many request bodies are written.
        responses: responses by status.
        media_types: contents by media type.
        schemas: how many schemas are named.
        inline_schemas: how many schemas are written elsewhere, or inside others.
        properties: how many properties schemas have.
        largest_schema: the schema with most properties: its pointer and their number.
        depth: how deep schemas nest without following references.
        references: how many references there are.
        targets: how many different things they mean.
        external: how many of them lead to another file.
        circles: named schemas that contain themselves, by name.
        described: operations with a description.
        summarised: operations with a summary.
        named: operations with an id.
        tagged: operations with a tag.
        secured: operations that ask for credentials.
        deprecated: operations that are deprecated.
        described_parameters: parameters with a description.
        described_properties: properties with a description.
        examples: contents with an example.
        complexity: for each operation, on average, how many parameters, properties of bodies, and responses it has.
    """

    version: str
    files: int
    size: int
    paths: int
    operations: int
    webhooks: int
    methods: Mapping[str, int]
    tags: int
    parameters: Mapping[str, int]
    request_bodies: int
    responses: Mapping[str, int]
    media_types: Mapping[str, int]
    schemas: int
    inline_schemas: int
    properties: int
    largest_schema: tuple[str, int]
    depth: int
    references: int
    targets: int
    external: int
    circles: tuple[str, ...]
    described: Share
    summarised: Share
    named: Share
    tagged: Share
    secured: Share
    deprecated: Share
    described_parameters: Share
    described_properties: Share
    examples: Share
    complexity: float


def stats_of(tree: dict[str, Any], sizes: Mapping[str, int], external: int = 0) -> Stats:
    """Count what is in a document.

    Args:
        tree: the document as one tree, in the version it is written in.
        sizes: its files: bytes by name.
        external: how many references of its files lead to another file.

    Returns:
        The figures.
    """
    swagger = "swagger" in tree
    kinds: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for pointer, node, kind in walk(tree, grammar=OPENAPI_2 if swagger else OPENAPI_3):
        kinds.setdefault(kind, []).append((pointer, node))
    count = _Counts(tree, kinds, "/definitions" if swagger else "/components/schemas")
    references = list(_references(tree))
    operations = [node for pointer, node in kinds.get("operation", []) if pointer.startswith("/paths/")]
    schemas = [pointer for pointer, node in kinds.get("schema", []) if len(node) != 1 or "$ref" not in node]
    named = [pointer for pointer, _ in kinds.get("schema", []) if pointer.rpartition("/")[0] == count.home]
    paths = tree.get("paths")
    return Stats(
        version=str(tree.get("openapi", tree.get("swagger", ""))),
        files=len(sizes),
        size=sum(sizes.values()),
        paths=len([name for name in paths if not name.startswith("x-")]) if isinstance(paths, dict) else 0,
        operations=len(operations),
        webhooks=len(tree["webhooks"]) if isinstance(tree.get("webhooks"), dict) else 0,
        methods=_sorted(Counter(pointer.rpartition("/")[2] for pointer in count.operation_places())),
        tags=len({str(tag) for each in operations for tag in _list(each.get("tags"))}),
        parameters=_sorted(Counter(str(node["in"]) for _, node in kinds.get("parameter", []) if "in" in node)),
        request_bodies=count.bodies(),
        responses=_sorted(count.statuses()),
        media_types=_sorted(count.media_types()),
        schemas=len(named),
        inline_schemas=len(set(schemas) - set(named)),
        properties=sum(count.properties.values()),
        largest_schema=max(count.properties.items(), key=lambda each: each[1], default=("", 0)),
        depth=count.depth(),
        references=len(references),
        targets=len(set(references)),
        external=external,
        circles=tuple(circles_of(tree, count.home)),
        described=_share(operations, "description"),
        summarised=_share(operations, "summary"),
        named=_share(operations, "operationId"),
        tagged=_share(operations, "tags"),
        secured=Share(sum(bool(each.get("security", tree.get("security"))) for each in operations), len(operations)),
        deprecated=_share(operations, "deprecated"),
        described_parameters=_share(
            [node for _, node in kinds.get("parameter", []) if "$ref" not in node], "description"
        ),
        described_properties=count.described_properties(),
        examples=count.examples(),
        complexity=count.complexity(len(operations)),
    )


class _Counts:
    """Counts over the typed objects of a tree."""

    def __init__(self, tree: dict[str, Any], kinds: Mapping[str, list[tuple[str, dict[str, Any]]]], home: str) -> None:
        self.tree = tree
        self.kinds = kinds
        self.home = home
        self.properties = {
            pointer: len(node["properties"])
            for pointer, node in kinds.get("schema", [])
            if isinstance(node.get("properties"), dict)
        }

    def operation_places(self) -> Iterator[str]:
        return (pointer for pointer, _ in self.kinds.get("operation", []) if pointer.startswith("/paths/"))

    def bodies(self) -> int:
        old = len([1 for _, node in self.kinds.get("parameter", []) if node.get("in") == "body"])
        return old + sum("$ref" not in node for _, node in self.kinds.get("request-body", []))

    def statuses(self) -> Counter[str]:
        return Counter(
            pointer.rpartition("/")[2]
            for pointer, _ in self.kinds.get("response", [])
            if pointer.rpartition("/")[0].endswith("/responses") and pointer.startswith("/paths/")
        )

    def media_types(self) -> Counter[str]:
        found = Counter(
            pointer.rpartition("/")[2].replace("~1", "/") for pointer, _ in self.kinds.get("media-type", [])
        )
        for holder in (self.tree, *(node for _, node in self.kinds.get("operation", []))):
            if "swagger" in self.tree:
                found.update(str(each) for name in ("consumes", "produces") for each in _list(holder.get(name)))
        return found

    def depth(self) -> int:
        """Give how many schemas stand inside each other at most."""
        known: dict[str, int] = {}
        for pointer, _ in self.kinds.get("schema", []):  # parents come first
            above = pointer.rpartition("/")[0]
            while above and above not in known:
                above = above.rpartition("/")[0]
            known[pointer] = known.get(above, 0) + 1
        return max(known.values(), default=0)

    def described_properties(self) -> Share:
        members = [
            each
            for _, node in self.kinds.get("schema", [])
            if isinstance(node.get("properties"), dict)
            for each in node["properties"].values()
            if isinstance(each, dict) and "$ref" not in each
        ]
        return _share(members, "description")

    def examples(self) -> Share:
        contents = [node for _, node in self.kinds.get("media-type", [])]
        return Share(sum("example" in node or "examples" in node for node in contents), len(contents))

    def complexity(self, operations: int) -> float:
        parts = 0
        for pointer, node in self.kinds.get("operation", []):
            if pointer.startswith("/paths/"):
                responses = node.get("responses")
                parts += len(_list(node.get("parameters"))) + len(responses if isinstance(responses, dict) else ())
        parts += sum(number for pointer, number in self.properties.items() if "/requestBody/" in pointer)
        return round(parts / operations, 1) if operations else 0.0


def _references(tree: dict[str, Any]) -> Iterator[str]:
    stack: list[Any] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _share(nodes: list[dict[str, Any]], name: str) -> Share:
    return Share(sum(bool(node.get(name)) for node in nodes), len(nodes))


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def external_references(value: object) -> int:
    """Count the references of one file that lead to another.

    Args:
        value: the file's value.
    """
    return sum(not ref.startswith("#") for ref in _references({join("", ""): value}))
