"""The language server: what editors ask over stdio, answered from the texts they hold (LSP 3.17)."""

from __future__ import annotations

import asyncio
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec

from apiyard import __version__
from apiyard.lsp import answer
from apiyard.lsp.action import actions
from apiyard.lsp.check import Checked, Checker
from apiyard.lsp.completion import complete
from apiyard.lsp.definition import definition, uses
from apiyard.lsp.hover import hover
from apiyard.lsp.shelf import Shelf
from apiyard.lsp.symbol import Symbol, symbols

_WAIT_SECONDS = 0.25
_SMALL = 500_000


class ApiyardServer(LanguageServer):
    """A language server for API documents.

    Args:
        ruleset: the ruleset to judge by; ``""`` for the one that the folder names.
    """

    def __init__(self, ruleset: str = "") -> None:
        super().__init__("apiyard", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
        self.shelf = Shelf()
        self.checker = Checker(ruleset=ruleset)
        self.checked: dict[Path, Checked] = {}
        self.waiting: dict[Path, asyncio.Task[None]] = {}
        self.published: dict[Path, set[str]] = {}
        self.turn = asyncio.Lock()
        self.last: tuple[str, list[str]] | None = None

    def codec(self) -> PositionCodec:
        """Give what translates between characters and the editor's units."""
        return self.workspace.position_codec

    def lines(self, path: Path) -> list[str]:
        """Give the lines of a file with their ends; an answer asks for those of one text again and again."""
        text = self.shelf.text(path) or ""
        if self.last is None or self.last[0] is not text:
            self.last = (text, text.splitlines(keepends=True))
        return self.last[1]

    def place(self, path: Path, position: types.Position) -> tuple[int, int]:
        """Give line and column in characters, both from 0."""
        found = self.codec().position_from_client_units(self.lines(path), position)
        return found.line, found.character

    def take(self, uri: str, *, now: bool = False) -> None:
        """Keep the text of a document and judge it soon.

        Args:
            uri: the document.
            now: whether not to wait for more typing.
        """
        path = path_of(uri)
        text = self.workspace.get_text_document(uri).source
        self.shelf.put(path, text)
        if now and len(text) < _SMALL:
            # What is typed next may be broken; questions are then answered from this text.
            self.shelf.outline(path)
        self.again(path, 0 if now else _WAIT_SECONDS)

    def again(self, path: Path, wait: float) -> None:
        """Judge a document after a while; a later call for the same one replaces this one."""
        old = self.waiting.pop(path, None)
        if old is not None:
            old.cancel()
        self.waiting[path] = asyncio.ensure_future(self._judge(path, wait))

    async def _judge(self, path: Path, wait: float) -> None:
        await asyncio.sleep(wait)
        # One at a time: judging is work for the processor, and only the newest text counts.
        async with self.turn:
            text = self.shelf.text(path)
            checked = await asyncio.to_thread(self.checker.check, self.shelf, path)
        if self.shelf.text(path) != text:
            return
        self.checked[path] = checked
        self.publish(path, checked)

    def publish(self, path: Path, checked: Checked) -> None:
        """Tell the editor what was found, in each file it was found in."""
        files = answer.diagnostics(self, checked)
        files.setdefault(uris.from_fs_path(str(path)) or "", [])
        for uri in self.published.get(path, set()) - set(files):
            files[uri] = []
        self.published[path] = {uri for uri, found in files.items() if found}
        for uri, found in files.items():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=found))


def path_of(uri: str) -> Path:
    """Give the path of a document."""
    return Path(uris.to_fs_path(uri) or uri)


def make_server(ruleset: str = "") -> ApiyardServer:
    """Make the server with all it answers.

    Args:
        ruleset: the ruleset to judge by; ``""`` for the one that the folder names.

    Returns:
        The server; `start_io` runs it over stdio.
    """
    server = ApiyardServer(ruleset)
    _begin(server)
    _follow(server)
    _answer(server)
    return server


