"""The public surface of a generated client, and how it differs from another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.cause import SymbolProof
from apiyard.design.symbols.generated_type import members_of, type_of
from apiyard.design.symbols.naming import camel, client_names, constant, method_name, pascal
from apiyard.spec import media
from apiyard.spec.contract import Contract
from apiyard.spec.operation import MediaType, Operation, Parameter


@dataclass(frozen=True, slots=True)
class Surface:
    """What code that uses a generated client can name.

    Args:
        symbols: the type or signature of each symbol: methods (``OrdersApi.getOrder()`` with what they must be
            given and give), optional arguments (``OrdersApi.getOrder(limit)``), models (``Order``), their fields
            (``Order.total``, with ``?`` where they may be absent) and enum members (``Status.PAID``).
    """

    symbols: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SurfaceChange:
    """How the surface of a generated client changed.

    Args:
        broken: symbols that are gone or are something else now; code that uses them stops compiling.
        added: symbols that are new.
    """

    broken: tuple[SymbolProof, ...]
    added: tuple[str, ...]


def surface(contract: Contract) -> Surface:
    """Give the public surface of a client that generators make of a contract.

    Args:
        contract: the contract.
    """
    symbols: dict[str, str] = {}
    for operation in contract.operations:
        for client in client_names(operation):
            symbols.update(_method(f"{client}.{method_name(operation)}", operation))
    for name, schema in schemas_of(contract).items():
        symbols.update(_model(pascal(name), schema))
    return Surface(symbols)


def compare_surfaces(old: Surface, new: Surface) -> SurfaceChange:
    """Compare the surfaces of two generated clients.

    Args:
        old: the one that code was written for.
        new: the one that it meets.

    Returns:
        What changed, in the order of the old surface, then of the new one.
    """
    broken = tuple(
        SymbolProof(symbol, before, new.symbols.get(symbol, ""))
        for symbol, before in old.symbols.items()
        if new.symbols.get(symbol) != before
    )
    return SurfaceChange(broken, tuple(symbol for symbol in new.symbols if symbol not in old.symbols))


def schemas_of(contract: Contract) -> Mapping[str, Json]:
    """Give the schemas among a contract's components, by name."""
    components = contract.tree.get("components")
    found = components.get("schemas") if isinstance(components, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _method(name: str, operation: Operation) -> Iterator[tuple[str, str]]:
    """Give a method with what it must be given, and each optional argument as a symbol of its own."""
    needed: list[str] = []
    optional: list[tuple[str, str]] = []
    for parameter in operation.parameters:
        kind = _argument(parameter)
        if parameter.required:
            needed.append(f"{camel(parameter.name)}: {kind}")
        else:
            optional.append((f"{name}({camel(parameter.name)})", kind))
    body = operation.request_body
    if body is not None:
        kind = _content(body.content)
        if body.required:
            needed.append(f"body: {kind}")
        else:
            optional.append((f"{name}(body)", kind))
    yield f"{name}()", f"({', '.join(needed)}): {_result(operation)}"
    yield from optional


def _argument(parameter: Parameter) -> str:
    if parameter.content:
        return _content(parameter.content)
    return type_of(parameter.schema.value) if parameter.schema is not None else "any"


def _content(content: Mapping[str, MediaType]) -> str:
    if not content:
        return "none"
    key = min(content, key=lambda name: (not media.read(name).is_json, name))
    schema = content[key].schema
    return type_of(schema.value) if schema is not None else "any"


def _result(operation: Operation) -> str:
    """Give what a method gives: the body of its first success, by status."""
    for status in sorted(operation.responses):
        if status.startswith("2"):
            return _content(operation.responses[status].content)
    default = operation.responses.get("default")
    return _content(default.content) if default is not None else "none"


def _model(name: str, schema: Json) -> Iterator[tuple[str, str]]:
    members = members_of(schema)
    yield name, "enum" if members else type_of(schema)
    for member in members:
        yield f"{name}.{constant(member)}", member
    for field, inner, required in _fields(schema):
        kind = type_of(inner)
        yield f"{name}.{field}", kind if required or kind.endswith("?") else f"{kind}?"
        for member in members_of(inner):
            yield f"{name}.{pascal(field)}.{constant(member)}", member


def _fields(schema: Json) -> Iterator[tuple[str, Json, bool]]:
    """Give the fields of a model, those of the parts of its allOf that stand in it too."""
    if not isinstance(schema, Mapping):
        return
    every = schema.get("allOf")
    parts = [schema, *(each for each in every if isinstance(each, Mapping))] if isinstance(every, list) else [schema]
    lists = [part.get("required") for part in parts]
    required = {name for each in lists if isinstance(each, list) for name in each}
    for part in parts:
        properties = part.get("properties")
        for field, inner in properties.items() if isinstance(properties, Mapping) else ():
            yield field, inner, field in required
