"""Settings of the verifier that come over the API tell no service what is the control plane's own."""

from __future__ import annotations

import pytest

from apiyard.core.errors import ForbiddenError
from apiyard.wiring.verification import check_settings


@pytest.mark.parametrize(
    "text",
    [
        "headers: {x: '${APIYARD_PASSWORD}'}",
        "headers: {x: 'Bearer ${file:/etc/passwd}'}",
        'headers: {x: "\\x24{file:state/key}"}',
        "auth: {lock: {kind: login, request: {path: /, json: {a: [{b: '${file:x}'}]}}, pick: /a}}",
    ],
)
def test_files_and_variables_of_the_control_plane_are_refused(text):
    with pytest.raises(ForbiddenError):
        check_settings(text)


@pytest.mark.parametrize("text", ["", "headers: {x: '${SHOP_PASSWORD}'}", "seed: 1"])
def test_other_settings_are_read(text):
    check_settings(text)
