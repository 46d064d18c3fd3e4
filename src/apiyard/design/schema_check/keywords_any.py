"""Keywords for values of any type."""

from __future__ import annotations

from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.design.schema_check.node import Node
from apiyard.design.schema_check.references import refers
from apiyard.design.schema_check.run import Check, Place, Run, Seen
from apiyard.design.schema_check.values import equal, same, shown


def const(node: Node) -> Check:
    """Equal to one value (JSON Schema Validation, 6.1.3)."""
    allowed, report = node.value, node.report()
    message = "must be equal to constant"

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        return equal(run, value, allowed) or report(run, place, message, allowedValue=allowed)

    return check


def enum(node: Node) -> Check:
    """Equal to one of several values (JSON Schema Validation, 6.1.2)."""
    allowed, report = node.value, node.report()
    if not isinstance(allowed, list) or not allowed:
        raise InvalidInputError("enum holds at least one value", where=f"{node.schema_path[1:]}/enum")
    texts = frozenset(each for each in allowed if isinstance(each, str))
    deep = [each for each in allowed if isinstance(each, dict | list)]
    plain = [each for each in allowed if not isinstance(each, str | dict | list)]

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        if isinstance(value, str):
            good = value in texts
        elif isinstance(value, dict | list):
            good = any(equal(run, value, each) for each in deep)
        else:
            good = any(same(value, each) for each in plain)
        return good or report(run, place, "must be equal to one of the allowed values", allowedValues=allowed)

    return check


def negation(node: Node) -> Check:
    """Not of another schema (Core, 10.2.1.4)."""
    report = node.report()
    message = "must NOT be valid"
    if node.always(node.value):
        return lambda run, place, seen: report(run, place, message)
    inner = node.sub(composite=True, quiet=True)

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        start = len(run.errors)
        if inner(run, place, None):
            return report(run, place, message)
        del run.errors[start:]
        return True

    return check


def any_of(node: Node) -> Check | None:
    """Of at least one of several schemas (Core, 10.2.1.2)."""
    later = node.maker.dialect.later
    if not later and any(node.always(each) for each in node.value):
        return None
    inner = [node.sub(index, composite=True) for index in range(len(node.value))]
    report = node.report(extra=True)

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        start, good = len(run.errors), False
        for each in inner:
            own = Seen() if seen is not None else None
            if each(run, place, own):
                good = True
                if own is None or seen is None:
                    break
                seen.add(own)
        if not good:
            return report(run, place, "must match a schema in anyOf")
        del run.errors[start:]
        return True

    return check


def one_of(node: Node) -> Check:
    """Of exactly one of several schemas (Core, 10.2.1.3)."""
    inner = [node.sub(index, composite=True) for index in range(len(node.value))]
    report = node.report(extra=True)

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        start = len(run.errors)
        passing: list[int] = []
        for index, each in enumerate(inner):
            own = Seen() if seen is not None else None
            if each(run, place, own):
                passing.append(index)
                if len(passing) > 1:
                    break
                if own is not None and seen is not None:
                    seen.add(own)
        if len(passing) != 1:
            return report(run, place, "must match exactly one schema in oneOf", passingSchemas=passing or None)
        del run.errors[start:]
        return True

    return check


def all_of(node: Node) -> Check:
    """Of all of several schemas (Core, 10.2.1.1)."""
    inner = [node.sub(index) for index, each in enumerate(node.value) if not node.always(each)]
    go_on = node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        good = True
        for each in inner:
            if not each(run, place, seen):
                good = False
                if not go_on:
                    break
        return good

    return check


def condition(node: Node) -> Check | None:
    """Of one schema or another, as a third says (Core, 10.2.2)."""
    schema = node.schema
    branches: dict[str, Check] = {
        name: node.maker.check(schema[name], node.mode, f"{node.schema_path}/{name}")
        for name in ("then", "else")
        if name in schema and not node.always(schema[name])
    }
    if not branches:
        return None
    question = node.sub(composite=True, quiet=True)
    report = node.report(extra=True)

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        start = len(run.errors)
        name = "then" if question(run, place, seen) else "else"
        del run.errors[start:]
        branch = branches.get(name)
        if branch is None:
            return True
        own = Seen() if seen is not None else None
        if branch(run, place, own):
            if seen is not None and own is not None:
                seen.add(own)
            return True
        return report(run, place, f'must match "{name}" schema', failingKeyword=name)

    return check


def reference(node: Node) -> Check:
    """Of another schema (Core, 8.2.3.1)."""
    target = node.maker.references.find(node.schema, node.value)
    if target is not node.maker.references.root and not refers(target):
        return node.maker.check(target, node.mode, node.value)
    return called(node, node.maker.call(target, node.mode))


def called(node: Node, call: Check) -> Check:
    """Check on its own what a reference means; what held once for the target of a reference is not checked again."""

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        if seen is not None or not isinstance(value, dict | list):
            return call(run, place, seen)
        key = (id(value), id(call))
        if key in run.passed:
            return True
        good = call(run, place, seen)
        if good:
            run.passed[key] = value
        return good

    return check


def dynamic_reference(node: Node) -> Check:
    """Of the outermost schema with an anchor (Core, 8.2.3.2), or of the whole one."""
    if not isinstance(node.value, str) or not node.value.startswith("#"):
        where = f"{node.schema_path[1:]}/{node.keyword}"
        raise InvalidInputError("a dynamic reference is a fragment", where=where, piece=str(node.value))
    anchor = node.value[1:]
    references = node.maker.references
    if node.keyword == "$dynamicRef" and anchor not in references.dynamic:
        return reference(node)
    fallback = node.maker.call(references.root, node.mode)

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        target: Check = run.anchors.get(anchor, fallback)
        return target(run, place, seen)

    return check


def dynamic_anchor(node: Node) -> Check | None:
    """Name a schema for dynamic references; the outermost one wins (Core, 8.2.2)."""
    if node.keyword == "$recursiveAnchor":
        if node.value is not True:
            return None
        anchor = ""
    else:
        anchor = node.value
    call = node.maker.call(node.schema, node.mode)

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        run.anchors.setdefault(anchor, call)
        return True

    return check


def limit_message(word: str, limit: Any) -> str:
    """Give the message of a limit."""
    return f"must be {word} {shown(limit)}"
