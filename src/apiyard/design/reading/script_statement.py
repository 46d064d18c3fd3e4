"""The statements of a script: what it imports, its constants, and what it exports."""

from __future__ import annotations

from typing import Any

from apiyard.design.reading.script_value import ScriptValues
from apiyard.design.reading.script_words import Kind, Word
from apiyard.design.reading.written import Code, Named


class ScriptReader(ScriptValues):
    """Reads the statements of a script from left to right."""

    def exported(self) -> Any:
        """Give what the script exports by default; `UNDEFINED` when it does not.

        Raises:
            InvalidInputError: there is a statement that is no data.
        """
        while self.word.kind is not Kind.END:
            self.statement()
        return self.result

    def statement(self) -> None:
        """Read one statement."""
        word = self.word
        if self.next(";") or word.kind is Kind.STRING:
            self.at += word.kind is Kind.STRING
        elif self.next("import"):
            self.imports(word)
        elif self.next("export"):
            self.export()
        elif word.text in {"const", "let", "var"}:
            self.at += 1
            self.constants()
        elif word.text in {"function", "class", "async"}:
            self.definition()
        elif word.text in {"module", "exports"}:
            self.assigned()
        elif word.text == "Object":
            self.skip()
        else:
            raise self.wrong("this statement cannot be read without running it")

    def definition(self) -> None:
        """Step over a function or class, which is known by its name as code."""
        word = self.word
        while self.word.text in {"async", "function", "class", "*"}:
            self.at += 1
        self.known[self.name()] = Code("a function", self.place(word.at))
        while self.word.text != "{" and self.word.kind is not Kind.END:
            self.step()
        self.step()

    def imports(self, start: Word) -> None:
        """Read the names of an import (ECMA-262, 16.2.2)."""
        names: dict[str, str] = {}
        while not self.next("from"):
            word = self.word
            if word.kind is Kind.STRING and not names:
                break
            if self.next("*"):
                self.need("as")
                names[self.name()] = "*"
            elif self.next("{"):
                names.update(self.braces("as"))
            elif word.kind is Kind.NAME:
                names[self.name()] = "default"
            elif not self.next(","):
                raise self.wrong("this import cannot be read")
        module = self.module()
        if self.next("with") or self.next("assert"):
            self.step()
        for local, name in names.items():
            self.known[local] = Named(module, name, self.place(start.at))

    def braces(self, sign: str) -> dict[str, str]:
        """Read names in braces, each with another one behind ``as`` or ``:``, to the local names."""
        names: dict[str, str] = {}
        while not self.next("}"):
            word = self.word
            if word.kind is Kind.STRING:
                self.at += 1
            name = word.text if word.kind is Kind.STRING else self.name()
            names[self.name() if self.next(sign) else name] = name
            if self.word.text != "}":
                self.need(",")
        return names

    def export(self) -> None:
        """Read what is exported."""
        word = self.word
        if self.next("default"):
            self.give()
        elif self.next("{"):
            for local, name in self.braces("as").items():
                self.names[local] = self.known.get(name, Code(name, self.place(word.at)))
            self.result = self.names.pop("default", self.result)
        elif word.text in {"const", "let", "var", "function", "class", "async"}:
            before = set(self.known)
            self.statement()
            self.names.update({name: self.known[name] for name in self.known.keys() - before})
        else:
            raise self.wrong("this export cannot be read")

    def assigned(self) -> None:
        """Read an assignment to what the script exports."""
        word = self.word
        dotted = [self.name()]
        while self.next("."):
            dotted.append(self.name())
        self.need("=")
        if dotted in (["module", "exports"], ["exports", "default"], ["module", "exports", "default"]):
            self.give()
        elif dotted[-2:-1] == ["exports"]:
            self.names[dotted[-1]] = self.value()
        else:
            raise self.wrong("this statement cannot be read without running it", word)

    def give(self) -> None:
        """Read the value that is exported."""
        self.start = self.word.at
        self.result = self.value()

    def constants(self) -> None:
        """Read constants, also several names taken out of a module that is required."""
        while True:
            word = self.word
            if self.next("{"):
                names = self.braces(":")
                self.need("=")
                self.take(names, self.kept())
            else:
                name = self.name()
                self.known[name] = self.kept() if self.next("=") else Code("a variable", self.place(word.at))
            if not self.next(","):
                return

    def kept(self) -> Any:
        """Read a value in which the names of other files stay names."""
        before, self.keep = self.keep, True
        value = self.value()
        self.keep = before
        return value

    def take(self, names: dict[str, str], value: Any) -> None:
        """Give names to parts of a value."""
        for local, name in names.items():
            self.known[local] = self.part(value, name, self.words[self.at - 1])
