"""The layer that holds answers back and lets them go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from random import Random

from apiyard.core.clock import Clock, SystemClock
from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.noun import dataclass, field, replace
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.control import told
from apiyard.mock.fault import Fault, Sleep, Struck, read_fault
from apiyard.mock.injecting.delay import Delay, read_delay
from apiyard.mock.injecting.rule import Chosen, FaultOptions, Rule
from apiyard.mock.layer import Layer, Next
from apiyard.mock.pipeline import settled
from apiyard.mock.step import Answer, Call, Coming, Refused

HEADER = "x-apiyard-fault"
"""Asks for faults in one request: ``reset``, ``status=503``, ``delay=0.5, slow=100``."""

_LENGTH = len(HEADER)
_MOST_ASKED = 200
_MOST_RULES = 1_000


@dataclass(slots=True)
class Kept:
    """A rule with what it counted.

    Args:
        rule: the rule.
        random: its own chance, so that other rules do not change what it strikes.
        meant: how many calls it was about.
        struck: how many of them it struck.
    """

    rule: Rule
    random: Random
    meant: int = 0
    struck: int = 0
    delay: Delay = field(init=False)

    def __post_init__(self) -> None:
        """Read the delay once."""
        self.delay = read_delay(self.rule.delay)

    def strikes(self, seconds: float) -> bool:
        """Count a call that the rule is about, and say whether it is struck.

        Args:
            seconds: since the start.
        """
        rule = self.rule
        if rule.between and not rule.between[0] <= seconds < rule.between[1]:
            return False
        self.meant += 1
        over = self.meant - rule.after
        if over <= 0 or (over - 1) % rule.every or (rule.times is not None and self.struck >= rule.times):
            return False
        if rule.percent < 100 and self.random.random() * 100 >= rule.percent:
            return False
        self.struck += 1
        return True


@dataclass(frozen=True, slots=True)
class _Plan:
    """What happens to one call."""

    seconds: float = 0.0
    fault: Fault | None = None
    value: float = 0.0
    answer: Chosen | None = None

    def and_also(self, seconds: float, rule: Rule) -> _Plan:
        """Give the plan with a rule's delay, and its fault or answer when there is none yet."""
        plan = replace(self, seconds=self.seconds + seconds)
        if self.fault is not None or self.answer is not None:
            return plan
        fault, value = read_fault(rule.fault) if rule.fault else (None, 0.0)
        return replace(plan, fault=fault, value=value, answer=None if fault else rule.answer)


class Faults:
    """Injects latency and faults; its method `layer` is put around an answerer.

    Args:
        options: what is injected at first.
        clock: tells the seconds since the start.
        sleep: waits as many seconds.
    """

    def __init__(
        self, options: FaultOptions | None = None, *, clock: Clock | None = None, sleep: Sleep = asyncio.sleep
    ) -> None:
        self.options = options or FaultOptions()
        self._clock = clock or SystemClock()
        self._sleep = sleep
        self._random = Random(self.options.seed)
        self._start = self._clock.monotonic()
        self.kept: tuple[Kept, ...] = ()
        self.set(self.options.rules)

    def set(self, rules: Sequence[Rule]) -> None:
        """Put other rules in place of those there are; counting and seconds begin anew.

        Args:
            rules: the rules.

        Raises:
            InvalidInputError: there are more than 1,000.
        """
        if len(rules) > _MOST_RULES:
            raise InvalidInputError(f"a mock takes {_MOST_RULES} rules", piece=str(len(rules)))
        self._start = self._clock.monotonic()
        self.kept = tuple(Kept(rule, Random(f"{self.options.seed} {at}")) for at, rule in enumerate(rules))

    def configure(self, options: FaultOptions) -> None:
        """Inject something else from now on.

        Args:
            options: what is injected.

        Raises:
            InvalidInputError: there are more than 1,000 rules.
        """
        before, self.options = self.options, options
        try:
            self.set(options.rules)
        except InvalidInputError:
            self.options = before
            raise

    def add(self, rule: Rule) -> None:
        """Add a rule behind the others.

        Args:
            rule: the rule.

        Raises:
            InvalidInputError: there are 1,000 already.
        """
        if len(self.kept) >= _MOST_RULES:
            raise InvalidInputError(f"a mock takes {_MOST_RULES} rules")
        self.kept = (*self.kept, Kept(rule, Random(f"{self.options.seed} {len(self.kept)}")))

    def layer_of(self, api: str) -> Layer:
        """Give the layer of one of several contracts.

        Args:
            api: the name of its mount.
        """
        return partial(self.layer, api=api)

    def layer(self, call: Call, following: Next, *, api: str = "") -> Coming:
        """Let a call through, or strike it.

        Args:
            call: the call.
            following: what answers it.
            api: the name of the contract's mount.

        Returns:
            The answer, or what gives it when awaited.
        """
        asked: str | None = None
        if self.options.header:
            # Each call passes here, and nearly none has it.
            for name, value in call.request.headers:
                if len(name) == _LENGTH and name.lower() == HEADER:
                    asked = value
        kept = self.kept
        if asked is None and not kept:
            return following(call)
        try:
            plan = _Plan() if asked is None else _asked(asked)
        except ApiyardError as error:
            return Refused(told(error))
        seconds = self._clock.monotonic() - self._start
        meant = [each for each in kept if each.rule.means(call, api)]
        for each in meant:
            if not each.rule.status and each.strikes(seconds):
                plan = plan.and_also(each.delay.draw(each.random), each.rule)
        later = [each for each in meant if each.rule.status]
        if not later and plan == _Plan():
            return following(call)
        return self._struck(call, following, plan, later=later)

    async def _struck(self, call: Call, following: Next, plan: _Plan, *, later: list[Kept]) -> Answer:
        answer = await self._carried_out(call, following, plan)
        status = getattr(answer, "status", None)
        if status is None or plan.fault is not None:
            return answer
        seconds = self._clock.monotonic() - self._start
        second = _Plan()
        for each in later:
            if each.rule.meets(status) and each.strikes(seconds):
                second = second.and_also(each.delay.draw(each.random), each.rule)
        if second == _Plan():
            return answer
        return await self._carried_out(call, partial(_again, first=call, answer=answer, following=following), second)

    async def _carried_out(self, call: Call, following: Next, plan: _Plan) -> Answer:
        if plan.seconds > 0:
            await self._sleep(plan.seconds)
        if plan.fault is not None:
            return await plan.fault.logic(Struck(call, following, plan.value, self._sleep, self._random))
        if plan.answer is not None:
            wishes = Wishes(code=plan.answer.code, example=plan.answer.example, dynamic=plan.answer.dynamic)
            call = replace(call, wishes=wishes)
        return await settled(following(call))


def _again(call: Call, *, first: Call, answer: Answer, following: Next) -> Coming:
    """Give the answer that there is; a call that wishes for another one is answered anew."""
    return answer if call.wishes == first.wishes else following(call)


def _asked(text: str) -> _Plan:
    """Read what the header asks for."""
    plan = _Plan()
    for part in text[:_MOST_ASKED].split(","):
        name, _, number = part.partition("=")
        if name.strip() == "delay":
            plan = plan.and_also(read_delay(_number(number), where=HEADER).low, _NOTHING)
        elif part.strip():
            fault, value = read_fault(part, where=HEADER)
            plan = replace(plan, fault=fault, value=value)
    return plan


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text.strip()


_NOTHING = Rule(delay=1)
