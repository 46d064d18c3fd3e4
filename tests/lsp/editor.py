"""An editor for tests: starts the real language server and talks to it over stdio."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager, suppress

from lsprotocol import types
from pygls.lsp.client import LanguageClient

SECONDS = 20


class Editor:
    """One editor with one server.

    Args:
        folder: the folder that it has open.
    """

    def __init__(self, folder):
        self.folder = folder
        self.client = LanguageClient("test", "1")
        self.found: dict[str, list[types.Diagnostic]] = {}
        self.news = asyncio.Event()
        self.version = 1

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params):
            self.found[params.uri] = params.diagnostics
            self.news.set()

    def uri(self, name):
        return (self.folder / name).as_uri()

    def id(self, name):
        return types.TextDocumentIdentifier(self.uri(name))

    def open(self, name, text):
        item = types.TextDocumentItem(self.uri(name), "yaml", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, name, text):
        self.version += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri(name)),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def until(self, name, condition):
        """Wait until the findings of a file are as wanted, and give them."""
        async with asyncio.timeout(SECONDS):
            while self.uri(name) not in self.found or not condition(self.found[self.uri(name)]):
                self.news.clear()
                await self.news.wait()
        return self.found[self.uri(name)]

    async def ask(self, kind, name, place=None, **more):
        """Ask about a place of a file."""
        params = {"text_document": self.id(name), **more}
        if place is not None:
            params["position"] = types.Position(*place)
        names = {
            "hover": types.HoverParams,
            "completion": types.CompletionParams,
            "definition": types.DefinitionParams,
            "references": types.ReferenceParams,
            "document_symbol": types.DocumentSymbolParams,
            "code_action": types.CodeActionParams,
        }
        call = getattr(self.client, f"text_document_{kind}_async")
        return await asyncio.wait_for(call(names[kind](**params)), SECONDS)


@asynccontextmanager
async def editor(folder, **options):
    """Open an editor, and end its server afterwards."""
    made = Editor(folder)
    await made.client.start_io(sys.executable, "-m", "apiyard", "lsp")
    try:
        await asyncio.wait_for(
            made.client.initialize_async(
                types.InitializeParams(
                    capabilities=types.ClientCapabilities(),
                    workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "test")],
                    initialization_options=options,
                )
            ),
            SECONDS,
        )
        made.client.initialized(types.InitializedParams())
        yield made
    except BaseException:
        if made.client._server is not None:
            made.client._server.kill()
        raise
    else:
        await asyncio.wait_for(made.client.shutdown_async(None), SECONDS)
        made.client.exit(None)
    finally:
        server = made.client._server
        if server is not None and server.returncode is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(server.wait(), 5)
            if server.returncode is None:
                server.kill()
        await asyncio.wait_for(made.client.stop(), SECONDS)
