"""Keywords for objects."""

from __future__ import annotations

import operator
from collections.abc import Callable

from apiyard.design.schema_check.keywords_text import compiled
from apiyard.design.schema_check.node import Node, Report
from apiyard.design.schema_check.run import Check, Place, Run, Seen
from apiyard.design.schema_check.values import in_order, shown


def member_at(run: Run, place: Place, key: str) -> Place:
    """Give the place of a member, behind its reference."""
    member = place[2][key]
    if type(member) is dict and "$ref" in member:
        member = run.meaning(member, place)
    return (place, key, member)


def count(node: Node) -> Check:
    """Not more or fewer than some properties (JSON Schema Validation, 6.5.1 and 6.5.2)."""
    limit, report = node.value, node.report()
    good, word = (operator.le, "more") if node.keyword.startswith("max") else (operator.ge, "fewer")
    message = f"must NOT have {word} than {shown(limit)} properties"

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        return good(len(value), limit) or report(run, place, message, limit=limit)

    return check


def required(node: Node) -> Check:
    """Properties that must be there (JSON Schema Validation, 6.5.3)."""
    names, report = list(node.value), node.report()
    go_on = node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        good = True
        for name in names:
            if name not in value:
                good = report(run, place, f"must have required property '{name}'", missingProperty=name)
                if not go_on:
                    break
        return good

    return check


def property_names(node: Node) -> Check | None:
    """Names of a schema (Core, 10.3.2.4)."""
    if node.always(node.value):
        return None
    inner = node.sub(composite=True)
    report = node.report(extra=True)
    go_on = node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        good = True
        for name in in_order(value):
            if not inner(run, (place[0], place[1], name), None):
                good = report(run, place, "property name must be valid", propertyName=name)
                if not go_on:
                    break
        return good

    return check


def _extra(node: Node) -> Callable[[str], bool]:
    """Give the test for names that neither ``properties`` nor ``patternProperties`` know."""
    known = frozenset(node.schema.get("properties") or ())
    searches = [compiled(node, each).search for each in node.schema.get("patternProperties") or ()]
    if not searches:
        return lambda name: name not in known
    return lambda name: name not in known and not any(search(name) for search in searches)


def additional_properties(node: Node) -> Check | None:
    """Properties that no other keyword beside it names (Core, 10.3.2.3)."""
    if node.always(node.value):
        return None
    extra = _extra(node)
    if node.value is False:
        report = node.report()

        def refuse(run: Run, name: str, place: Place) -> bool:
            return report(run, place, "must NOT have additional properties", additionalProperty=name)

        return _over(extra, refuse, go_on=node.mode.all_errors)
    inner = node.sub()
    return _over(extra, _into(inner), go_on=node.mode.all_errors)


def _into(inner: Check) -> Callable[[Run, str, Place], bool]:
    def ask(run: Run, name: str, place: Place) -> bool:
        there = member_at(run, place, name)
        return inner(run, there, None)

    return ask


def _over(wanted: Callable[[str], bool], ask: Callable[[Run, str, Place], bool], *, go_on: bool) -> Check:
    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        good = True
        for name in in_order(value):
            if wanted(name) and not ask(run, name, place):
                good = False
                if not go_on:
                    break
        return good

    return check


def properties(node: Node) -> Check:
    """Properties by name (Core, 10.3.2.1)."""
    inner = {name: node.sub(name) for name in in_order(node.value) if not node.always(node.value[name])}
    go_on = node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        good = True
        for name, each in inner.items():
            if name in value:
                there = member_at(run, place, name)
                if not each(run, there, None):
                    good = False
                    if not go_on:
                        break
        return good

    return check


def pattern_properties(node: Node) -> Check | None:
    """Properties by a pattern of their names (Core, 10.3.2.2)."""
    if not node.maker.dialect.later and all(node.always(each) for each in node.value.values()):
        return None
    rules = [
        (compiled(node, source).search, None if node.always(each) else node.sub(source))
        for source, each in node.value.items()
    ]
    go_on = node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        good = True
        for search, inner in rules:
            if not good and not go_on:
                break
            for name in in_order(value):
                if not search(name):
                    continue
                if seen is not None and seen.props is not None:
                    seen.props.add(name)
                if inner is not None:
                    there = member_at(run, place, name)
                    if not inner(run, there, None):
                        good = False
                        if not go_on:
                            break
        return good

    return check


def dependencies(node: Node) -> Check:
    """What must be there, or hold, when a property is there (draft 7, 6.5.7)."""
    names = {name: node.value[name] for name in in_order(node.value) if isinstance(node.value[name], list)}
    schemas = {
        name: node.sub(name) for name in in_order(node.value) if name not in names and not node.always(node.value[name])
    }
    report, go_on = node.report(), node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        good = _names(run, place, names=names, how=(report, go_on))
        if not good and not go_on:
            return False
        return _schemas(run, place, schemas=schemas, how=(seen, go_on)) and good

    return check


def dependent_required(node: Node) -> Check:
    """What must be there when a property is there (JSON Schema Validation, 6.5.4)."""
    names, how = {name: node.value[name] for name in in_order(node.value)}, (node.report(), node.mode.all_errors)
    return lambda run, place, seen: _names(run, place, names=names, how=how)


def dependent_schemas(node: Node) -> Check:
    """What must hold when a property is there (Core, 10.2.2.4)."""
    schemas = {name: node.sub(name) for name in in_order(node.value) if not node.always(node.value[name])}
    go_on = node.mode.all_errors
    return lambda run, place, seen: _schemas(run, place, schemas=schemas, how=(seen, go_on))


def _names(run: Run, place: Place, *, names: dict[str, list[str]], how: tuple[Report, bool]) -> bool:
    report, go_on = how
    good, value = True, place[2]
    for name, needed in names.items():
        if name not in value:
            continue
        missing = [each for each in needed if each not in value]
        word = "property" if len(needed) == 1 else "properties"
        message = f"must have {word} {', '.join(needed)} when property {name} is present"
        for each in missing:
            good = report(
                run,
                place,
                message,
                property=name,
                missingProperty=each,
                depsCount=len(needed),
                deps=", ".join(needed),
            )
            if not go_on:
                return False
    return good


def _schemas(run: Run, place: Place, *, schemas: dict[str, Check], how: tuple[Seen | None, bool]) -> bool:
    seen, go_on = how
    good, value = True, place[2]
    for name, inner in schemas.items():
        if name not in value:
            continue
        own = Seen() if seen is not None else None
        if inner(run, place, own):
            if seen is not None and own is not None:
                seen.add(own)
            continue
        good = False
        if not go_on:
            break
    return good


def unevaluated_properties(node: Node) -> Check | None:
    """Properties that no other keyword has looked at (Core, 11.3)."""
    closed = node.value is False
    if not closed and node.always(node.value):
        return None
    report, go_on = node.report(), node.mode.all_errors
    into = None if closed else _into(node.sub())

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        known = seen.props if seen is not None else set()
        if known is None:
            return True
        good = True
        for name in in_order(value):
            if name in known:
                continue
            if into is None:
                good = report(run, place, "must NOT have unevaluated properties", unevaluatedProperty=name)
            elif not into(run, name, place):
                good = False
            if not good and not go_on:
                break
        return good

    return check
