"""YAML to values by libyaml's events and an own builder that counts what aliases would expand to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from yaml._yaml import CParser  # the events of libyaml; the package gives them no public name

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.json import Json
from apiyard.core.late import late_pattern
from apiyard.spec import extent_yaml
from apiyard.spec.extent import Extent
from apiyard.spec.flaw import DUPLICATE_KEY, KEY_NO_TEXT, Flaw
from apiyard.spec.limits import Limits
from apiyard.spec.outline import LEVELS, Outline, OutlinedFinder, is_plain
from apiyard.spec.pointer import build

_CORE_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")}
_STR = "tag:yaml.org,2002:str"
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_START = frozenset("+-.0123456789")
_INT = late_pattern(r"[-+]?[0-9]+", re.ASCII)
_BASED = late_pattern(r"0o([0-7]+)|0x([0-9a-fA-F]+)", re.ASCII)
_FLOAT = late_pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = late_pattern(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MERGE = "<<"
_UNKNOWN = object()
_MAX_PLAIN = 10_000
_MAX_FLAWS = 1_000
_KINDS = {"int": "a number", "float": "a number", "bool": "a boolean"}


def maybe_flow(text: str) -> bool:
    """Say whether text that starts like JSON may be YAML's flow style: it has an unquoted or single-quoted key."""
    return re.match(r"\s*\{\s*(?:'|[A-Za-z#])", text) is not None


class _Frame:
    """An object or array that is being read."""

    __slots__ = ("anchor", "chars", "height", "key", "key_mark", "merges", "nodes", "outline", "value")

    def __init__(self, value: dict[str, Any] | list[Any], anchor: str | None) -> None:
        self.value = value
        self.anchor = anchor
        self.key: str | None = None
        self.key_mark: Any = None
        self.merges: list[Any] = []
        self.nodes = 1
        self.chars = 0
        self.height = 0
        self.outline: Outline | None = None


