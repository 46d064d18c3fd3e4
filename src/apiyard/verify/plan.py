"""What a run of the verifier is asked to do."""

from __future__ import annotations

from pathlib import Path

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.spec.exchange import Headers
from apiyard.verify.auth.grant import Grant
from apiyard.verify.auth.secret import Vault
from apiyard.verify.case import Case
from apiyard.verify.planning.baseline import Baseline
from apiyard.verify.planning.fixture import Fixture
from apiyard.verify.planning.selection import Selection
from apiyard.verify.planning.tuning import Tuning

KINDS = ("examples", "edges", "fuzz", "stateful")
"""The kinds of cases of a run that does not say otherwise, the quick ones first.

``access`` is not among them: many a service leaves credentials to the gateway before it.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of one run.

    Args:
        kinds: ids of the kinds of cases, run in this order.
        seed: the same seed, contract and service give the same cases.
        max_examples: generated cases for each operation, half of them good and half of them bad requests.
        seconds: the time for the whole run; what was not reached then is told. Up to a tenth more is taken to make
            failures smaller.
        reply_seconds: how long one reply may take.
        wait_seconds: how long a service may take until it listens; it counts to no other time.
        headers: sent with every request, such as a key; they win over generated ones.
        operations: ids of the operations to verify; empty for all.
        allow_remote: whether the service may be on another machine.
        insecure: whether it is believed also when nobody vouches for its certificate.
        cases: cases that are kept; the kind ``kept`` sends them.
        selection: or which operations to verify by tag, method, path and more, among these.
        auth: the credentials.
        vault: reads the secrets that they refer to.
        fixtures: values that stand in for generated ones.
        workers: how many operations are verified at the same time.
        tuning: what checks are asked for less strictly, with reasons.
        baseline: failures that are known and for which a run does not fail.
    """

    kinds: tuple[str, ...] = KINDS
    seed: int = 0
    max_examples: int = 60
    seconds: float = 30.0
    reply_seconds: float = 5.0
    wait_seconds: float = 0.0
    headers: Headers = ()
    operations: tuple[str, ...] = ()
    allow_remote: bool = False
    insecure: bool = False
    cases: tuple[Case, ...] = ()
    selection: Selection = field(default_factory=Selection)
    auth: tuple[Grant, ...] = ()
    vault: Vault = field(default_factory=lambda: Vault(lambda _: None, Path()))
    fixtures: tuple[Fixture, ...] = ()
    workers: int = 1
    tuning: tuple[Tuning, ...] = ()
    baseline: Baseline = field(default_factory=Baseline)

    def __post_init__(self) -> None:
        """Check the bounds."""
        if not 1 <= self.max_examples <= 100_000:
            raise InvalidInputError("max-examples must be 1 to 100000", piece=str(self.max_examples))
        if not 0 <= self.wait_seconds <= 3_600:
            raise InvalidInputError("a service may take up to an hour to start", piece=str(self.wait_seconds))
        if not 1 <= self.workers <= 64:
            raise InvalidInputError("a run has 1 to 64 workers", piece=str(self.workers))
        if not 0 < self.seconds <= 86_400 or not 0 < self.reply_seconds <= 600:
            raise InvalidInputError("a run takes up to a day, a reply up to 600 seconds", piece=str(self.seconds))
