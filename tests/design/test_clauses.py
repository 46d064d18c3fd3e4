"""Rules after a guideline say which clause of it they stand for."""

from __future__ import annotations

import re

import pytest

from apiyard.design.rule import rules

GUIDELINES = {
    "zalando": (r"Zalando (\d+)", "https://opensource.zalando.com/restful-api-guidelines/#{}"),
    "aip": (r"AIP-(\d+)", "https://google.aip.dev/{}"),
}


@pytest.mark.parametrize("group", GUIDELINES)
def test_every_rule_names_its_clause_and_where_it_stands(group: str) -> None:
    """The clause is a number of the guideline, and the address leads to it."""
    form, address = GUIDELINES[group]
    assert rules(group)
    for rule in rules(group).values():
        clause = re.fullmatch(form, rule.clause)
        assert clause, rule.id
        assert rule.documentation_url == address.format(clause[1]), rule.id
        assert rule.name.startswith(f"{group}-"), rule.id
