"""What the engine answers to whether one schema is contained in another, and how it may be asked."""

from __future__ import annotations

from typing import Literal

from apiyard.core.json import Json
from apiyard.core.noun import dataclass

Verdict = Literal["contained", "not-contained", "unknown"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether every value that the left schema takes is taken by the right one.

    Args:
        verdict: ``contained`` is proved, ``not-contained`` has a witness, ``unknown`` is everything else.
        witness: a value that the left schema takes and the right one refuses, both confirmed by the validator;
            ``MISSING`` of `apiyard.spec.pointer` when there is none.
        reason: for contained, the rules that closed all cases; for not-contained, what the right schema says of the
            witness; for unknown, what could not be decided.
        keyword: the keyword that refuses the witness, or that could not be decided; empty when there is none.
    """

    verdict: Verdict
    witness: Json | object
    reason: str
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """How the engine is asked.

    Args:
        formats: whether ``format`` is an assertion; else it says nothing.
        budget: the steps that one question may take; the same question always takes the same steps.
        minimal: whether a witness is made as small and as readable as it can be.
    """

    formats: bool = False
    budget: int = 20_000
    minimal: bool = True


DEFAULT = Options()