def _begin(server: ApiyardServer) -> None:
    """Register what the editor tells once."""

    @server.feature(types.INITIALIZED)
    def begun(ls: ApiyardServer, params: types.InitializedParams) -> None:
        folders = [path_of(each.uri) for each in ls.workspace.folders.values()]
        ls.shelf.roots = tuple(folder.resolve() for folder in folders)

    @server.feature(types.INITIALIZE)
    def told(ls: ApiyardServer, params: types.InitializeParams) -> None:
        options = params.initialization_options
        ruleset = options.get("ruleset") if isinstance(options, dict) else getattr(options, "ruleset", None)
        if isinstance(ruleset, str) and ruleset:
            ls.checker.ruleset = ruleset


def _follow(server: ApiyardServer) -> None:
    """Register what the editor tells of its texts."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: ApiyardServer, params: types.DidOpenTextDocumentParams) -> None:
        ls.take(params.text_document.uri, now=True)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: ApiyardServer, params: types.DidChangeTextDocumentParams) -> None:
        ls.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: ApiyardServer, params: types.DidSaveTextDocumentParams) -> None:
        for path in ls.shelf.opened():
            ls.again(path, 0)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(ls: ApiyardServer, params: types.DidChangeWatchedFilesParams) -> None:
        ls.checker.forget()
        for path in ls.shelf.opened():
            ls.again(path, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: ApiyardServer, params: types.DidCloseTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        ls.shelf.drop(path)
        ls.checked.pop(path, None)
        waiting = ls.waiting.pop(path, None)
        if waiting is not None:
            waiting.cancel()
        for uri in ls.published.pop(path, set()):
            ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))


def _answer(server: ApiyardServer) -> None:
    """Register what the editor asks."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(ls: ApiyardServer, params: types.HoverParams) -> types.Hover | None:
        path = path_of(params.text_document.uri)
        found = hover(ls.shelf, path, ls.place(path, params.position))
        if found is None:
            return None
        words = types.MarkupContent(types.MarkupKind.Markdown, found[0])
        return types.Hover(words, answer.range_of(ls, path, found[1]))

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["#", "/", ":", " ", '"', "'"])
    )
    def on_completion(ls: ApiyardServer, params: types.CompletionParams) -> types.CompletionList:
        path = path_of(params.text_document.uri)
        place = ls.place(path, params.position)
        return types.CompletionList(
            is_incomplete=False,
            items=[answer.proposal(ls, path, each, place=place) for each in complete(ls.shelf, path, place)],
        )

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def on_definition(ls: ApiyardServer, params: types.DefinitionParams) -> types.Location | None:
        path = path_of(params.text_document.uri)
        found = definition(ls.shelf, path, ls.place(path, params.position))
        return answer.location(ls, found.path, found.item.key_span) if found else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def on_references(ls: ApiyardServer, params: types.ReferenceParams) -> list[types.Location]:
        path = path_of(params.text_document.uri)
        return [answer.location(ls, *each) for each in uses(ls.shelf, path, ls.place(path, params.position))]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def on_symbols(ls: ApiyardServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        path = path_of(params.text_document.uri)
        top = ls.shelf.outline(path)
        # A large document has many; other questions are answered meanwhile.
        return await asyncio.to_thread(_symbols, ls, path, symbols(top)) if top else []

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]),
    )
    async def on_action(ls: ApiyardServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        path = path_of(params.text_document.uri)
        checked = ls.checked.get(path)
        if checked is None or checked.text != ls.shelf.text(path):
            return []
        lines = (params.range.start.line, params.range.end.line)
        found = await asyncio.to_thread(actions, checked, lines)
        return [answer.action(ls, each) for each in found]


def _symbols(server: ApiyardServer, path: Path, found: tuple[Symbol, ...]) -> list[types.DocumentSymbol]:
    return [answer.symbol(server, path, each) for each in found]
