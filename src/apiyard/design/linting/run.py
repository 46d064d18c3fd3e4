"""One run of all rules over one inventory."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import ApiyardError, TooLargeError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.design.function import MISSING, Call, Result
from apiyard.design.jsonpath.path import Entry, JsonPath
from apiyard.design.jsonpath.program import Program
from apiyard.design.jsonpath.select import Selection
from apiyard.design.jsonpath.walk import Walk
from apiyard.design.linting.context import RuleContext
from apiyard.design.linting.message import dotted, fill, pointer_of
from apiyard.design.linting.place import Place
from apiyard.design.linting.question import Ask, Question, question, relevant
from apiyard.design.linting.target import is_plain, targets
from apiyard.design.ruleset import Active, ActiveRule
from apiyard.spec import pointer as pointers
from apiyard.spec.inventory import Inventory
from apiyard.spec.parse import Document

if TYPE_CHECKING:
    from apiyard.spec.contract import Contract

MAX_FINDINGS = 200_000
MAX_LETTERS = 20_000_000
"""So long may all messages together be before long ones are cut."""
MAX_ASKED = 25_000_000
"""So many questions may all rules together ask."""
_CUT = 200
_LONG = 1_000
_Direct = tuple[ActiveRule, Call, Any, RuleContext, str]
_Found = dict[tuple[str, str, str, str], tuple[Severity, Location | None, str, str]]


@lru_cache(maxsize=64)
def _program(paths: tuple[JsonPath, ...], groups: tuple[tuple[int, ...], ...]) -> Program:
    return Program(paths, groups)


class _EnoughError(Exception):
    """No further question is asked."""


class Run:
    """A run.

    Args:
        inventory: the documents.
        active: the rules.
        formats: the formats of the main document.
    """

    def __init__(self, inventory: Inventory, active: Active, formats: frozenset[str]) -> None:
        """Be ready to ask."""
        self.inventory = inventory
        self.active = active
        self.formats = formats
        self.found: _Found = {}
        self._letters = MAX_LETTERS
        self._left = MAX_ASKED
        self._last: tuple[Any, Any, Any, Place] = (None, None, None, self.root_place())
        self._named: tuple[Place, str] = (self._last[3], "")
        self._contract: Contract | ApiyardError | None = inventory.made

    def ask_all(self) -> None:
        """Ask all rules."""
        questions: list[Question] = []
        for rule in relevant(self.active, self.formats):
            try:
                questions.append(question(rule, self.formats))
            except ApiyardError as error:
                self.not_asked(rule, error, self.root_place())
        for resolved in (False, True):
            try:
                self.walk([each for each in questions if each.rule.rule.resolved is resolved], resolved=resolved)
            except _EnoughError:
                return

    def walk(self, questions: list[Question], *, resolved: bool) -> None:
        """Ask the rules that look at the same view of the document."""
        uses: dict[JsonPath, list[Question]] = {}
        for each in questions:
            for path in each.paths:
                uses.setdefault(path, []).append(each)
        contexts = {each.rule.rule.name: self.context(each, resolved=resolved) for each in questions}
        references = self.inventory if resolved else None
        root = self.inventory.root.value
        selection = Selection(root, references)
        regular = tuple(path for path in uses if path.regular)
        asked = [[(each, contexts[each.rule.rule.name]) for each in uses[path]] for path in regular]
        direct = [_direct(path, pairs) for path, pairs in zip(regular, asked, strict=True)]

        def match(number: int, entry: Entry) -> None:
            plain = direct[number]
            if plain is not None and self._left >= len(plain):
                self.ask_directly(plain, entry, selection)
                return
            path = regular[number]
            if path.containers and type(entry[0]) not in (dict, list):
                return
            self.ask(asked[number], path, entry, selection=selection)

        together = True
        if regular:
            numbers = {id(each): number for number, each in enumerate(questions)}
            groups = tuple(tuple(numbers[id(each)] for each in uses[path]) for path in regular)
            try:
                Walk(_program(regular, groups), root, references=references, match=match).run()
            except ApiyardError:  # their automaton, or a filter; what is told twice counts once
                together = False
        for path, those in uses.items():
            if path.containers or not path.regular or not together:
                pairs = [(each, contexts[each.rule.rule.name]) for each in those]
                if path.containers and together:
                    self.ask(pairs, path, (root, None, None, None), selection=selection)
                else:
                    self.select(path, pairs, selection)

    def select(self, path: JsonPath, pairs: list[tuple[Question, RuleContext]], selection: Selection) -> None:
        """Ask rules whose expression cannot share the walk."""
        start = (self.inventory.root.value, None, None, None)
        try:
            found = selection.select(path, start)
        except ApiyardError as error:
            for each, context in pairs:
                self.not_asked(each.rule, error, context.place(()))
            return
        for entry in found:
            self.ask(pairs, path, entry, selection=selection)

    def context(self, asked: Question, *, resolved: bool) -> RuleContext:
        """Make the context of a rule."""
        name = asked.rule.rule.name
        return RuleContext(self.inventory, self.formats, name, resolved=resolved, make=self.contract)

    def contract(self) -> Contract:
        """Give the compiled contract, made once."""
        if self._contract is None:
            from apiyard.spec.load import contract_through

            try:
                self._contract = contract_through(self.inventory.root.uri, self._document)
            except ApiyardError as error:
                self._contract = error
        if isinstance(self._contract, ApiyardError):
            raise self._contract
        return self._contract

    def _document(self, name: str) -> Document:
        return self.inventory.documents[name] if name in self.inventory.documents else self.inventory.read(name)

    def ask(
        self, pairs: Iterable[tuple[Question, RuleContext]], path: JsonPath, entry: Entry, *, selection: Selection
    ) -> None:
        """Ask rules about a value that an expression names."""
        for _ in range(path.up):
            if entry[2] is None:
                return
            entry = entry[2]
        value = entry[1] if path.keyed else entry[0]
        for asked, context in pairs:
            for ask in asked.asks:
                if not ask.field:
                    self.judge(asked.rule, ask, context, target=(entry, (), entry, value))
                    continue
                try:
                    for below, at, target in targets(selection, entry, ask.field, value=value):
                        self.judge(asked.rule, ask, context, target=(entry, below, at, target))
                except ApiyardError as error:
                    self.not_asked(asked.rule, error, self.root_place())

    def ask_directly(self, plain: list[_Direct], entry: Entry, selection: Selection) -> None:
        """Ask functions about the value of an entry, or about one of its members; it does what `ask` does."""
        self._left -= len(plain)
        for rule, call, options, context, field in plain:
            value, context.entry, context.rest = entry[0], entry, ()
            if field and type(value) is dict:
                if field in value:
                    value, hop = selection.reach(value[field])
                    context.entry = (value, field, entry, hop)
                else:
                    value, context.rest = MISSING, (field,)
            elif field and type(value) is list:
                value, context.rest = MISSING, (field,)
            try:
                for result in call(value, options, context) or ():
                    self.tell(rule, context, result)
            except ApiyardError as error:
                self.not_asked(rule, error, context.place(()))
            except RecursionError:
                self.not_asked(rule, TooLargeError("the value nests too deep for it"), context.place(()))

    def judge(self, rule: ActiveRule, ask: Ask, context: RuleContext, *, target: tuple[Any, ...]) -> None:
        """Ask one function about one value."""
        self._left -= 1
        if self._left < 0:
            what = f"the rules together ask more than {MAX_ASKED:,} questions of this document"
            raise self.enough(rule, TooLargeError(what, hint="ask fewer rules about all values"))
        entry, below, at, value = target
        context.entry, context.rest = (entry, below) if at is None or at is entry else (at, ())
        try:
            for result in ask.function.call(value, ask.options, context) or ():
                self.tell(rule, context, result)
        except ApiyardError as error:
            self.not_asked(rule, error, context.place(()))
        except RecursionError:
            self.not_asked(rule, TooLargeError("the value nests too deep for it"), context.place(()))

    def tell(self, rule: ActiveRule, context: RuleContext, result: Result) -> None:
        """Note a finding."""
        place = self.place(context, result)
        said = rule.rule.message or rule.rule.description or result.message
        if "{{" in said:
            values = {
                "error": result.message,
                "property": dotted(place.path[-1:] + place.missing) if place.missing else _last(place),
                "path": pointer_of(place.path),
                "value": place.value,
                "description": rule.rule.description,
            }
            values["error"] = fill(result.message, values)
            said = fill(rule.rule.message, values) if rule.rule.message else rule.rule.description or values["error"]
        self.note(rule, said.strip(), place, result=result)

    def place(self, context: RuleContext, result: Result) -> Place:
        """Give the place of a result; several that follow each other often have the same."""
        if result.at is not None:
            return Place(result.at.document, tuple(pointers.split(result.at.pointer)), (), None)
        entry, rest, path, place = self._last
        if entry is not context.entry or rest != context.rest or path != result.path:
            place = context.place(result.path)
            self._last = (context.entry, context.rest, result.path, place)
        return place

    def note(self, rule: ActiveRule, message: str, place: Place, *, result: Result) -> None:
        """Keep a finding, once for each place and message."""
        if result.at is not None:
            where = result.at.pointer
        else:
            if self._named[0] is not place:
                self._named = (place, pointers.build(place.path))
            where = self._named[1]
        severity = rule.severity
        if len(message) > _CUT or len(where) > _CUT:
            self._letters -= len(message) + len(where)
            message = message if self._letters >= 0 or len(message) <= _CUT else message[:_CUT] + "..."
            if self._letters < 0 and len(where) > _LONG:
                what = f"the places of all findings are longer than {MAX_LETTERS:,} letters"
                raise self.enough(rule, TooLargeError(what, hint="shorten the names in the document"))
        if self.active.severity_at is not None:
            severity = self.active.severity_at(rule, place.uri, where)
        if len(self.found) >= MAX_FINDINGS:
            raise _EnoughError
        if severity is not None:
            key = (rule.rule.name, place.uri, where, message)
            self.found.setdefault(key, (severity, result.at, result.piece, result.hint))

    def not_asked(self, rule: ActiveRule, error: ApiyardError, place: Place) -> None:
        """Note that a rule could not be asked."""
        if len(self.found) >= MAX_FINDINGS:
            raise _EnoughError
        message = f"the rule could not be asked: {error.what}"
        key = (rule.rule.name, place.uri, pointers.build(place.path), message)
        self.found.setdefault(key, (Severity.ERROR, None, error.piece, error.hint))

    def enough(self, rule: ActiveRule, error: TooLargeError) -> _EnoughError:
        """Note why no further question is asked; give what ends the run."""
        self.not_asked(rule, error, self.root_place())
        return _EnoughError()

    def root_place(self) -> Place:
        """Give the place of the whole main document."""
        return Place(self.inventory.root.uri, (), (), self.inventory.root.value)

    def findings(self) -> list[Finding]:
        """Give all that was found; lines and columns are looked up now."""
        found: list[Finding] = []
        places: dict[tuple[str, str], Location] = {}
        for (name, uri, where, message), (severity, at, piece, hint) in self.found.items():
            place = at or places.get((uri, where))
            if place is None:
                document = self.inventory.documents[uri]
                place = places[uri, where] = Location(uri, where, *_line(document, where))
            found.append(Finding(name, severity, message, place, piece, hint))
        return found


def _direct(path: JsonPath, pairs: list[tuple[Question, RuleContext]]) -> list[_Direct] | None:
    """Give what is asked of a value that a path names, where nothing but the value or a member of a name counts."""
    if path.up or path.keyed or path.containers:
        return None
    asks = [(asked.rule, context, ask) for asked, context in pairs for ask in asked.asks]
    if not all(is_plain(ask.field) for _, _, ask in asks):
        return None
    return [(rule, ask.function.call, ask.options, context, ask.field) for rule, context, ask in asks]


def _line(document: Document, pointer: str) -> tuple[int, int]:
    place = document.locate(pointer)
    return place.line, place.column


def _last(place: Place) -> str:
    return str(place.path[-1]) if place.path else ""
