"""Made values look like what their properties are named, within what their schemas allow."""

from __future__ import annotations

import pytest

from apiyard.core.json import Json
from apiyard.spec.hint_words import PETS
from apiyard.spec.sample import sample
from apiyard.spec.schema import Schema, Scope, schema_of


def made(properties: dict[str, Json], *, seed: int = 1) -> dict[str, Json]:
    schema = schema_of({"type": "object", "properties": properties})
    value = sample(schema, direction="response", seed=seed, natural=True)
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("seed", range(20))
def test_members_of_an_object_are_about_the_same_person_and_place(seed):
    text: Json = {"type": "string"}
    names = ("firstName", "last_name", "email", "city", "countryCode")
    value = made(dict.fromkeys(names, text), seed=seed)
    again = made(dict.fromkeys(names, text), seed=seed)
    assert value == again
    assert value["email"] == f"{value['firstName']}.{value['last_name']}@example.com".lower()
    assert len(str(value["countryCode"])) == 2


def test_what_is_created_is_older_than_what_is_changed():
    moment: Json = {"type": "string", "format": "date-time"}
    value = made({"updatedAt": moment, "createdAt": moment, "expires_at": moment})
    assert str(value["createdAt"]) < str(value["updatedAt"]) < str(value["expires_at"])


def test_a_name_is_that_of_what_has_it():
    held: Json = {"type": "object", "properties": {"name": {"type": "string"}}}
    value = made({"customer": held, "country": held})
    assert " " in str(value["customer"])
    assert any(name in str(value["country"]) for name in ("Norway", "Portugal", "Germany", "France", "Japan")) or any(
        name in str(value["country"]) for name in ("United States", "Ireland", "Peru")
    )


def test_a_component_says_what_its_members_are_about():
    pet: Json = {"type": "object", "properties": {"name": {"type": "string"}}}
    tree: Json = {"components": {"schemas": {"Pet": pet}}, "it": {"$ref": "#/components/schemas/Pet"}}
    held = Schema("/it", {"$ref": "#/components/schemas/Pet"}, Scope(tree))
    names = {str(sample(held, direction="response", seed=seed, natural=True)) for seed in range(30)}
    assert names <= {str({"name": name}) for name in PETS}


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("email", {"type": "string", "maxLength": 3}),
        ("email", {"type": "string", "pattern": "^[0-9]{4}$"}),
        ("price", {"type": "number", "maximum": 2}),
        ("age", {"type": "integer", "multipleOf": 100}),
        ("status", {"type": "string", "enum": ["lost"]}),
        ("city", {"type": "string", "not": {"enum": ["Bergen", "Porto", "Cusco", "Lyon", "Galway", "Leipzig"]}}),
        ("id", {"type": "string", "format": "uuid"}),
    ],
)
def test_the_schema_wins(name, schema):
    for seed in range(12):
        value = made({name: schema}, seed=seed)
        assert name not in value or schema_of(schema).is_valid(value[name])


def test_without_the_wish_nothing_changes():
    schema = schema_of({"type": "object", "properties": {"email": {"type": "string"}}})
    assert "@" not in str(sample(schema, direction="response", seed=1))


def test_a_map_is_shown_with_a_member():
    schema = schema_of({"type": "object", "additionalProperties": {"type": "integer"}})
    assert sample(schema, direction="response") == {}
    assert len(str(sample(schema, direction="response", natural=True))) > 2
