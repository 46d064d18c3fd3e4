"""Paths lead to operations."""

from __future__ import annotations

import json

import pytest

from apiyard.spec.load import contract_from_bytes
from apiyard.spec.route import Matched, NoMethod, NoPath

PATHS = {
    "/": ["get"],
    "/pets": ["get", "post"],
    "/pets/": ["get"],
    "/pets/mine": ["get"],
    "/pets/{id}": ["get", "delete"],
    "/pets/{id}/toys/{toy}": ["get"],
    "/pets/mine/toys": ["get"],
    "/{kind}/new": ["get"],
    "/files/{name}.{ext}": ["get"],
    "/files/{name}.json": ["get"],
    "/range/{from}..{to}": ["get"],
    "/a b/{x}": ["get"],
}


@pytest.fixture(scope="module")
def router():
    paths = {
        path: {method: {"operationId": f"{method} {path}", "responses": {}} for method in methods}
        for path, methods in PATHS.items()
    }
    document = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}
    return contract_from_bytes(json.dumps(document).encode()).router


@pytest.mark.parametrize(
    ("path", "template", "values"),
    [
        ("/", "/", {}),
        ("/pets", "/pets", {}),
        ("/pets/", "/pets/", {}),
        ("/pets/mine", "/pets/mine", {}),
        ("/pets/m%69ne", "/pets/mine", {}),
        ("/pets/7", "/pets/{id}", {"id": "7"}),
        ("/pets/a%2Fb", "/pets/{id}", {"id": "a/b"}),
        ("/pets/%C3%A9+%20", "/pets/{id}", {"id": "é+ "}),
        ("/pets/mine/toys/2", "/pets/{id}/toys/{toy}", {"id": "mine", "toy": "2"}),
        ("/pets/mine/toys", "/pets/mine/toys", {}),
        ("/pets/new", "/pets/{id}", {"id": "new"}),
        ("/cats/new", "/{kind}/new", {"kind": "cats"}),
        ("/files/a.b.json", "/files/{name}.json", {"name": "a.b"}),
        ("/files/a.png", "/files/{name}.{ext}", {"name": "a", "ext": "png"}),
        ("/range/1..9", "/range/{from}..{to}", {"from": "1", "to": "9"}),
        ("/a%20b/1", "/a b/{x}", {"x": "1"}),
    ],
)
def test_the_best_path_is_found(router, path, template, values):
    found = router.match("GET", path)
    assert isinstance(found, Matched)
    assert (found.operation.path, found.path_values) == (template, values)


@pytest.mark.parametrize(
    "path", ["", "pets", "/pet", "/pets//", "/pets/7/", "/files/.png", "/files/a.", "/pets/1/toys"]
)
def test_other_paths_are_not_there(router, path):
    assert router.match("GET", path) == NoPath()


def test_the_path_that_fits_best_says_which_methods_are_allowed(router):
    assert router.match("PUT", "/pets") == NoMethod(("GET", "POST"))
    assert router.match("DELETE", "/pets/mine") == NoMethod(("GET",))


def test_many_variables_in_one_segment_take_linear_time():
    template = "/" + "-".join(f"{{v{n}}}" for n in range(40)) + "!"
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {template: {"get": {"responses": {}}}},
    }
    router = contract_from_bytes(json.dumps(document).encode()).router
    assert router.match("GET", "/" + "-" * 20_000) == NoPath()