class _Builder:
    """Builds the value of one document from events."""

    def __init__(self, uri: str, limits: Limits, flaws: list[Flaw] | None) -> None:
        self.uri = uri
        self.flaws = flaws
        self.limits = limits
        self.max_nodes, self.max_chars = limits.max_yaml_nodes, limits.max_bytes
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Any, int, int, int]] = {}
        self.plain: dict[str, Any] = {}
        self.keys: dict[str, str] = {}
        self.result: Any = None
        self.outline: Outline | None = None
        self.done = False
        self.nodes = 0
        self.chars = 0

    def fail(self, kind: type[ApiyardError], what: str, mark: Any, *, piece: str = "", hint: str = "") -> ApiyardError:
        return kind(what, where=f"{self.uri}:{mark.line + 1}:{mark.column + 1}", piece=piece, hint=hint)

    def count(self, nodes: int, chars: int, mark: Any) -> None:
        self.nodes += nodes
        self.chars += chars
        if self.nodes > self.limits.max_yaml_nodes or self.chars > self.limits.max_bytes:
            raise self.fail(
                TooLargeError,
                f"the document holds more than {self.limits.max_yaml_nodes} values or {self.limits.max_bytes}"
                " characters with its aliases expanded",
                mark,
                hint="use $ref in the place of aliases, or write the document as JSON",
            )

    def put(self, value: Any, measure: tuple[int, int, int], mark: Any) -> None:
        """Give a finished value to the object or array around it."""
        if not self.stack:
            self.result, self.done = value, True
            return
        frame = self.stack[-1]
        nodes, chars, height = measure
        frame.nodes += nodes
        frame.chars += chars
        if height >= frame.height:
            frame.height = height + 1
        container = frame.value
        if type(container) is list:
            container.append(value)
            return
        if frame.key is None:
            raise self.fail(InvalidInputError, "a key must be a plain word", mark, hint="use a string as the key")
        if frame.key == _MERGE and isinstance(value, dict | list):
            frame.merges.append((value, mark))
        else:
            if frame.key in container:
                self.flaw(DUPLICATE_KEY, frame.key, frame.key_mark, hint="remove or rename one of them")
            container[frame.key] = value  # type: ignore[call-overload]
        frame.key = None

    def flaw(self, what: str, key: str, mark: Any, *, hint: str) -> None:
        """Note what is wrong with the key that is read, or end the reading."""
        if self.flaws is None:
            raise self.fail(InvalidInputError, what, mark, piece=key, hint=hint)
        if len(self.flaws) < _MAX_FLAWS:
            trail = [len(each.value) if type(each.value) is list else each.key for each in self.stack[:-1]]
            self.flaws.append(Flaw(what, build((*trail, key)), mark.line + 1, mark.column + 1, key, hint))

    def check_key(self, text: str, event: Any) -> None:
        """Note a key that YAML reads as something else than a string."""
        kind = self.keys.get(text)
        if kind is None:
            value = self.resolve(text, event)
            kind = "" if type(value) is str else "null" if value is None else type(value).__name__
            if len(self.keys) < _MAX_PLAIN:
                self.keys[text] = kind
        if kind:
            what = f"{KEY_NO_TEXT}, not {_KINDS.get(kind, kind)}"
            self.flaw(what, text, event.start_mark, hint="write it between quotes")

    def scalar(self, event: Any) -> None:
        text = event.value
        self.nodes += 1
        self.chars += len(text)
        if self.nodes > self.max_nodes or self.chars > self.max_chars:
            self.count(0, 0, event.start_mark)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and type(frame.value) is dict:
            frame.key, frame.key_mark = text, event.start_mark
            if frame.outline is not None:
                frame.outline.add(text, event)
            if self.flaws is not None and self.keys.get(text) != "" and event.implicit[0] and text != _MERGE:
                self.check_key(text, event)
            if event.anchor:
                self.anchors[event.anchor] = (text, 1, len(text), 0)
            return
        value = text
        if event.tag is not None:
            value = self.resolve(text, event)
        elif event.implicit[0]:
            value = self.plain.get(text, _UNKNOWN)
            if value is _UNKNOWN:
                value = self.resolve(text, event)
                if len(self.plain) < _MAX_PLAIN:
                    self.plain[text] = value
        if event.anchor:
            self.anchors[event.anchor] = (value, 1, len(text), 0)
        if frame is not None and type(frame.value) is list:
            frame.nodes += 1
            frame.chars += len(text)
            frame.height = frame.height or 1
            frame.value.append(value)
        else:
            self.put(value, (1, len(text), 0), event.start_mark)

    def resolve(self, text: str, event: Any) -> Any:
        """Give the value of a plain scalar by the core schema (YAML 1.2.2, section 10.3.2)."""
        if event.tag is not None:
            self.check_tag(event)
            if event.tag == _STR:
                return text
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _NUMBER_START:
            return text
        if len(text) > self.limits.max_digits and _FLOAT.fullmatch(text):
            raise self.too_long(event)
        if _INT.fullmatch(text):
            number = int(text)
            return self.bounded(number, event)
        if based := _BASED.fullmatch(text):
            if len(text) > self.limits.max_digits:
                raise self.too_long(event)
            number = int(based[1], 8) if based[1] else int(based[2], 16)
            return self.bounded(number, event)
        if _FLOAT.fullmatch(text):
            return self.finite(text, event)
        if _NOT_FINITE.fullmatch(text):
            raise self.fail(InvalidInputError, "JSON has no such number", event.start_mark, piece=text, hint="quote it")
        return text

    def too_long(self, event: Any) -> ApiyardError:
        what = f"a number has more than {self.limits.max_digits} digits"
        return self.fail(TooLargeError, what, event.start_mark, hint="write a shorter number, or quote it")

    def bounded(self, number: int, event: Any) -> int:
        if not -(1 << 63) <= number < 1 << 64:
            self.finite(str(number), event)
        return number

    def finite(self, text: str, event: Any) -> float:
        number = float(text)
        if number in (float("inf"), float("-inf")):
            what = "a number is larger than a double can hold"
            hint = "write a smaller number, or quote it"
            raise self.fail(TooLargeError, what, event.start_mark, piece=text, hint=hint)
        return number

    def check_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag not in _CORE_TAGS and event.tag != "!":
            what = "this tag has no meaning in a contract"
            raise self.fail(InvalidInputError, what, event.start_mark, piece=str(event.tag), hint="remove the tag")

    def open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        self.check_tag(event)
        self.count(1, 0, event.start_mark)
        if self.stack and type(self.stack[-1].value) is dict and self.stack[-1].key is None:
            raise self.fail(InvalidInputError, "a key must be a plain word", event.start_mark)
        if len(self.stack) >= self.limits.max_depth:
            what = f"the document nests deeper than {self.limits.max_depth} levels"
            raise self.fail(TooLargeError, what, event.start_mark, hint="flatten it, or raise the limit")
        frame = _Frame(value, event.anchor)
        if len(self.stack) < LEVELS and type(value) is dict and not event.flow_style:
            self.lay(frame, event)
        self.stack.append(frame)

    def lay(self, frame: _Frame, event: Any) -> None:
        """Note an object of the upper levels, if all around it are noted too."""
        around = self.stack[-1] if self.stack else None
        if event.anchor or event.tag or (around is not None and around.outline is None):
            return
        frame.outline = Outline((event.start_mark.line + 1, event.start_mark.column + 1))
        if around is None:
            self.outline = frame.outline
        elif around.outline is not None:
            around.outline.entries[around.key or ""].below = frame.outline

    def close(self, event: Any) -> None:
        frame = self.stack.pop()
        for value, mark in reversed(frame.merges):
            self.merge(frame.value, value, mark)
        measure = (frame.nodes, frame.chars, frame.height)
        if frame.anchor:
            self.anchors[frame.anchor] = (frame.value, *measure)
        self.put(frame.value, measure, event.start_mark)

    def merge(self, target: Any, value: Any, mark: Any) -> None:
        """Add the members of a merge key that the object does not have (YAML merge key, working draft 2005)."""
        for source in value if isinstance(value, list) else [value]:
            if not isinstance(source, dict):
                raise self.fail(InvalidInputError, "a merge key needs an object", mark)
            self.count(len(source), 0, mark)
            for key, member in source.items():
                target.setdefault(key, member)

    def alias(self, event: Any) -> None:
        known = self.anchors.get(event.anchor)
        if known is None:
            inside = any(frame.anchor == event.anchor for frame in self.stack)
            what = "an alias stands inside the value that it names" if inside else "an alias names no anchor"
            raise self.fail(InvalidInputError, what, event.start_mark, piece=f"*{event.anchor}")
        value, nodes, chars, height = known
        self.count(nodes, chars, event.start_mark)
        if len(self.stack) + height > self.limits.max_depth:
            what = f"the document nests deeper than {self.limits.max_depth} levels with its aliases expanded"
            raise self.fail(TooLargeError, what, event.start_mark)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and type(frame.value) is dict:
            if not isinstance(value, str):
                raise self.fail(InvalidInputError, "a key must be a plain word", event.start_mark)
            frame.key, frame.key_mark = value, event.start_mark
            return
        self.put(value, (nodes, chars, height), event.start_mark)


