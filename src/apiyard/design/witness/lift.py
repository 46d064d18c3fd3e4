"""From a value at one place of a schema to a complete exchange around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.cause import ExchangeProof
from apiyard.design.diffing.pair import Contracts
from apiyard.design.diffing.place import Place, Site, Step
from apiyard.design.witness.prove import REPLIES, Draft, prove
from apiyard.design.witness.shape import Exactly, Like, hold, is_same_instance
from apiyard.design.witness.trial import Concern, Trial, trial_of
from apiyard.spec import media
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.wish import CannotBuildError, ReplyWish, Wish
from apiyard.spec.operation import MediaType, Operation, Parameter
from apiyard.spec.sample import NoSampleError, sample_shaped
from apiyard.spec.schema import Schema
from apiyard.spec.violation import Direction, Where

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_SEEDS = 2
_LEAST_DEPTH, _MOST_DEPTH, _BELOW = 32, 120, 8
_DEMANDS: tuple[dict[str, Json], ...] = ({"minItems": 1}, {"minItems": 2}, {"minProperties": 1}, {"minLength": 1})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the source contract a place is.

    Args:
        schema: its schema, None when it has none.
        name: the parameter's or header's name there.
        key: the status of the response there; empty for requests.
        media_type: the key of the content there; empty when there is none.
        listed: whether the schema is that of each item of a sequence.
    """

    schema: Schema | None
    name: str = ""
    key: str = ""
    media_type: str = ""
    listed: bool = False


def lift(
    contracts: Contracts,
    site: Site,
    value: Json,
    *,
    keywords: frozenset[str] = frozenset(),
    names: frozenset[str] = frozenset(),
) -> ExchangeProof | str:
    """Build a complete exchange around a value, and confirm it under both contracts.

    What stands around the value is made from the contract that must allow the exchange: the old one for what
    clients write, the new one for what servers write. The exchange is made as small as it can be.

    Args:
        contracts: both contracts, and how they are compared.
        site: where the value stands.
        value: the value, which conforms to the schema at the site there, and not to that of the other contract.
        keywords: the keywords that changed, so that among several violations theirs is told.
        names: the names of members that the change is about, for the same.

    Returns:
        The proof, or why there is none.

    Raises:
        InvalidInputError: a schema of a contract is itself wrong.
    """
    trial = trial_of(contracts, site.place)
    reason = ""
    try:
        spot = spot_of(trial, site.place)
        work = _Lift(trial, site, spot, keywords, names)
        for inner in work.tries(value):
            found = work.prove(inner)
            if isinstance(found, ExchangeProof):
                return found
            reason = reason or found
    except CannotBuildError as error:
        return _reason(error)
    return reason


@dataclass(frozen=True, slots=True)
class _Lift:
    """The work of lifting one value.

    Args:
        trial: the contracts.
        site: where the value stands.
        spot: the place in the contract that must allow the exchange.
        keywords: the keywords that changed.
        names: the names of members that the change is about.
    """

    trial: Trial
    site: Site
    spot: Spot
    keywords: frozenset[str]
    names: frozenset[str]

    def tries(self, value: Json) -> Iterator[Exactly | Like]:
        """Give what to hold at the site: the value, with more members, and where not all can be sent others like it."""
        yield Exactly(value)
        steps = self.site.steps
        if isinstance(value, Mapping) and steps and is_same_instance(steps[-1]):
            yield Exactly(value, extended=True)
        if _is_text(self.site.place, self.spot):
            yield from (Like(demand) for demand in _DEMANDS)

    def prove(self, inner: Exactly | Like) -> ExchangeProof | str:
        """Try to prove the change with something held at the site."""
        reason = ""
        for seed in range(_SEEDS):
            try:
                found = prove(self.trial, self.draft(inner, seed))
            except (CannotBuildError, NoSampleError) as error:
                found = _reason(error)
            if isinstance(found, ExchangeProof):
                return found
            reason = reason or found
        return reason

    def draft(self, inner: Exactly | Like, seed: int) -> Draft:
        """Make the whole value of the place, and wish for an exchange with it."""
        part, schema = self.site.place.part, self.spot.schema
        plain = isinstance(inner, Exactly) and not inner.extended
        whole: Json = inner.value if isinstance(inner, Exactly) else None
        inside = ""
        if schema is not None and not (plain and not self.site.steps):
            direction: Direction = "response" if part in REPLIES else "request"
            old = self.trial.direction == "request"
            tree = schema.scope.directed(direction)
            way = tuple((step, _led(tree, step, step.old if old else step.new)) for step in self.site.steps)
            held = hold(tree, schema.pointer, way, inner=inner)
            whole = sample_shaped(schema, held.shape, direction=direction, seed=seed, depth=_depth(len(way)))
            inside = held.pointer
            if not self._holds(pointers.get(whole, inside), inner):
                raise CannotBuildError("the value cannot stand there in a whole value of the contract")
        if self.spot.listed:
            whole, inside = [whole], f"/0{inside}"
        where, prefix = _where(part, _name_in_target(self.trial, self.site.place, self.spot))
        # Another value than the one that was found may break for another reason.
        concern = Concern(where, prefix + inside, self.keywords, must=isinstance(inner, Like), names=self.names)
        return Draft(_wish(part, self.spot, whole), _reply_wish(part, self.spot, whole), concern, inside, part)

    def _holds(self, found: object, inner: Exactly | Like) -> bool:
        """Say whether what was to be held is there; the name of a property stands nowhere as a value."""
        steps = self.site.steps
        if isinstance(inner, Like) or (steps and steps[-1].kind == "names"):
            return True
        if inner.extended and isinstance(found, Mapping) and isinstance(inner.value, Mapping):
            return all(name in found and found[name] == item for name, item in inner.value.items())
        return bool(found == inner.value)


