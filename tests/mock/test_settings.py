"""Settings of a mock: each section is read by its file, and what is wrong is told with its line."""

from __future__ import annotations

import pytest
import yaml

from apiyard.core.errors import ApiyardError, InvalidInputError, NotFoundError, UnknownNameError
from apiyard.core.options import Dotted
from apiyard.mock.section import Written, section, sections
from apiyard.mock.serving.cors import Cors
from apiyard.mock.serving.tls import Tls
from apiyard.mock.settings import Settings, read_settings

GOOD = [(id_, text) for id_, each in sections().items() for text in each.good]
BAD = [(id_, text) for id_, each in sections().items() for text in each.bad]


@pytest.mark.parametrize(("id_", "text"), GOOD)
def test_good_examples_are_read(id_, text, tmp_path):
    assert section(id_).read(Written(yaml.safe_load(text), Dotted(id_), tmp_path)) is not None


@pytest.mark.parametrize(("id_", "text"), BAD)
def test_bad_examples_are_refused(id_, text, tmp_path):
    with pytest.raises(ApiyardError):
        section(id_).read(Written(yaml.safe_load(text), Dotted(id_), tmp_path))


def written(folder, text):
    path = folder / "mock.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_read_section_by_section(tmp_path):
    found = read_settings(written(tmp_path, "cors: {origins: ['http://a']}\ntls: {cert: c.pem}\n"))
    assert found.of("cors", Cors) == Cors(origins=("http://a",))
    assert found.of("tls", Tls) == Tls(cert=str(tmp_path / "c.pem"))
    assert found.of("limits", Cors) is None


def test_an_empty_mapping_says_nothing(tmp_path):
    assert read_settings(written(tmp_path, "{}\n")) == Settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("a: 1\ncosr: true\n", UnknownNameError, "mock.yaml:1:1"),
        ("cosr: true\n", UnknownNameError, 'did you mean "cors"'),
        ("\ncors:\n  origins: [here]\n", InvalidInputError, "mock.yaml:2:1"),
        ("[]", InvalidInputError, "mapping of sections"),
        ("cors: {", InvalidInputError, "mock.yaml"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, kind, told, tmp_path):
    with pytest.raises(kind) as caught:
        read_settings(written(tmp_path, text))
    assert told in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotFoundError):
        read_settings(tmp_path / "none.yaml")
