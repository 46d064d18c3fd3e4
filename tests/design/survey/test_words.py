"""English words in names are judged, and what is not sure is let through."""

from __future__ import annotations

import pytest

from apiyard.design.survey.words import is_plural, is_singular, starts_with_verb, words


@pytest.mark.parametrize(
    "name", ["orders", "order-items", "people", "OrderLines", "metadata", "series", "starred", "ip6"]
)
def test_plurals_and_doubtful_names_pass(name: str) -> None:
    """They are no singular."""
    assert is_plural(name)
    assert not is_singular(name)


@pytest.mark.parametrize("name", ["order", "orderItem", "address", "registry", "sales-status", "bus"])
def test_singulars_are_told(name: str) -> None:
    """They are no plural."""
    assert not is_plural(name)


def test_a_plural_inside_of_a_name_is_enough() -> None:
    """Such a name says that there may be many."""
    assert not is_singular("fields_due")
    assert not is_singular("ids_to_remove")
    assert is_singular("order_item")


@pytest.mark.parametrize("name", ["cancel", "createOrder", "get-orders", "approve"])
def test_verbs_are_told(name: str) -> None:
    """They order something to be done."""
    assert starts_with_verb(name)


@pytest.mark.parametrize("name", ["orders", "merge-requests", "delete-requests", "import", "updates", "", "{id}"])
def test_nouns_are_no_verbs(name: str) -> None:
    """Though some begin with a word that may be one."""
    assert not starts_with_verb(name)


def test_names_of_all_styles_have_the_same_words() -> None:
    """Numbers stand alone."""
    for name in ("orderItems2", "order-items-2", "order_items_2", "ORDER_ITEMS_2"):
        assert words(name) == ["order", "items", "2"]
