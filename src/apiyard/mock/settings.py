"""The settings file of a mock: a mapping of sections, each read by its own file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.core.options import Pointed
from apiyard.mock.section import Written, section
from apiyard.spec import source
from apiyard.spec.parse import Document, parse

KindT = TypeVar("KindT")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says.

    Args:
        folder: the folder of the file; paths in it start here.
        sections: what each section that was written was read into, by name.
    """

    folder: Path = field(default_factory=Path)
    sections: Mapping[str, object] = field(default_factory=dict)

    def of(self, id_: str, kind: type[KindT]) -> KindT | None:
        """Give what a section was read into.

        Args:
            id_: its name.
            kind: the noun that its file reads it into.

        Returns:
            The noun; None when the file does not have the section.
        """
        found = self.sections.get(id_)
        if found is not None and not isinstance(found, kind):
            raise TypeError(f"the section {id_} is read into {type(found).__name__}, not {kind.__name__}")
        return found


def read_settings(path: Path) -> Settings:
    """Read a settings file.

    Args:
        path: the file, YAML or JSON.

    Returns:
        What it says; nothing for an empty one.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is no mapping, or a section is wrong, with file, line and column.
        UnknownNameError: there is no such section; names the nearest one.
    """
    folder = path.resolve().parent
    document = parse(source.read(path, roots=(folder,)))
    place = Pointed(lambda pointer: _told(document, pointer))
    written = document.value
    if not isinstance(written, Mapping):
        raise InvalidInputError("the settings of a mock are a mapping of sections", where=_told(document, ""))
    return Settings(
        folder,
        {
            name: section(name, where=str(place.child(name))).read(Written(value, place.child(name), folder))
            for name, value in written.items()
        },
    )


def _told(document: Document, pointer: str) -> str:
    return str(document.locate(pointer))
