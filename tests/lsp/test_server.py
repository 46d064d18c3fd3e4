"""The language server is asked by a real client over stdio."""

from __future__ import annotations

import pytest
from lsprotocol import types

from apiyard.lsp.server import make_server
from tests.lsp.editor import editor

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]

PETS = """\
openapi: 3.1.0
info: {title: Pets 𝄞, version: 1.0.0}
tags:
  - name: pets
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      security:
        - bearer: []
      responses:
        "200":
          description: A pet.
          content:
            application/json:
              schema:
                $ref: "common.yaml#/components/schemas/Pet"
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
  schemas:
    Owner: {type: object, description: Who owns it.}
"""
COMMON = """\
components:
  schemas:
    Pet:
      type: object
      description: A pet of somebody.
      properties:
        kind: {type: string, enum: [cat, cat]}
"""


def place(text, word, *, behind=True):
    """Give line and column of a word."""
    offset = text.index(word) + (len(word) if behind else 0)
    before = text[:offset]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def codes(found):
    return {each.code for each in found}


async def test_findings_follow_what_is_typed_in_all_files(tmp_path):
    (tmp_path / "common.yaml").write_text(COMMON)
    async with editor(tmp_path, ruleset="spectral:oas") as it:
        it.open("openapi.yaml", PETS)
        found = await it.until("openapi.yaml", lambda each: "path-params" in codes(each))
        (wrong,) = [each for each in found if each.code == "path-params"]
        assert wrong.range.start.line == place(PETS, "/pets/{id}")[0] or wrong.range.start.line > 0
        assert wrong.severity is types.DiagnosticSeverity.Error
        assert wrong.source == "apiyard"
        # The other file is not open; what is wrong in it is told at its place.
        shared = await it.until("common.yaml", lambda each: "duplicated-entry-in-enum" in codes(each))
        assert shared[0].range.start.line == 6
        # Not saved, but what the editor holds counts.
        it.open("common.yaml", COMMON.replace("[cat, cat]", "[cat, dog]"))
        it.change(
            "openapi.yaml",
            PETS.replace(
                "      tags: [pets]\n",
                "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n",
            ),
        )
        await it.until("openapi.yaml", lambda each: each and "path-params" not in codes(each))
        await it.until("common.yaml", lambda each: not each)
        # Half a document is a finding at its line, not an end.
        it.change("openapi.yaml", "openapi: 3.1.0\ninfo: {title: [\npaths:\n")
        (broken,) = await it.until("openapi.yaml", lambda each: "parser" in codes(each))
        assert broken.range.start.line >= 1
        # A document of another kind has none.
        it.change("openapi.yaml", "name: something else\n")
        await it.until("openapi.yaml", lambda each: not each)


async def test_hover_definition_and_uses_cross_files(tmp_path):
    (tmp_path / "common.yaml").write_text(COMMON)
    async with editor(tmp_path) as it:
        it.open("openapi.yaml", PETS)
        reference = place(PETS, "common.yaml#/comp")
        told = await it.ask("hover", "openapi.yaml", reference)
        assert "A pet of somebody." in told.contents.value
        assert "common.yaml:3" in told.contents.value
        assert "for programs" in (await it.ask("hover", "openapi.yaml", place(PETS, "operationI"))).contents.value
        assert await it.ask("hover", "openapi.yaml", place(PETS, "title: Pe")) is None
        target = await it.ask("definition", "openapi.yaml", reference)
        assert target.uri == it.uri("common.yaml")
        assert target.range.start.line == 2
        scheme = await it.ask("definition", "openapi.yaml", place(PETS, "- bear"))
        assert scheme.range.start.line == place(PETS, "bearer: {type")[0]
        tag = await it.ask("definition", "openapi.yaml", place(PETS, "[pe"))
        assert tag.range.start.line == place(PETS, "- name: pets")[0]
        uses = await it.ask(
            "references",
            "openapi.yaml",
            (*place(PETS, "    bearer: {type", behind=False)[:1], 6),
            context=types.ReferenceContext(True),
        )
        assert [each.range.start.line for each in uses] == [place(PETS, "- bearer")[0]]


