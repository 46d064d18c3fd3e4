"""Documents say what the program does: links lead somewhere, commands parse, the reference is fresh."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from apiyard.settings.program import ProgramFile
from docs import generate
from tests.house.tree import PACKAGE, ROOT

DOCUMENTS = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "decisions", ROOT / "examples")
    for path in (folder.glob("*.md") if folder == ROOT else folder.rglob("*.md"))
)
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|\$\(|&& )\s*(?:[A-Z_]+=\S+ )*apiyard( [^|)&;\n]*|$)", re.MULTILINE)
SPOKEN = re.compile(r"`apiyard ([a-z]+)((?: [a-z]+)?)")
LARGEST_IMAGE = 400_000


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    path = ROOT / name
    lost = []
    for target in LINK.findall(_prose(path)):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, anchor = target.partition("#")
        found = (path.parent / place).resolve() if place else path
        if not found.exists():
            lost.append(f"{target}: no such file")
        elif anchor and found.suffix == ".md" and anchor not in _anchors(found):
            lost.append(f"{target}: no such heading")
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("name", NAMES)
def test_commands_in_documents_exist(name):
    known = generate.commands()
    wrong = []
    for call in _calls(ROOT / name):
        try:
            _parse(call, known)
        except Exception as error:  # noqa: BLE001 - whatever the parser says is the finding
            wrong.append(f"apiyard {' '.join(call)}: {error!r}")
    for command, sub in SPOKEN.findall(_prose(ROOT / name)):
        if command not in known:
            wrong.append(f"apiyard {command}: no such command")
        elif sub and any(each.startswith(f"{command} ") for each in known) and f"{command}{sub}" not in known:
            wrong.append(f"apiyard {command}{sub}: no such command")
    assert not wrong, "\n".join(wrong)


def test_a_wrong_command_would_be_found():
    with pytest.raises(Exception, match="no-such"):
        _parse(["lint", "--no-such"], generate.commands())


def test_the_reference_is_fresh():
    pages = generate.pages()
    stale = [name for name, text in pages.items() if _text(generate.REFERENCE / name) != text]
    extra = [path.name for path in generate.REFERENCE.glob("*.md") if path.name not in pages]
    assert not stale, f"run: python docs/generate.py ({', '.join(stale)})"
    assert not extra, f"nobody writes {', '.join(extra)}"


def test_parts_that_are_made_are_fresh():
    stale = [path.name for path, text in generate.blocks().items() if _text(path) != text]
    assert not stale, f"run: python docs/generate.py ({', '.join(stale)})"


def test_every_command_and_setting_has_a_heading():
    commands, settings = _text(generate.REFERENCE / "commands.md"), _text(generate.REFERENCE / "settings.md")
    missing = [name for name in generate.commands() if f"### apiyard {name}\n" not in commands]
    names = (each.replace("_", "-") for each in ProgramFile.__dataclass_fields__)
    missing += [name for name in names if f"### {name}\n" not in settings]
    assert not missing


def test_every_decision_says_its_context():
    incomplete = {
        path.name: word
        for path in (ROOT / "decisions").glob("[0-9]*.md")
        for word in ("Context", "Decision")
        if f"\n## {word}" not in _text(path)
    }
    assert not incomplete


def test_images_are_small_and_shown():
    shown = {(path.parent / target).resolve() for path in DOCUMENTS for target in LINK.findall(_text(path))}
    for path in (ROOT / "docs" / "images").iterdir():
        assert path in shown, f"no document shows {path.name}"
        assert path.stat().st_size < LARGEST_IMAGE, f"{path.name} is large"


def test_the_picture_shows_every_room():
    picture = ET.fromstring(_text(ROOT / "docs" / "images" / "house.svg"))
    words = {"".join(node.itertext()) for node in picture.iter("{http://www.w3.org/2000/svg}text")}
    floors = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert floors <= words


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _prose(path: Path) -> str:
    return FENCE.sub("", _text(path))


def _anchors(path: Path) -> set[str]:
    """Give the anchors of headings as they are made where the documents are read."""
    headings = re.findall(r"^#+ (.+)$", _prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _calls(path: Path) -> list[list[str]]:
    found = []
    for language, block in FENCE.findall(_text(path)):
        if language in {"", "sh"} and not path.is_relative_to(generate.REFERENCE):
            found += [shlex.split(words, comments=True) for words in CALL.findall(block)]
    return found


def _parse(words: list[str], known: dict) -> None:
    words = [word for word in words if word not in {"--help", "--version"}]
    if not words:
        return
    name = words[0]
    if len(words) > 1 and f"{name} {words[1]}" in known:
        name = f"{name} {words[1]}"
    if name not in known or hasattr(known[name], "commands"):
        raise LookupError(f"no command {name!r}")
    known[name].make_context(name, words[len(name.split()) :])
