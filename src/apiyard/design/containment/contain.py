"""Is every value of one schema a value of another? With a proof, a witness, or the keyword that keeps it open.

The question is turned round: is there a value that the left schema takes and the right one refuses? Goals of that
kind are taken apart after Attouche, Baazizi, Colazzo, Ghelli, Sartiani and Scherzinger (Witness Generation for JSON
Schema, PVLDB 2022); the view by types is that of Habib, Shinnar, Hirzel and Pradel (Finding Data Compatibility Bugs
with JSON Subschema Checks, ISSTA 2021).
"""

from __future__ import annotations

from typing import Any, Final

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.containment.answer import DEFAULT, Answer, Options
from apiyard.design.containment.budget import Budget, UndecidedError
from apiyard.design.containment.confirm import judge_of
from apiyard.design.containment.holds import Scale
from apiyard.design.containment.library import Library
from apiyard.design.containment.node import Node
from apiyard.design.containment.outcome import Closed, Outcome, Witness, closed
from apiyard.design.containment.schemas import Schemas
from apiyard.design.containment.search import Search
from apiyard.design.containment.shrink import shrink
from apiyard.spec.pointer import MISSING

__all__ = ["DEFAULT", "Answer", "Options", "Schemas", "contain"]

_SHRINK_STEPS: Final = 3_000
_CUT: Final = 240


def contain(left: Json, right: Json, schemas: Schemas, *, options: Options = DEFAULT) -> Answer:
    """Say whether every value that one schema takes is taken by another.

    Args:
        left: a schema of Draft 2020-12, an object or a boolean; often only a reference into one of the trees.
        right: the other one.
        schemas: the trees that references lead to; ``#`` in ``left`` or ``right`` is the schema itself.
        options: how to ask.

    Returns:
        The answer. ``contained`` is proved; ``not-contained`` has a witness that the validator has confirmed. It
        never raises for what schemas say: what is wrong or too much is ``unknown``.
    """
    library = schemas.library(formats=options.formats)
    question = _Question(library, library.bare(left), library.bare(right), options)
    try:
        return question.answer()
    except UndecidedError as error:
        return _unknown(error.keyword, error.why)
    except RecursionError:
        return _unknown("depth", "the schemas nest too deep")
    except (ValueError, OverflowError) as error:
        # Texts with lone surrogates and the like: no validator takes them.
        return _unknown("value", str(error).partition("\n")[0][:_CUT])


def _unknown(keyword: str, why: str = "") -> Answer:
    return Answer("unknown", MISSING, f"{keyword}: {why}" if why else keyword, keyword)


@dataclass(frozen=True, slots=True)
class _Question:
    """Two schemas."""

    library: Library
    left: Node
    right: Node
    options: Options

    def answer(self) -> Answer:
        """Find the answer."""
        outcome = self._solve()
        if isinstance(outcome, Closed):
            # That values of other types are no matter is said only when nothing else is to be said.
            rules = sorted(outcome.rules - {"type"}) or ["type"]
            return Answer("contained", MISSING, ", ".join(rules))
        if not isinstance(outcome, Witness):
            return _unknown(outcome.keyword, outcome.why)
        value = outcome.value
        if self.options.minimal:
            value = shrink(value, self._test())
        for candidate in (value, outcome.value):
            violation = self._confirmed(candidate)
            if violation is not None:
                return Answer("not-contained", candidate, violation[1], violation[0])
        return _unknown("witness", "the validator does not confirm what was found")

    def _solve(self) -> Outcome:
        left, right = self.left.literal(positive=True), self.right.literal(positive=False)
        if left ^ 1 == right:
            return closed("same-schema")
        search = Search(self.library, Budget(self.options.budget))
        if (left ^ right) & 1 and search.same(left, right):
            return closed("same-schema")
        return search.nearest(frozenset((left, right)))

    def _test(self) -> Any:
        scale = Scale(Budget(_SHRINK_STEPS))

        def is_witness(value: Any) -> bool:
            return scale.weigh(self.left, value) and not scale.weigh(self.right, value)

        return is_witness

    def _confirmed(self, value: Json) -> tuple[str, str] | None:
        """Give keyword and words of the violation; None when the validator does not see a witness."""
        if not judge_of(self.left, value, self.library).validator.is_valid(value):
            return None
        return judge_of(self.right, value, self.library).violation(value)
