"""Group findings by their root cause, for people; programs get each finding by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from apiyard.core.finding import Severity
from apiyard.core.noun import dataclass
from apiyard.design.reach import Reach, Unit, is_component, name_of, unit_of
from apiyard.design.report import ORDER, Remark

_MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Findings with one root cause.

    Args:
        rule: the rule that speaks.
        severity: how bad the worst of them is.
        message: what is wrong; with several messages, the first.
        remarks: the findings in order.
        component: the shared component they all stand in, such as ``components/schemas/Pet``; empty for none.
        operations: the first operations that the places reach, such as ``GET /pets``, in the order of the document.
        reached: how many operations they reach altogether.
        all_operations: whether that is every operation of the document.
    """

    rule: str
    severity: Severity
    message: str
    remarks: tuple[Remark, ...]
    component: str = ""
    operations: tuple[str, ...] = ()
    reached: int = 0
    all_operations: bool = False


def group(remarks: Iterable[Remark], main: str = "", *, reach: Callable[[], Reach] | None = None) -> tuple[Group, ...]:
    """Group findings: the same message of a rule once, then what a rule says about one shared component once.

    Args:
        remarks: the findings in order.
        main: the name of the main document; other documents hold shared parts.
        reach: gives the references between the parts of the contract; asked only when a component has a finding.

    Returns:
        The groups: the worst first, then those with the most findings, then by place.
    """
    by_message: dict[tuple[str, str], list[Remark]] = {}
    for each in remarks:
        by_message.setdefault((each.finding.rule, each.finding.message), []).append(each)
    found: dict[tuple[object, ...], list[Remark]] = {}
    for key, listed in by_message.items():
        unit = _unit(listed[0])
        single = len(listed) == 1 and is_component(unit, main)
        found.setdefault((key[0], unit) if single else key, []).extend(listed)
    groups = [_group(listed, main, reach) for listed in found.values()]
    first = {id(each): number for number, each in enumerate(groups)}
    return tuple(sorted(groups, key=lambda each: (ORDER.index(each.severity), -len(each.remarks), first[id(each)])))


def _unit(remark: Remark) -> Unit:
    return unit_of(remark.finding.location.document, remark.path)


def _group(remarks: list[Remark], main: str, reach: Callable[[], Reach] | None) -> Group:
    units = dict.fromkeys(map(_unit, remarks))
    shared = [unit for unit in units if is_component(unit, main)]
    known = reach() if reach is not None and shared else Reach()
    mask = 0
    for unit in shared if known.operations else ():
        mask |= known.reached(unit)
    first = remarks[0].finding
    return Group(
        rule=first.rule,
        severity=min((each.finding.severity for each in remarks), key=ORDER.index),
        message=first.message,
        remarks=tuple(remarks),
        component=name_of(shared[0]) if len(units) == len(shared) == 1 else "",
        operations=known.named(mask, _MOST_NAMED),
        reached=mask.bit_count(),
        all_operations=1 < len(known.operations) == mask.bit_count(),
    )
