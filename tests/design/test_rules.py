"""Rules keep their own examples."""

from __future__ import annotations

import pytest

from apiyard.core.errors import ApiyardError
from apiyard.design.contract_rule import rules
from apiyard.design.lint_contract import lint
from apiyard.spec.load import contract_from_bytes


def found(document, **settings):
    contract = contract_from_bytes(document.encode(), uri="example.yaml")
    return lint(contract, rules=settings or None)


CASES = [(rule, document) for rule in rules().values() for document in rule.good]
BROKEN = [(rule, document) for rule in rules().values() for document in rule.bad]


def test_there_are_five_rules():
    assert list(rules()) == [
        "error-responses-problem-json",
        "examples-valid",
        "operation-id-unique",
        "path-params-declared",
        "security-defined",
    ]


@pytest.mark.parametrize(("rule", "document"), CASES, ids=[rule.id for rule, _ in CASES])
def test_good_documents_have_no_finding(rule, document):
    assert found(document) == ()


@pytest.mark.parametrize(("rule", "document"), BROKEN, ids=[rule.id for rule, _ in BROKEN])
def test_bad_documents_have_a_finding_with_its_line(rule, document):
    findings = found(document)
    assert {each.rule for each in findings} == {rule.id}
    assert all(each.location.line > 1 and each.severity is rule.severity for each in findings)
    assert findings == found(document)


def test_rules_can_be_left_out_and_set():
    document = rules()["operation-id-unique"].bad[1]
    assert found(document, **{"operation-id-unique": False}) == ()
    assert found(document, **{"operation-id-unique": {"required": False}}) == ()
    (finding,) = found(document, **{"operation-id-unique": {"severity": "hint"}})
    assert finding.severity == "hint"


@pytest.mark.parametrize(
    "settings",
    [
        {"operation-id-uniqe": False},
        {"operation-id-unique": {"requird": True}},
        {"security-defined": {"severity": "x"}},
    ],
)
def test_unknown_words_name_the_nearest(settings):
    with pytest.raises(ApiyardError) as caught:
        found(rules()["security-defined"].good[0], **settings)
    assert caught.value.hint


def test_a_schema_that_cannot_be_used_is_a_finding_and_the_rest_goes_on():
    document = (
        rules()["operation-id-unique"]
        .bad[0]
        .replace("description: Pets.", "description: Pets., content: {application/json: {schema: {type: nonsense}}}")
    )
    assert [each.rule for each in found(document)] == ["contract", "operation-id-unique"]
