"""How a schema is written in XML matters where there are bodies in XML, and only there."""

from __future__ import annotations

import json

import pytest

from apiyard.design.diff import diff
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes


def contract(media: str, name: str) -> Contract:
    schema = {"type": "object", "properties": {"id": {"type": "integer", "xml": {"name": name}}}}
    response = {"description": "d", "content": {media: {"schema": schema}}}
    paths = {"/a": {"get": {"operationId": "a", "responses": {"200": response}}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1.0.0"}, "paths": paths}
    return contract_from_bytes(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("media", "verdict"), [("application/xml", "unknown"), ("text/xml", "unknown"), ("application/json", "safe")]
)
def test_another_name_in_xml(media, verdict):
    found = diff(contract(media, "x"), contract(media, "y"))
    assert [(each.check, each.verdict.value) for each in found.causes] == [("xml-changed", verdict)]
