"""Files are saved over what the writer saw only, and nothing but the contract's own files is touched."""

from __future__ import annotations

import contextlib

import pytest

from apiyard.core.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from apiyard.studio.files import open_desk
from tests.studio.conftest import CONTRACT


def test_a_file_is_saved_whole_with_its_permissions(tmp_path):
    path = tmp_path / "openapi.yaml"
    path.write_text(CONTRACT)
    path.chmod(0o640)
    desk = open_desk(path)
    seen = desk.read("openapi.yaml")
    saved = desk.write("openapi.yaml", "openapi: 3.1.0\n", seen.digest)
    assert path.read_text() == "openapi: 3.1.0\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert desk.read("openapi.yaml").digest == saved.digest
    assert [each.name for each in tmp_path.iterdir()] == ["openapi.yaml"]


def test_what_somebody_else_wrote_is_never_lost(tmp_path):
    path = tmp_path / "openapi.yaml"
    path.write_text(CONTRACT)
    desk = open_desk(path)
    seen = desk.read("openapi.yaml")
    path.write_text("theirs")
    with pytest.raises(ConflictError):
        desk.write("openapi.yaml", "mine", seen.digest)
    path.unlink()
    with pytest.raises(ConflictError):
        desk.write("openapi.yaml", "mine", seen.digest)
    assert desk.read("openapi.yaml").text is None
    desk.write("openapi.yaml", "mine", "")
    assert path.read_text() == "mine"


def test_only_known_files_in_the_folder_are_opened(tmp_path):
    folder = tmp_path / "api"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("secret")
    (folder / "openapi.yaml").write_text(CONTRACT)
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "notes.txt").write_text("notes")
    desk = open_desk(folder / "openapi.yaml")
    with pytest.raises(ForbiddenError):
        desk.read("other.yaml")
    desk.known |= {"../secret.yaml", "link.yaml", "notes.txt", str(tmp_path / "secret.yaml")}
    for name in desk.known:
        with pytest.raises(ForbiddenError):
            desk.read(name)
        with pytest.raises(ForbiddenError):
            desk.write(name, "mine", "")


def test_a_contract_is_a_file_of_json_or_yaml(tmp_path):
    with pytest.raises(InvalidInputError):
        open_desk(tmp_path / "openapi.sh")
    with pytest.raises(NotFoundError):
        open_desk(tmp_path / "none" / "openapi.yaml")
    (tmp_path / "openapi.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidInputError):
        open_desk(tmp_path / "openapi.yaml").read("openapi.yaml")


def test_the_page_is_told_of_a_conflict_with_the_other_text(studio, client):
    seen = client.get("/api/state").json()["file"]
    studio.contract.write_text(CONTRACT + "# theirs\n")
    told = client.put("/api/files/openapi.yaml", json={"text": CONTRACT + "# mine\n", "digest": seen["digest"]})
    assert told.status_code == 409
    assert told.json()["code"] == "file-changed"
    assert told.json()["file"]["text"].endswith("# theirs\n")
    kept = client.put("/api/files/openapi.yaml", json={"text": CONTRACT, "digest": told.json()["file"]["digest"]})
    assert kept.status_code == 200
    assert studio.contract.read_text() == CONTRACT


@pytest.mark.parametrize("name", ["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", ".apiyard/x.json"])
def test_no_other_file_is_served(client, name):
    assert client.get(f"/api/files/{name}").status_code in {403, 404}
    assert client.put(f"/api/files/{name}", json={"text": "", "digest": ""}).status_code in {403, 404}


def test_files_of_several_make_one_contract(studio_of, tmp_path):
    text = CONTRACT.replace('{$ref: "#/components/schemas/Parcel"}', '{$ref: "parts/parcel.yaml"}')
    (tmp_path / "api" / "parts").mkdir(parents=True)
    (tmp_path / "api" / "parts" / "parcel.yaml").write_text("type: object\nproperties: {id: {type: string}}\n")
    studio = studio_of(tmp_path / "api", text)
    with contextlib.closing(studio.client()) as client:
        assert client.get("/api/files/parts/parcel.yaml").status_code == 403
        assert studio.look(client, text)["documents"] == ["openapi.yaml", "parts/parcel.yaml"]
        part = client.get("/api/files/parts/parcel.yaml").json()
        typed = part["text"].replace("string", "string, enum: [a, a]")
        told = studio.look(client, text, **{"parts/parcel.yaml": typed})
        assert "parts/parcel.yaml" in {each["document"] for each in told["findings"]}, "what is typed counts"
        (tmp_path / "secret.yaml").write_text("secret: 1")
        wild = text.replace("parts/parcel.yaml", "../secret.yaml")
        assert "outside" in str(studio.look(client, wild)["findings"])
