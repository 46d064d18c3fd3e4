"""What is printed is printed as it is."""

from __future__ import annotations

from apiyard.cli.output import console


def test_a_place_is_no_picture(capsys):
    console().print("openapi.yaml:100:54")
    assert capsys.readouterr().out == "openapi.yaml:100:54\n"