def _events(uri: str, text: str) -> Iterator[Any]:
    try:
        parser = CParser(text)
        while (event := parser.get_event()) is not None:
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{uri}:{mark.line + 1}:{mark.column + 1}" if mark else uri
        raise InvalidInputError(f"the document is no YAML: {error.problem}", where=where) from None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        raise InvalidInputError(f"the document is no YAML: {error.reason}", where=f"{uri}:{line}:{column}") from None


def read(
    uri: str, text: str, limits: Limits, *, flaws: list[Flaw] | None = None, outline: list[Outline] | None = None
) -> Json:
    """Read YAML 1.2 with the core schema; keys are strings as they are written.

    Args:
        uri: the document's name, for errors.
        text: the document.
        limits: the bounds.
        flaws: where keys that occur twice or are no strings are noted; None: the former are an error.
        outline: where the upper levels are noted, if there are no anchors.

    Returns:
        The value. Aliases share one object, so it must not be changed in place.

    Raises:
        InvalidInputError: no YAML, a duplicate key, a tag, or a number that JSON does not have; with line and column.
        TooLargeError: a bound is crossed, aliases counted as what they expand to.
    """
    builder = _Builder(uri, limits, flaws)
    for event in _events(uri, text):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            builder.scalar(event)
        elif kind is yaml.MappingStartEvent:
            builder.open(event, {})
        elif kind is yaml.SequenceStartEvent:
            builder.open(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            builder.close(event)
        elif kind is yaml.AliasEvent:
            builder.alias(event)
        elif kind is yaml.DocumentStartEvent and builder.done:
            raise builder.fail(InvalidInputError, "the file holds more than one document", event.start_mark)
    if not builder.done:
        raise InvalidInputError("the document is empty", where=f"{uri}:1:1", hint="write an OpenAPI document")
    if outline is not None and builder.outline is not None and not builder.anchors:
        outline.append(builder.outline)
    result: Json = builder.result
    return result


def finder(text: str, outline: list[Outline] | None = None) -> Callable[[str], Extent]:
    """Make a function that finds the extent of a pointer, by reading the events once more.

    Args:
        text: a document that ``read`` accepted.
        outline: the upper levels as ``read`` noted them; then only the lines that are asked for are read.

    Returns:
        The function.
    """
    if outline and is_plain(text, outline[0]):
        return OutlinedFinder(text, outline[0], lambda lines: extent_yaml.tree(_events("", lines), lines))
    return extent_yaml.finder(_events("", text), text)
