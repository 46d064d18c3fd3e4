"""The first draft of a contract is a good one."""

from __future__ import annotations

import itertools

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.core.names import ApiName
from apiyard.design.draft import Auth, Pages, Wish, draft
from apiyard.spec.load import contract_from_bytes


def contract_of(wish):
    return contract_from_bytes(draft(wish).encode(), uri="draft.yaml")


@pytest.mark.parametrize(("auth", "pages"), list(itertools.product(Auth, Pages)))
def test_each_kind_loads_with_five_operations(auth, pages):
    contract = contract_of(Wish(ApiName("order-lines"), auth=auth, pages=pages))
    assert {each.id for each in contract.operations} == {
        "listOrderLines",
        "createOrderLine",
        "getOrderLine",
        "updateOrderLine",
        "deleteOrderLine",
    }
    assert bool(contract.security_schemes) is (auth is not Auth.NONE)
    assert all(bool(each.security) is (auth is not Auth.NONE) for each in contract.operations)


@pytest.mark.parametrize(
    ("resource", "schema", "id_"),
    [
        ("stories", "Story", "storyId"),
        ("boxes", "Box", "boxId"),
        ("news", "New", "newId"),
        ("glass", "Glass", "glassId"),
        ("house-keys", "HouseKey", "houseKeyId"),
    ],
)
def test_names_follow_the_resource(resource, schema, id_):
    contract = contract_of(Wish(ApiName("a"), resource=resource))
    assert schema in contract.tree["components"]["schemas"]
    assert f"/{resource}/{{{id_}}}" in contract.tree["paths"]


def test_words_from_outside_stay_words():
    contract = contract_of(Wish(ApiName("a"), title='"}: <<words>> \n- x', contact='a"@b'))
    assert contract.title == '"}: <<words>> \n- x'


@pytest.mark.parametrize(
    "wish", [{"resource": "../x"}, {"resource": "Orders"}, {"server": "http://x"}, {"server": "a\nb"}]
)
def test_what_is_no_name_is_refused(wish):
    with pytest.raises(InvalidInputError):
        draft(Wish(ApiName("a"), **wish))
