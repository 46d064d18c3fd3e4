"""How a mock behaves."""

from __future__ import annotations

from typing import Literal

from apiyard.core.noun import dataclass

Errors = Literal["contract", "problem"]
Wrongs = Literal["refuse", "report"]


@dataclass(frozen=True, slots=True)
class MockOptions:
    """How a mock behaves.

    Args:
        check_security: whether a request must carry the credentials that the contract asks for; any will do.
        max_body_bytes: larger bodies are refused with 413.
        seed: other seeds make other values where the contract has no examples.
        hosts: names that the header ``Host`` may have, without port, so that no page can reach the mock under a name
            of its own; empty for any.
        errors: in which form bad requests are refused: ``contract`` keeps to the contract's own response for that
            status where it has one, ``problem`` always gives problem details.
        wrongs: ``refuse`` sends nothing that breaks the contract on either side; ``report`` lets it pass and names it
            in the header ``x-apiyard-violations``, as a proxy does.
        max_wait_seconds: as long as ``Prefer: wait=`` may hold an answer back.
    """

    check_security: bool = True
    max_body_bytes: int = 10 * 1024 * 1024
    seed: int = 0
    hosts: tuple[str, ...] = ()
    errors: Errors = "contract"
    wrongs: Wrongs = "refuse"
    max_wait_seconds: float = 30.0
