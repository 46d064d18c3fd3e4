"""Workspaces are read whole, and a wrong setting is told with its line and the nearest known name."""

from __future__ import annotations

from pathlib import Path

import pytest

from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError, UnknownNameError
from apiyard.settings.program import ProgramFile, make_program, make_run_dir
from apiyard.settings.read import find_product, find_root, read_workspace
from apiyard.settings.trust import Trust

SHOP = Path(__file__).parents[2] / "examples" / "shop"


def _workspace(folder, text, product=None):
    (folder / "apiyard.yaml").write_text(text)
    if product is not None:
        (folder / "apis" / "things").mkdir(parents=True)
        (folder / "apis" / "things" / "api.yaml").write_text(product)
    return folder


def test_the_shop_is_read():
    shop = read_workspace(SHOP)
    assert list(shop.file.environments) == ["staging", "production"]
    assert {"catalogue", "orders", "payments"} <= set(shop.products)
    assert find_product(shop, "orders").file.gateway.base_path == "/sales"
    with pytest.raises(UnknownNameError, match="ordes"):
        find_product(shop, "ordes")


def test_the_root_is_found_from_below(tmp_path):
    _workspace(tmp_path, "name: x\nenvironments: {staging: {}}\n", "owner: a\nservice: {target: process}\n")
    assert find_root(tmp_path / "apis" / "things") == tmp_path
    with pytest.raises(NotFoundError, match=r"no apiyard\.yaml"):
        find_root(Path("/"))


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("name: x\nenvironment: {staging: {}}\n", "apiyard.yaml:2", "environments"),
        ("name: x\nenvironments:\n  staging:\n    gatway: {}\n", "apiyard.yaml:4", "gateway"),
        ("name: x\nenvironments: {Staging: {}}\n", "apiyard.yaml:2", "a-z"),
        ("name: x\nenvironments: {s: {}}\nplans:\n  free: {requests: lots}\n", "apiyard.yaml:4", ""),
        ("name: x\nenvironments: {s: {}}\nplans:\n  free: {requests: 0}\n", "apiyard.yaml:4", ""),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(tmp_path, text, line, hint):
    with pytest.raises(
        InvalidInputError if "nvironment:" not in text and "gatway" not in text else UnknownNameError
    ) as told:
        read_workspace(_workspace(tmp_path, text))
    assert line in told.value.where
    assert hint in told.value.hint


def test_an_unknown_plan_is_told(tmp_path):
    text = "name: x\nenvironments: {s: {}}\nplans: {gold: {requests: 1}}\nconsumers: {acme: {plan: gild}}\n"
    with pytest.raises(UnknownNameError, match="gild") as told:
        read_workspace(_workspace(tmp_path, text))
    assert "gold" in told.value.hint


def test_settings_come_from_file_then_environment_then_flags(tmp_path):
    file = ProgramFile(port=1, host="127.0.0.1")
    assert make_program(tmp_path, file, environ={}, flags={}).file.port == 1
    assert make_program(tmp_path, file, environ={"APIYARD_PORT": "2"}, flags={"port": None}).file.port == 2
    assert make_program(tmp_path, file, environ={"APIYARD_PORT": "2"}, flags={"port": 3}).file.port == 3


def test_an_unknown_variable_is_told_with_the_nearest_one(tmp_path):
    with pytest.raises(UnknownNameError, match="APIYARD_PROT") as told:
        make_program(tmp_path, ProgramFile(), environ={"APIYARD_PROT": "2"}, flags={})
    assert "APIYARD_PORT" in told.value.hint
    with pytest.raises(InvalidInputError):
        make_program(tmp_path, ProgramFile(), environ={"APIYARD_PORT": "two"}, flags={})


def test_variables_that_verifications_may_tell_are_the_operators_to_name(tmp_path):
    def program(names, file=""):
        environ = {"APIYARD_VERIFY_VARIABLES": names}
        return make_program(tmp_path, ProgramFile(verify_variables=file), environ=environ, flags={})

    assert program("").verify_variables == ()
    assert program("SHOP_KEY, shop_user,").verify_variables == ("SHOP_KEY", "shop_user")
    for wrong in ("APIYARD_TOKEN", "apiyard_token", "_APIYARD_CHILD", "SHOP KEY", "SHOP-KEY", "${SHOP}"):
        with pytest.raises(InvalidInputError):
            program(wrong)
    with pytest.raises(ForbiddenError):
        program("", file="SHOP_KEY")


def test_signing_keys_may_not_live_in_the_workspace(tmp_path):
    with pytest.raises(InvalidInputError, match="signing keys"):
        make_program(tmp_path, ProgramFile(), environ={"APIYARD_KEYS_DIR": str(tmp_path / "keys")}, flags={})


def test_the_folder_of_sockets_is_short_and_closed(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    program = make_program(tmp_path, ProgramFile(), environ={}, flags={})
    folder = make_run_dir(program)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o755)
    with pytest.raises(ForbiddenError):
        make_run_dir(program)


def test_nothing_is_trusted_until_it_is_and_a_changed_command_is_not(tmp_path):
    trust = Trust(tmp_path / "data" / "trust.json")
    commands = {"orders": {"argv": ["python", "service.py"]}}
    with pytest.raises(ForbiddenError, match="nobody trusted"):
        trust.check(commands)
    trust.give(commands)
    trust.check(commands)
    assert trust.path.stat().st_mode & 0o077 == 0
    with pytest.raises(ForbiddenError, match="changed since"):
        trust.check({"orders": {"argv": ["python", "evil.py"]}})
    trust.withdraw()
    with pytest.raises(ForbiddenError):
        trust.check(commands)
    trust.check({})


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://u:hunter2@db/x",
        "postgresql+psycopg://db/x?password=hunter2",
        "postgresql://u:hunter2@[::1",
    ],
)
def test_a_password_in_the_url_of_the_store_is_refused_and_not_repeated(tmp_path, url):
    with pytest.raises(InvalidInputError, match="password") as told:
        make_program(tmp_path, ProgramFile(), environ={"APIYARD_DATABASE": url}, flags={})
    assert "hunter2" not in str(told.value)


def test_the_url_of_the_store_can_be_a_reference(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_STORE", "postgresql+psycopg://u:hunter2@db/x")
    program = make_program(tmp_path, ProgramFile(), environ={"APIYARD_DATABASE": "env:SHOP_STORE"}, flags={})
    assert program.database_url.endswith("@db/x")
    assert "hunter2" not in repr(program)
