"""From the nouns of this floor to those of the Language Server Protocol (LSP 3.17)."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lsprotocol import types
from pygls import uris
from pygls.workspace import PositionCodec

from apiyard.core.finding import Severity
from apiyard.lsp.action import Action
from apiyard.lsp.check import Checked, Found
from apiyard.lsp.completion import Proposal
from apiyard.lsp.outline import Place, Span
from apiyard.lsp.symbol import Symbol

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARN: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_SYMBOLS = {
    "path": types.SymbolKind.Namespace,
    "operation": types.SymbolKind.Method,
    "component": types.SymbolKind.Class,
    "section": types.SymbolKind.Module,
    "value": types.SymbolKind.String,
}
_PROPOSALS = {
    "reference": types.CompletionItemKind.Reference,
    "file": types.CompletionItemKind.File,
    "value": types.CompletionItemKind.Value,
    "field": types.CompletionItemKind.Field,
}


class Texts(Protocol):
    """Who knows the lines of a file and the editor's units."""

    def lines(self, path: Path) -> list[str]:
        """Give the lines of a file with their ends."""
        ...

    def codec(self) -> PositionCodec:
        """Give what translates between characters and the editor's units."""
        ...


def range_of(texts: Texts, path: Path, span: Span) -> types.Range:
    """Give a part of a text in the editor's units."""
    start = types.Position(span.line, span.column)
    end = types.Position(span.end_line, span.end_column)
    return texts.codec().range_to_client_units(texts.lines(path), types.Range(start, end))


def uri_of(path: Path) -> str:
    """Give the URI of a file."""
    return uris.from_fs_path(str(path)) or ""


def location(texts: Texts, path: Path, span: Span) -> types.Location:
    """Give a part of a file."""
    return types.Location(uri_of(path), range_of(texts, path, span))


def diagnostics(texts: Texts, checked: Checked) -> dict[str, list[types.Diagnostic]]:
    """Give what was found, by file."""
    told: dict[str, list[types.Diagnostic]] = {}
    for each in checked.found:
        told.setdefault(uri_of(each.path), []).append(_diagnostic(texts, each))
    return told


def _diagnostic(texts: Texts, found: Found) -> types.Diagnostic:
    finding = found.finding
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return types.Diagnostic(
        range=range_of(texts, found.path, found.span),
        message=message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source="apiyard",
        code_description=types.CodeDescription(found.url) if found.url else None,
    )


def proposal(texts: Texts, path: Path, each: Proposal, *, place: Place) -> types.CompletionItem:
    """Give one thing that can be written."""
    line, column = place
    return types.CompletionItem(
        label=each.text.strip().removesuffix(":"),
        detail=each.about or None,
        kind=_PROPOSALS[each.kind],
        filter_text=each.text,
        text_edit=types.TextEdit(range_of(texts, path, Span(line, each.start, line, column)), each.text),
    )


def symbol(texts: Texts, path: Path, each: Symbol) -> types.DocumentSymbol:
    """Give one thing of a document with those in it."""
    return types.DocumentSymbol(
        name=each.name or "(no name)",
        detail=each.detail or None,
        kind=_SYMBOLS[each.kind],
        range=range_of(texts, path, each.whole),
        selection_range=range_of(texts, path, each.item.key_span),
        children=[symbol(texts, path, below) for below in each.children],
    )


def action(texts: Texts, each: Action) -> types.CodeAction:
    """Give one thing that can be done."""
    changes = {}
    for path, text in each.texts.items():
        lines = texts.lines(path)
        end = Span(0, 0, len(lines), 0)
        changes[uri_of(path)] = [types.TextEdit(range_of(texts, path, end), text)]
    kind = types.CodeActionKind.SourceFixAll if each.everything else types.CodeActionKind.QuickFix
    return types.CodeAction(title=each.title, kind=kind, edit=types.WorkspaceEdit(changes=changes))
