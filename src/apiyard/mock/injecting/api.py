"""The rules of faults over HTTP: list, replace, add, take away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.options import Dotted, read_options, write_options
from apiyard.mock.control import Handler, json_of, json_reply, not_allowed
from apiyard.mock.injecting.inject import Faults, Kept
from apiyard.mock.injecting.rule import FaultOptions, Rule
from apiyard.spec.exchange import Reply, Request

_DEFAULT = {**write_options(Rule(delay=1)), "delay": 0}


def faults_api(faults: Faults, operations: Callable[[], Collection[str]] | None = None) -> Handler:
    """Give what answers below ``/__apiyard/faults``.

    ``GET`` lists the rules with what they struck, ``PUT`` takes a list of rules in their place, or what can stand in
    the section ``faults`` of a settings file, ``POST`` adds one, ``DELETE`` takes all away.

    Args:
        faults: what injects them.
        operations: gives the ids of all operations; without it rules may be about any.

    Returns:
        The handler for `apiyard.mock.control.Control`.
    """

    def check(rules: tuple[Rule, ...]) -> None:
        if operations is not None:
            for at, rule in enumerate(rules):
                rule.check_operation(operations(), f"rules.{at}.operation")

    def read(held: Json) -> tuple[Rule, ...]:
        rules = read_rules(held)
        check(rules)
        return rules

    def handle(request: Request) -> Reply:
        method = request.method.upper()
        if method == "PUT":
            held = json_of(request)
            if isinstance(held, Mapping) and held:
                before = {"header": faults.options.header, "seed": faults.options.seed}
                options = read_options(FaultOptions, {**before, **held}, where=Dotted("faults"))
                check(options.rules)
                faults.configure(options)
            else:
                faults.set(read(held))
        elif method == "POST":
            faults.add(read([json_of(request)])[0])
        elif method == "DELETE":
            faults.set(())
            return Reply(204)
        elif method not in {"GET", "HEAD"}:
            return not_allowed("GET", "PUT", "POST", "DELETE")
        return json_reply({"header": faults.options.header, "rules": [_shown(kept) for kept in faults.kept]})

    return handle


def read_rules(held: Json) -> tuple[Rule, ...]:
    """Read rules from plain data.

    Args:
        held: a list of mappings.

    Returns:
        The rules.

    Raises:
        InvalidInputError: it is no list, or a rule is wrong.
        UnknownNameError: a rule has an option that nobody knows, or an unknown fault.
    """
    if not isinstance(held, list):
        raise InvalidInputError("rules are a list", piece=type(held).__name__)
    return tuple(read_options(Rule, each, where=Dotted(f"rules.{at}")) for at, each in enumerate(held))


def _shown(kept: Kept) -> Mapping[str, Any]:
    written = {name: value for name, value in write_options(kept.rule).items() if value != _DEFAULT[name]}
    return {**written, "meant": kept.meant, "struck": kept.struck}
