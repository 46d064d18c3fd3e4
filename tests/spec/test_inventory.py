"""Documents as they are written, and what their references mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError, NotFoundError, TooLargeError
from apiyard.spec.flaw import DUPLICATE_KEY, KEY_NO_TEXT
from apiyard.spec.inventory import INVALID_REF, Inventory, Spot, inventory_of, inventory_of_bytes, open_inventory
from apiyard.spec.limits import Limits
from apiyard.spec.load import contract_from_bytes


def told(inventory: Inventory) -> list[tuple[str, str, int]]:
    """Give rule, pointer and line of all problems."""
    return [(each.rule, each.location.pointer, each.location.line) for each in inventory.problems]


def test_references_lead_through_chains_to_the_very_object() -> None:
    """The target is the object itself, with its place."""
    inventory = inventory_of_bytes(
        b'{"a":{"$ref":"#/b"},"b":{"$ref":"#/c~1d/0"},"c/d":[{"x":1}],"e":{"$ref":"#/c~1d/0/x"}}'
    )
    root: Any = inventory.root.value
    assert inventory.target(root["a"]) == (root["c/d"][0], Spot("contract", ("c/d", 0)))
    found = inventory.target(root["a"])
    assert found is not None
    assert found[0] is root["c/d"][0]
    assert inventory.target(root["e"]) == (1, Spot("contract", ("c/d", 0, "x")))
    assert id(root["c/d"][0]) in inventory.targets
    assert inventory.target(root) is None
    assert inventory.problems == []


def test_circles_mean_nothing_and_are_no_problem() -> None:
    """A reference to an object around it is fine; one that leads only to references is nothing."""
    inventory = inventory_of_bytes(
        b'{"a":{"$ref":"#/b"},"b":{"$ref":"#/a"},"c":{"d":{"$ref":"#/c"}},"e":{"$ref":"#/e"}}'
    )
    root: Any = inventory.root.value
    assert inventory.target(root["a"]) is None
    assert inventory.target(root["b"]) is None
    assert inventory.target(root["e"]) is None
    assert inventory.target(root["c"]["d"]) == (root["c"], Spot("contract", ("c",)))
    assert inventory.problems == []


def test_broken_references_are_problems_where_they_stand() -> None:
    """Also those that only data holds."""
    inventory = inventory_of_bytes(
        b"a:\n  $ref: '#/nope'\nb:\n  - $ref: other.yaml\nc:\n  $ref: '#x'\nd: {$ref: 'https://a.b/c'}\ne: {$ref: 1}\n"
    )
    assert told(inventory) == [
        (INVALID_REF, "/d/$ref", 7),
        (INVALID_REF, "/c/$ref", 6),
        (INVALID_REF, "/b/0/$ref", 4),
        (INVALID_REF, "/a/$ref", 2),
    ]
    assert all(each.severity == "error" for each in inventory.problems)


def test_anchors_and_ids_are_found() -> None:
    """JSON Schema 2020-12, section 8.2."""
    inventory = inventory_of_bytes(
        b'{"a":{"$ref":"#thing"},"b":{"$id":"https://a.b/s","$anchor":"thing","c":{}},"d":{"$ref":"https://a.b/s#/c"}}'
    )
    root: Any = inventory.root.value
    assert inventory.target(root["a"]) == (root["b"], Spot("contract", ("b",)))
    assert inventory.target(root["d"]) == (root["b"]["c"], Spot("contract", ("b", "c")))
    assert inventory.problems == []


def test_several_files_are_one_inventory(tmp_path: Path) -> None:
    """References between files, back to the main one, and broken ones in another file."""
    (tmp_path / "parts").mkdir()
    main = tmp_path / "main.yaml"
    main.write_text("a: {$ref: 'parts/one.yaml#/x'}\nb: {$ref: './main.yaml#/c'}\nc: {d: 1}\n")
    (tmp_path / "parts" / "one.yaml").write_text("x: {$ref: '../main.yaml#/c'}\ny:\n  $ref: '#/none'\n")
    inventory = open_inventory(main)
    root: Any = inventory.root.value
    assert inventory.target(root["a"]) == (root["c"], Spot(str(main), ("c",)))
    found = inventory.target(root["b"])
    assert found is not None
    assert found[0] is root["c"]
    assert told(inventory) == [(INVALID_REF, "/y/$ref", 3)]
    assert inventory.problems[0].location.document == str(tmp_path / "parts" / "one.yaml")


def test_files_outside_of_the_folder_are_not_read(tmp_path: Path) -> None:
    """The door of documents decides."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out.yaml").write_text("x: 1\n")
    main = tmp_path / "in" / "main.yaml"
    main.write_text("a: {$ref: '../out.yaml#/x'}\n")
    inventory = open_inventory(main)
    assert told(inventory) == [(INVALID_REF, "/a/$ref", 1)]
    assert "outside the folders" in inventory.problems[0].message


