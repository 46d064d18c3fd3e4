"""No call runs text as code, reads objects from bytes, or goes through a shell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import source_modules
from tests.house.verdict import judge

CALLS = {
    "eval": "runs text as code; read it with ast.literal_eval or a parser",
    "exec": "runs text as code",
    "compile": "makes code from text",
    "__import__": "use importlib in core.catalog",
    "os.popen": "goes through a shell; use subprocess with a list",
    "os.system": "goes through a shell; use subprocess with a list",
    "subprocess.getoutput": "goes through a shell; use subprocess with a list",
    "subprocess.getstatusoutput": "goes through a shell; use subprocess with a list",
    "asyncio.create_subprocess_shell": "goes through a shell; use create_subprocess_exec",
    "tempfile.mktemp": "somebody else can take the name; use mkstemp",
    "yaml.load": "has no bounds; use spec.parse, or safe_load for files of our own",
    "yaml.unsafe_load": "builds any object; use safe_load",
    "yaml.full_load": "builds objects; use safe_load",
    "yaml.load_all": "has no bounds; use safe_load_all",
}
# Writing XML is fine.
XML_READER = re.compile(r"\b(ElementTree|ET|etree)\.(fromstring|fromstringlist|iterparse|parse|XML|XMLPullParser)$")
MODULES = {
    "pickle": "runs code from its input; use JSON or Arrow",
    "marshal": "crashes on hostile input; use JSON",
    "shelve": "is pickle; use the store",
    "dill": "is pickle; use JSON",
    "xml.dom": "expands entities without bound",
    "xml.sax": "expands entities without bound",
}


def test_nothing_banned_is_called_or_imported():
    found = {}
    for module in source_modules():
        for line, what in banned(module.tree):
            found[module.path] = f"line {line}: {what}"
    judge("banned", found, rule="These are never needed here:")


@pytest.mark.parametrize(
    "text",
    [
        "eval('1')",
        "import os\nos.system('ls')",
        "subprocess.run('ls', shell=True)",
        "run(['ls'], shell=wish)",
        "import pickle",
        "from pickle import loads",
        "import yaml\nyaml.load(text, Loader=yaml.Loader)",
        "ElementTree.fromstring(text)",
        "import xml.sax",
    ],
)
def test_the_check_sees(text):
    assert list(banned(ast.parse(text)))


@pytest.mark.parametrize(
    "text", ["model.eval()", "re.compile('a')", "subprocess.run(['ls'], shell=False)", "ET.SubElement(a, 'b')"]
)
def test_the_check_leaves_alone(text):
    assert not list(banned(ast.parse(text)))


def banned(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give line and reason of everything banned in tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno, what) for what in _call(node))
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, what) for alias in node.names for what in _import(alias.name))
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, what) for what in _import(node.module or ""))


def _call(node: ast.Call) -> Iterator[str]:
    name = ast.unparse(node.func)
    if name in CALLS:
        yield f"{name} {CALLS[name]}"
    if XML_READER.search(name):
        yield f"{name} expands entities without bound"
    for keyword in node.keywords:
        if keyword.arg == "shell" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False):
            yield "shell= goes through a shell; give a list"


def _import(name: str) -> Iterator[str]:
    for module, what in MODULES.items():
        if name == module or name.startswith(f"{module}."):
            yield f"{module} {what}"
