"""Items that people wrote, which a sandbox begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from apiyard.core.errors import InvalidInputError, NotFoundError, unknown
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass
from apiyard.mock.sandbox.anatomy import Anatomist
from apiyard.mock.sandbox.resource import Model, Resource
from apiyard.spec import pointer as pointers
from apiyard.spec import source
from apiyard.spec.parse import Document, parse

Seeds: TypeAlias = dict[str, list[tuple[JsonObject, Mapping[str, str]]]]
WITHIN = "@in"
"""The member of a written item that says what it is in, by the variables of its path."""
_ENDINGS = frozenset({".json", ".yaml", ".yml"})
_MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file with items of one resource.

    Args:
        resource: the name of the resource: the file's name.
        document: the file.
    """

    resource: str
    document: Document


def read_seed_files(folder: Path) -> list[SeedFile]:
    """Read the files of a folder of seed data, and of one folder in it for each API.

    Args:
        folder: the folder; each file is named like its resource and ends with ``.json``, ``.yaml`` or ``.yml``.

    Returns:
        The files, by name; those of an API have its name before theirs, as in ``orders/customers``.

    Raises:
        NotFoundError: there is no such folder.
        InvalidInputError: a file cannot be read, or there are too many.
    """
    if not folder.is_dir():
        raise NotFoundError("there is no such folder of seed data", where=str(folder))
    paths = sorted(path for path in (*folder.glob("*"), *folder.glob("*/*")) if path.suffix in _ENDINGS)
    if len(paths) > _MOST_FILES:
        raise InvalidInputError(f"a folder of seed data has at most {_MOST_FILES} files", where=str(folder))
    root = folder.resolve()
    return [
        SeedFile(path.relative_to(folder).with_suffix("").as_posix(), parse(source.read(path, roots=(root,))))
        for path in paths
    ]


def seeds_of(files: Iterable[SeedFile], model: Model, *, api: str = "") -> Seeds:
    """Give the seeds of one API.

    Args:
        files: all files.
        model: what the API keeps.
        api: its name; files of other APIs are left out.

    Returns:
        Items and what they are in, by the id of the resource.

    Raises:
        InvalidInputError: an item breaks the schema of its resource, with file and line.
    """
    found: Seeds = {}
    for file in files:
        owner, _, name = file.resource.rpartition("/")
        resource = _named(model, name) if owner in ("", api) else None
        if resource is not None:
            found.setdefault(resource.id, []).extend(_items(file, resource))
    return found


def check_seed_files(files: Iterable[SeedFile], models: Mapping[str, Model]) -> None:
    """Refuse files that no API has a resource for.

    Args:
        files: the files.
        models: what the APIs keep, by name.

    Raises:
        UnknownNameError: no resource has the name; names the nearest one.
    """
    for file in files:
        owner, _, name = file.resource.rpartition("/")
        if owner and owner not in models:
            raise unknown("API", owner, models, where=str(file.document.locate("")))
        asked = [models[owner]] if owner else list(models.values())
        if not any(_named(model, name) for model in asked):
            known = sorted({each for model in asked for each in model.resources})
            raise unknown("resource", name, known, where=str(file.document.locate("")))


def _named(model: Model, name: str) -> Resource | None:
    return model.resources.get(name) or next((each for each in model.resources.values() if each.name == name), None)


def _items(file: SeedFile, resource: Resource) -> Iterator[tuple[JsonObject, Mapping[str, str]]]:
    """Read a list of items, or items by their ids."""
    value = file.document.value
    if isinstance(value, Mapping):
        rows = [(pointers.join("", key), _with_id(key, item, resource)) for key, item in value.items()]
    elif isinstance(value, list):
        rows = [(f"/{index}", item) for index, item in enumerate(value)]
    else:
        raise InvalidInputError("seed data is a list of items, or items by id", where=str(file.document.locate("")))
    for pointer, item in rows:
        try:
            yield read_seed(item, resource)
        except InvalidInputError as error:
            error.where = str(file.document.locate(pointer + error.where))
            raise


def _with_id(key: object, item: Json, resource: Resource) -> Json:
    if not isinstance(item, Mapping) or not resource.identity or resource.identity in item:
        return item
    schema = Anatomist().read(resource.schema).members.get(resource.identity) if resource.schema is not None else None
    text = str(key)
    whole = schema is not None and not schema.is_valid(text) and text.isascii() and text.isdecimal()
    return {resource.identity: int(text) if whole else text, **item}


def read_seed(item: Json, resource: Resource) -> tuple[JsonObject, Mapping[str, str]]:
    """Read an item that somebody wrote.

    Args:
        item: the item, with ``@in`` where it is in something.
        resource: of what kind it is.

    Returns:
        The item, and by variable what it is in.

    Raises:
        InvalidInputError: it is no object, or a member breaks its schema; ``where`` is a pointer into the item.
    """
    if not isinstance(item, Mapping):
        raise InvalidInputError("an item is an object")
    within = item.get(WITHIN, {})
    if not isinstance(within, Mapping):
        raise InvalidInputError("what an item is in is written as names and values", where=f"/{WITHIN}")
    told = {name: value for name, value in item.items() if name != WITHIN}
    anatomy = Anatomist().read(resource.schema) if resource.schema is not None else None
    for name, value in told.items() if anatomy is not None else ():
        schema = anatomy.members.get(name) if anatomy is not None else None
        if schema is None:
            if anatomy is not None and not anatomy.open:
                raise unknown("member", name, anatomy.members, where=pointers.join("", name))
            continue
        wrong = schema.validate(value, direction="response")
        if wrong:
            where = pointers.join("", name) + wrong[0].pointer
            raise InvalidInputError(f"an item of {resource.name} breaks the contract: {wrong[0].message}", where=where)
    return told, {str(name): str(value) for name, value in within.items()}
