"""Find the schemas that contain themselves."""

from __future__ import annotations

from typing import Any

from apiyard.spec import pointer as pointers


def circles_of(tree: dict[str, Any], home: str) -> list[str]:
    """Give the names of schemas that can be reached from themselves by references.

    Strongly connected components are found by R. Tarjan's algorithm (SIAM Journal on Computing 1, 1972), without
    recursion.

    Args:
        tree: a tree whose references are internal.
        home: pointer of the object that holds the named schemas.

    Returns:
        The names in order.
    """
    held = pointers.get(tree, home)
    graph = {name: _targets(node, home) for name, node in held.items()} if isinstance(held, dict) else {}
    found = {name for group in _groups(graph) for name in group if len(group) > 1 or name in graph[name]}
    return [name for name in graph if name in found]


def _targets(value: Any, home: str) -> set[str]:
    found = set()
    prefix = "#" + home + "/"
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            ref = node.get("$ref")
            if isinstance(ref, str) and ref.startswith(prefix):
                token = pointers.from_fragment(ref[len(prefix) :]).partition("/")[0]
                found.add(pointers.unescape(token))
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return found


def _groups(graph: dict[str, set[str]]) -> list[list[str]]:
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    place: dict[str, int] = {}
    on_path: set[str] = set()
    groups: list[list[str]] = []
    for start, targets in graph.items():
        work = [(start, iter(sorted(targets & graph.keys())))] if start not in number else []
        while work:
            name, rest = work[-1]
            if name not in number:
                number[name] = low[name] = len(number)
                place[name] = len(path)
                path.append(name)
                on_path.add(name)
            below = next(rest, None)
            if below is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == number[name]:
                    at = place[name]
                    groups.append(path[at:])
                    on_path -= set(path[at:])
                    del path[at:]
            elif below not in number:
                work.append((below, iter(sorted(graph[below] & graph.keys()))))
            elif below in on_path:
                low[name] = min(low[name], number[below])
    return groups
