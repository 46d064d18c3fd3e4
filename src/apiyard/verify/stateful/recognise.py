"""From the paths of a contract to the sorts of things that its service keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.verify.stateful.resource import Resource

_VARIABLE = re.compile(r"\{([^{}/]+)\}")

_Methods = Mapping[str, Operation]


def recognise(contract: Contract) -> tuple[Resource, ...]:
    """Find the sorts of things, parents before what is in them.

    A path that ends in a variable is the path of one thing; the path before it is that of all of them. No link is
    needed for it: that is how paths are written (RFC 3986, section 3.3: segments are for hierarchies).

    Args:
        contract: the contract.

    Returns:
        The resources, in the order of the contract and of the depth of their paths.
    """
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in contract.operations:
        path = operation.path.partition("?")[0].rstrip("/")
        by_path.setdefault(path, {})[operation.method] = operation
    found: dict[str, Resource] = {}
    for path in _with_parents(by_path):
        head, _, last = path.rpartition("/")
        variable = _VARIABLE.fullmatch(last)
        whole = path in by_path or not any(other.startswith(f"{path}/{{") for other in by_path)
        if variable and whole and head and head not in found and not _VARIABLE.fullmatch(head.rpartition("/")[2]):
            found[head] = _resource(by_path, head, variable[1])
    for path, methods in by_path.items():
        if {"get", "post"} <= methods.keys() and path not in found and not path.endswith("}") and "{" not in path:
            found[path] = _resource(by_path, path, "")
    return tuple(sorted(found.values(), key=lambda each: each.collection.count("/")))


def _with_parents(paths: Iterable[str]) -> list[str]:
    """Give the paths with all before them that end in a variable."""
    out: dict[str, None] = {}
    for path in paths:
        segments = path.split("/")
        for count in range(2, len(segments) + 1):
            if segments[count - 1].startswith("{"):
                out["/".join(segments[:count])] = None
    return list(out)


def _resource(by_path: Mapping[str, _Methods], collection: str, key: str) -> Resource:
    none: _Methods = {}
    every = by_path.get(collection, none)
    one = by_path.get(f"{collection}/{{{key}}}", none) if key else none
    return Resource(
        name=collection.rpartition("/")[2],
        collection=collection,
        key=key,
        parents=tuple(_VARIABLE.findall(collection)),
        create=every.get("post"),
        list=every.get("get"),
        read=one.get("get"),
        replace=one.get("put"),
        change=one.get("patch"),
        remove=one.get("delete"),
        actions=tuple(_actions(by_path, f"{collection}/{{{key}}}/")) if key else (),
    )


def _actions(by_path: Mapping[str, _Methods], start: str) -> Iterable[Operation]:
    for path, methods in by_path.items():
        below = path.removeprefix(start)
        if below == path or "{" in below or any(other.startswith(f"{path}/{{") for other in by_path):
            continue
        yield from (methods[method] for method in ("post", "put") if method in methods and "get" not in methods)