async def test_completion_knows_what_may_stand_there(tmp_path):
    (tmp_path / "common.yaml").write_text(COMMON)
    async with editor(tmp_path) as it:
        it.open("openapi.yaml", PETS)

        async def proposed(text, word):
            it.change("openapi.yaml", text)
            found = await it.ask("completion", "openapi.yaml", place(text, word))
            return [each.text_edit.new_text for each in found.items]

        half = PETS.replace('$ref: "common.yaml#/components/schemas/Pet"', '$ref: "#/comp')
        assert "#/components/schemas/Owner" in await proposed(half, '$ref: "#/comp')
        assert "common.yaml#/" in await proposed(half, '$ref: "#/comp')
        other = PETS.replace("schemas/Pet", "")
        assert await proposed(other.replace('#/components/"', "#"), "common.yaml#") == [
            "common.yaml#/components/schemas/Pet"
        ]
        listed = PETS.replace("      tags: [pets]\n", "      tags:\n        - \n")
        assert await proposed(listed, "      tags:\n        - ") == ["pets"]
        fields = await proposed(PETS.replace("      tags: [pets]\n", "      de\n"), "      de")
        assert "deprecated: " in fields
        assert "operationId: " not in fields


async def test_symbols_are_the_things_of_the_document(tmp_path):
    async with editor(tmp_path) as it:
        it.open("openapi.yaml", PETS)
        told = await it.ask("document_symbol", "openapi.yaml")
        tree = {
            each.name: [(below.name, [leaf.name for leaf in below.children]) for below in each.children]
            for each in told
        }
        assert tree["paths"] == [("/pets/{id}", ["GET"])]
        assert tree["components"] == [("securitySchemes", ["bearer"]), ("schemas", ["Owner"])]


async def test_columns_are_counted_as_the_editor_does(tmp_path):
    async with editor(tmp_path) as it:
        it.open("openapi.yaml", PETS)
        # The clef is two units of UTF-16 and one character.
        line = PETS.splitlines()[1]
        units = len(line[: line.index("version")].encode("utf-16-le")) // 2
        told = await it.ask("hover", "openapi.yaml", (1, units + 1))
        assert told is None or told.range.start.character == units


async def test_nothing_outside_the_folders_is_read(tmp_path):
    (tmp_path / "secret.yaml").write_text("components: {schemas: {Pet: {description: hidden}}}\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    text = PETS.replace("common.yaml#", "../secret.yaml#")
    async with editor(inner) as it:
        it.open("openapi.yaml", text)
        assert await it.ask("hover", "openapi.yaml", place(text, "../secret.yaml#/comp")) is None
        found = await it.until("openapi.yaml", lambda each: "invalid-ref" in codes(each))
        assert "hidden" not in str(found)


async def test_actions_mend_and_spare(tmp_path):
    text = PETS.replace("common.yaml#/components/schemas/Pet", "#/components/schemas/Owner")
    async with editor(tmp_path, ruleset="spectral:oas") as it:
        it.open("openapi.yaml", text)
        found = await it.until("openapi.yaml", lambda each: "path-params" in codes(each))
        (wrong,) = [each for each in found if each.code == "path-params"]
        context = types.CodeActionContext(diagnostics=[wrong])
        told = await it.ask("code_action", "openapi.yaml", range=wrong.range, context=context)
        titles = [each.title for each in told]
        assert "Mend path-params" in titles
        assert titles[-1] == "Mend all that can be mended"
        (mended,) = told[titles.index("Mend path-params")].edit.changes[it.uri("openapi.yaml")]
        assert "in: path" in mended.new_text
        it.change("openapi.yaml", mended.new_text)
        await it.until("openapi.yaml", lambda each: each and "path-params" not in codes(each))
        it.change("openapi.yaml", text)
        found = await it.until("openapi.yaml", lambda each: "path-params" in codes(each))
        (spared,) = told[titles.index("Spare this place from path-params (say why)")].edit.changes[
            it.uri("openapi.yaml")
        ]
        assert "x-lint-ignore" in spared.new_text
        it.change("openapi.yaml", spared.new_text)
        await it.until("openapi.yaml", lambda each: each and "path-params" not in codes(each))


async def test_the_lines_of_a_text_are_cut_once(tmp_path):
    server, path = make_server(), tmp_path / "a.yaml"
    server.shelf.put(path, "a: 1\nb: 2\n")
    assert server.lines(path) is server.lines(path)
    server.shelf.put(path, "c: 3\n")
    assert server.lines(path) == ["c: 3\n"]
