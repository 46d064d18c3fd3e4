"""What a run suggests when nearly all replies are the same refusal."""

from __future__ import annotations

import pytest

from apiyard.core.noun import replace
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.doors.inside import Application
from apiyard.verify.form import forms
from apiyard.verify.plan import Plan
from apiyard.verify.report import KindReport
from apiyard.verify.run import verify
from apiyard.verify.telling.hints import hints_of
from tests.apps.pets import CONTRACT, Pets, problem
from tests.verify.test_forms import report


class Shut(Pets):
    """Wants a key that nobody gave."""

    def list_pets(self, call):
        return problem(401)

    create_pet = list_pets

    def get_pet(self, call, text):
        return problem(403)


def changed(old: bytes, new: bytes):
    return contract_from_bytes(CONTRACT.read_bytes().replace(old, new))


SECURED = changed(
    b"components:\n",
    b"security: [{key: []}]\ncomponents:\n  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}\n",
)
PLACED = changed(b"paths:\n", b"servers: [{url: 'https://api.example/v1/'}]\npaths:\n")


def hints(contract, service, **settings):
    return verify(contract, service, Plan(("examples", "edges"), seconds=60, **settings)).hints


def test_credentials_are_asked_for():
    (hint,) = hints(SECURED, Application(Shut()))
    assert 'replies ask for credentials (401, 403, 407): give them with -H "X-Key: ..."' in hint
    assert "auth (key in the contract) of the file of --settings" in hint
    (hint,) = hints(SECURED, Application(Shut()), headers=(("X-Key", "wrong"),))
    assert hint.endswith("those that were sent are not taken")
    assert "wrong" not in hint


def test_the_base_path_is_another_one():
    def nothing(environ, start_response):
        start_response("404 Not Found", [])
        return []

    (hint,) = hints(PLACED, Application(nothing, "shop:app"))
    assert "replies are 404 and none is a success: the contract's servers have /v1; base-path in the file" in hint


@pytest.mark.parametrize(
    ("contract", "asked", "told"),
    [
        (PLACED, "http://127.0.0.1:1", "have /v1, and no path was asked; try http://127.0.0.1:1/v1"),
        (PLACED, "http://127.0.0.1:1/v2/", "have /v1, and /v2 was asked; try http://127.0.0.1:1/v1"),
        (PLACED, "http://127.0.0.1:1/v1", "have /v1, as was asked; is it the right service?"),
        (load_contract(CONTRACT), "http://127.0.0.1:1/x", "have no path, and /x was asked; try http://127.0.0.1:1"),
        (load_contract(CONTRACT), "http://127.0.0.1:1", "have no path, as was asked; is it the right service?"),
    ],
)
def test_the_path_of_the_servers_is_told(contract, asked, told):
    seen = replace(report(), base_url=asked, kinds=(KindReport("fuzz", 20, 1, statuses={"404": 19, "405": 1}),))
    (hint,) = hints_of(contract, seen, credentials=False)
    assert hint == f"19 of 20 replies are 404 and none is a success: the contract's servers {told}"
    shown = replace(seen, hints=(hint,))
    for form in ("text", "json", "html", "sarif", "junit"):
        assert "19 of 20 replies" in forms()[form].write(shown), form


def test_a_service_that_answers_gets_no_hint():
    assert hints(load_contract(CONTRACT), Application(Pets())) == ()