def test_files_are_bounded(tmp_path: Path) -> None:
    """A long chain of files ends with an error, not with the machine."""
    for number in range(30):
        (tmp_path / f"{number}.yaml").write_text(f"a: {{$ref: '{number + 1}.yaml#/a'}}\n")
    (tmp_path / "30.yaml").write_text("a: {b: 1}\n")
    assert len(open_inventory(tmp_path / "0.yaml").documents) == 31
    with pytest.raises(TooLargeError):
        open_inventory(tmp_path / "0.yaml", limits=Limits(max_files=10))


def test_a_chain_of_many_files_does_not_nest() -> None:
    """Each file waits for its turn."""
    texts = {f"{number}.yaml": f"a: {{$ref: '{number + 1}.yaml#/b'}}\nb: {{c: 1}}\n".encode() for number in range(400)}
    first = inventory_of_bytes(texts["0.yaml"], "0.yaml")

    def read(name: str) -> Any:
        return inventory_of_bytes(texts.get(name, b"b: {}"), name).root

    assert len(Inventory(first.root, read).documents) == 401


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'{"a":1,"b":{"c":[{"d":1,"d":2}]},"a":3}', [("/b/c/0/d", 1, 25), ("/a", 1, 34)]),
        (b'{"a" : 1, "a":2}', [("/a", 1, 11)]),
        (b'{"a\\"": 1, "b\\\\":2, "b\\\\":2}', [("/b\\", 1, 21)]),
        (b'{"a":1,"\\u0061":2}', [("/a", 1, 8)]),
        (b'{"a" :{"x":1},"b":{"y":1,"y":2}}', [("/b/y", 1, 26)]),
        (b'{"a":"\\"a\\":\\"a\\":","b":{":":1}}', []),
        (b"a: 1\nb:\n  - c: 1\n    c: 2\na: 3\n", [("/b/0/c", 4, 5), ("/a", 5, 1)]),
    ],
)
def test_keys_that_occur_twice_are_flaws_and_the_last_one_counts(
    text: bytes, found: list[tuple[str, int, int]]
) -> None:
    """In a tolerant reading; any other refuses them."""
    inventory = inventory_of_bytes(text)
    places = [each.location for each in inventory.problems]
    assert [(each.pointer, each.line, each.column) for each in places] == found
    assert {each.message for each in inventory.problems} <= {DUPLICATE_KEY}
    if found and found[-1][0] == "/a":
        value: Any = inventory.root.value
        assert value["a"] in (2, 3)


def test_keys_that_are_no_strings_are_flaws() -> None:
    """In YAML only; they are read as they are written."""
    inventory = inventory_of_bytes(b"responses:\n  200: {}\n  '404': {}\n  true: x\n  null: y\n  1.50: z\n<<: {a: 1}\n")
    assert [(each.location.pointer, each.location.line) for each in inventory.problems] == [
        ("/responses/200", 2),
        ("/responses/true", 4),
        ("/responses/null", 5),
        ("/responses/1.50", 6),
    ]
    assert all(each.message.startswith(KEY_NO_TEXT) for each in inventory.problems)


def test_an_unreadable_document_is_an_error() -> None:
    """With line and column."""
    with pytest.raises(InvalidInputError) as caught:
        inventory_of_bytes(b"a: [1\nb: 2\n", "x.yaml")
    assert caught.value.where.startswith("x.yaml:")
    with pytest.raises(NotFoundError):
        open_inventory("/nowhere/at/all.yaml")


def test_aliases_that_expand_to_much_are_refused() -> None:
    """A billion laughs."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(TooLargeError):
        inventory_of_bytes("\n".join(lines).encode())


def test_a_contract_gives_its_documents() -> None:
    """Nothing is read anew."""
    contract = contract_from_bytes(b"openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\n")
    inventory = inventory_of(contract)
    assert inventory.root is contract.documents[0]
    assert inventory.made is contract


def test_what_is_referred_to_again_and_again_is_the_same_target() -> None:
    """The first reference to a place and all later ones mean the same, through chains and to nothing."""
    text = b'{"a":[{"$ref":"#/c"},{"$ref":"#/c"},{"$ref":"#/d"},{"$ref":"#/d"},{"$ref":"#/e"},{"$ref":"#/e"}],'
    inventory = inventory_of_bytes(text + b'"c":{"x":1},"d":{"$ref":"#/c"}}')
    root: Any = inventory.root.value
    means = [inventory.target(each) for each in root["a"]]
    assert means == [(root["c"], Spot("contract", ("c",)))] * 4 + [None] * 2
    assert id(root["c"]) in inventory.targets
    assert [pointer for _, pointer, _ in told(inventory)] == ["/a/5/$ref", "/a/4/$ref"]
    assert {spot.path for spot in inventory.named} == {("c",), ("d",)}
