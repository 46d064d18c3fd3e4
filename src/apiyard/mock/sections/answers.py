"""How answers are made and requests are refused."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError, nearest
from apiyard.core.noun import dataclass
from apiyard.core.options import read_options
from apiyard.mock.section import Section, Written

_FORMS = ("contract", "problem")


@dataclass(frozen=True, slots=True)
class Answers:
    """How answers are made and requests are refused.

    Args:
        errors: ``contract`` refuses in the form that the contract has for it, ``problem`` always as problem details.
        security: whether a request must carry the credentials that the contract asks for; any will do.
        seed: other seeds make other values where the contract has no examples.
        dynamic: whether values are made also where the contract has examples, as by ``Prefer: dynamic=true``; a
            sandbox has its own.
        wait_seconds: as long as ``Prefer: wait=`` may hold an answer back.
    """

    errors: str = "contract"
    security: bool = True
    seed: int = 0
    dynamic: bool = False
    wait_seconds: float = 30.0

    def __post_init__(self) -> None:
        """Refuse what is no form of errors, and times without end."""
        if self.errors not in _FORMS:
            raise InvalidInputError(
                "errors have the form of the contract or problem", piece=self.errors, hint=nearest(self.errors, _FORMS)
            )
        if not 0 <= self.wait_seconds <= 600:
            raise InvalidInputError("answers are held back for ten minutes at most", piece=str(self.wait_seconds))
        if self.seed < 0:
            raise InvalidInputError("a seed is not negative", piece=str(self.seed))


def _read(written: Written) -> Answers:
    return read_options(Answers, written.value, where=written.where)


SECTION = Section(
    id="answers",
    why="How answers are made and bad requests are refused, as the flags of the same names say.",
    read=_read,
    good=("{errors: problem, security: false}", "{seed: 7, wait-seconds: 5}", "{dynamic: true}"),
    bad=("{errors: json}", "{seed: -1}", "{wait-seconds: 1000}", "{security: often}"),
)
