"""Make a value conform to a schema while it says as much as it can of another value."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.mock.sandbox.anatomy import Anatomist, Anatomy
from apiyard.spec.sample import sample
from apiyard.spec.schema import Schema

_MOST_DEPTH = 12
_MOST_KEPT = 2_000
_MOST_TRIED = 200
_TURNS = 4


class UnfitError(ApiyardError):
    """No conforming value was found that says what the state says."""

    code = "cannot-tell-state"


@dataclass(slots=True)
class Fitter:
    """Fits values to the schemas of one contract, as they are meant in responses.

    Args:
        anatomist: reads the schemas.
    """

    anatomist: Anatomist
    _samples: dict[tuple[str, int], Json] = field(default_factory=dict)

    def sample(self, schema: Schema, turn: int = 0) -> Json:
        """Give a conforming value, made once for each schema and turn.

        Args:
            schema: the schema.
            turn: another one gives another value.

        Raises:
            NoSampleError: no conforming value was found.
        """
        key = (schema.pointer, turn)
        if key not in self._samples:
            if len(self._samples) >= _MOST_KEPT:
                self._samples.clear()
            self._samples[key] = sample(schema, direction="response", seed=turn)
        return self._samples[key]

    def fit(self, schema: Schema, value: Json) -> Json:
        """Give a conforming value that says as much as it can of another.

        What is not declared is left out; what must be there and is not is made; what cannot stand is replaced.

        Args:
            schema: the schema that it shall conform to in a response.
            value: what it shall say.

        Returns:
            A conforming value.

        Raises:
            UnfitError: none was found.
        """
        shown = self.trim(schema, value)
        if schema.is_valid(shown):
            return shown
        if schema.is_valid(value):  # branches may close what they do not declare themselves
            return value
        try:
            if isinstance(shown, Mapping):
                return self._object(schema, shown)
            if isinstance(shown, list):
                return self._array(schema, shown)
            return self.sample(schema)
        except UnfitError:
            raise
        except ApiyardError as error:
            raise UnfitError(error.what, where=error.where, piece=error.piece) from error

    def trim(self, schema: Schema, value: Json, depth: int = 0) -> Json:
        """Leave out what a schema does not declare or does not let travel in a response.

        Args:
            schema: the schema.
            value: the value, which stays as it is.
            depth: how deep it is in the whole.
        """
        if depth > _MOST_DEPTH or not isinstance(value, Mapping | list):
            return value
        anatomy = self.anatomist.read(schema)
        if isinstance(value, list):
            inner = anatomy.items
            return value if inner is None else [self.trim(inner, item, depth + 1) for item in value]
        if not anatomy.members:
            return value
        return {
            name: self.trim(anatomy.members[name], item, depth + 1) if name in anatomy.members else item
            for name, item in value.items()
            if self._travels(anatomy, name)
        }

    def _travels(self, anatomy: Anatomy, name: str) -> bool:
        schema = anatomy.members.get(name)
        if schema is None:
            return anatomy.open
        return not self.anatomist.flagged(schema, "writeOnly")

    def _object(self, schema: Schema, shown: Mapping[str, Json]) -> Json:
        """Fit an object: add what must be there, then mend its members one by one."""
        anatomy = self.anatomist.read(schema)
        whole = next((made for turn in range(_TURNS) if isinstance(made := self.sample(schema, turn), Mapping)), None)
        if whole is None:
            raise UnfitError("the schema allows no object here", where=schema.pointer)
        missing = {name: whole[name] for name in anatomy.required if name not in shown and name in whole}
        for tried in ({**shown, **missing}, {**whole, **shown}):
            if schema.is_valid(tried):
                return tried
        mended = {name: self._member(anatomy, name, item) for name, item in shown.items()}
        for tried in ({**mended, **missing}, {**whole, **mended}):
            if schema.is_valid(tried):
                return tried
        return self._greedy(schema, whole, mended)

    def _member(self, anatomy: Anatomy, name: str, item: Json) -> Json:
        inner = anatomy.members.get(name)
        if inner is None or inner.is_valid(item):
            return item
        try:
            return self.fit(inner, item)
        except UnfitError:
            return item

    def _greedy(self, schema: Schema, whole: Mapping[str, Json], shown: Mapping[str, Json]) -> Json:
        """Take over each member that leaves the whole conforming."""
        out: dict[str, Json] = dict(whole)
        for name, item in list(shown.items())[:_MOST_TRIED]:
            tried = {**out, name: item}
            if schema.is_valid(tried):
                out = tried
        for name in [name for name in out if name not in shown]:
            tried = {other: item for other, item in out.items() if other != name}
            if schema.is_valid(tried):
                out = tried
        return out

    def _array(self, schema: Schema, shown: list[Json]) -> Json:
        inner = self.anatomist.read(schema).items
        if inner is None:
            return self.sample(schema)
        fitted = [item if inner.is_valid(item) else self.fit(inner, item) for item in shown]
        if schema.is_valid(fitted):
            return fitted
        most = schema.resolved().value
        bound = most.get("maxItems") if isinstance(most, Mapping) else None
        if isinstance(bound, int) and len(fitted) > bound and schema.is_valid(fitted[:bound]):
            return fitted[:bound]
        return self.sample(schema)