def _led(tree: Json, step: Step, pointer: str) -> str:
    """Give the pointer of the schema that a step leads to."""
    ref = pointers.get(tree, pointer) if step.kind == "ref" else None
    return pointers.from_fragment(ref[1:]) if isinstance(ref, str) and ref.startswith("#") else pointer


def _depth(steps: int) -> int:
    """Give how deep a value may nest that holds another one so many steps deep."""
    return max(_LEAST_DEPTH, min(steps + _BELOW, _MOST_DEPTH))


def _is_text(place: Place, spot: Spot) -> bool:
    """Say whether values are written as text here, so that not each of them, such as an empty list, can be sent."""
    if place.part in {"body", "reply-body"}:
        return not media.read(spot.media_type).is_json
    return place.part != "reply"


def spot_of(trial: Trial, place: Place) -> Spot:
    """Find a place in the contract that must allow the exchange.

    Args:
        trial: both contracts.
        place: the place, named as in the old contract.

    Returns:
        The spot.

    Raises:
        CannotBuildError: it is not there.
    """
    operation = trial.allowed
    if place.part == "body":
        held = operation.request_body
        key, entry = _entry(held.content if held else {}, place.media_type)
        return Spot(_schema(entry), media_type=key, listed=entry.schema is None and entry.item_schema is not None)
    if place.part in REPLIES:
        response = operation.responses.get(place.status) or (
            operation.response(int(place.status)) if place.status.isdecimal() else None
        )
        if response is None:
            raise CannotBuildError("there is no such response", piece=place.status)
        if place.part == "reply-header":
            header = next((each for each in response.headers.values() if _equal(each.name, place.name)), None)
            return Spot(_of_parameter(header), header.name if header else place.name, response.status)
        if place.part == "reply":
            return Spot(None, key=response.status)
        key, entry = _entry(response.content, place.media_type)
        listed = entry.schema is None and entry.item_schema is not None
        return Spot(_schema(entry), key=response.status, media_type=key, listed=listed)
    parameter = parameter_of(operation, place)
    return Spot(_of_parameter(parameter), parameter.name)


def parameter_of(operation: Operation, place: Place) -> Parameter:
    """Find a parameter that may be called otherwise in this contract: headers in any case, path variables in order.

    Args:
        operation: the operation.
        place: the place, named as in the old contract.

    Raises:
        CannotBuildError: there is none.
    """
    name = place.name
    if place.part == "path":
        old, own = _VARIABLE.findall(place.old.path), _VARIABLE.findall(operation.path)
        if name in old and len(old) == len(own):
            name = own[old.index(name)]
    for each in operation.parameters:
        same = _equal(each.name, name) if place.part == "header" else each.name == name
        if each.location == place.part and same:
            return each
    raise CannotBuildError(f"there is no such {place.part} parameter", piece=place.name)


def _wish(part: str, spot: Spot, whole: Json) -> Wish:
    if part in REPLIES or part == "operation":
        return Wish()
    if part == "body":
        return Wish(body=whole, media_type=spot.media_type)
    return Wish(values={(part, spot.name): whole})


def _reply_wish(part: str, spot: Spot, whole: Json) -> ReplyWish | None:
    if part not in REPLIES:
        return None
    if part == "reply-header":
        return ReplyWish(spot.key, headers={spot.name: whole})
    return ReplyWish(spot.key, body=whole, media_type=spot.media_type)


def _name_in_target(trial: Trial, place: Place, spot: Spot) -> str:
    """Give the name of the parameter or header in the contract that must not allow the exchange."""
    if place.part == "reply-header" and trial.refused is not None:
        response = trial.refused.responses.get(place.status)
        names = [each.name for each in response.headers.values()] if response is not None else []
        return next((name for name in names if _equal(name, spot.name)), spot.name)
    if place.part in {"path", "header"} and trial.refused is not None:
        try:
            return parameter_of(trial.refused, place).name
        except CannotBuildError:
            return spot.name
    return spot.name


def _where(part: str, name: str) -> tuple[Where, str]:
    if part in {"body", "reply-body"}:
        return "body", ""
    if part == "reply-header":
        return "header", pointers.join("", name)
    if part == "querystring":
        return "query", pointers.join("", name)
    if part in {"path", "query", "header", "cookie"}:
        return part, pointers.join("", name)  # type: ignore[return-value]
    return "status", ""


def _entry(content: Mapping[str, MediaType], name: str) -> tuple[str, MediaType]:
    if name in content:
        return name, content[name]
    found = media.choose(content, name)
    if found is None:
        raise CannotBuildError("there is no such media type", piece=name)
    return found


def _schema(entry: MediaType) -> Schema | None:
    return entry.schema if entry.schema is not None else entry.item_schema


def _of_parameter(parameter: Parameter | None) -> Schema | None:
    if parameter is None:
        return None
    return next(iter(parameter.content.values())).schema if parameter.content else parameter.schema


def _equal(left: str, right: str) -> bool:
    return left.lower() == right.lower()


def _reason(error: ApiyardError) -> str:
    return f"{error.what}: {error.piece}" if error.piece else error.what
