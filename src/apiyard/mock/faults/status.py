"""Another status, in the contract's form where it has one."""

from __future__ import annotations

from http import HTTPStatus

from apiyard.core.noun import replace
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.fault import Fault, Struck
from apiyard.mock.pipeline import settled
from apiyard.mock.refusing.problem import problem
from apiyard.mock.step import Answer, Refused, Wrong
from apiyard.spec.exchange import Headers, Reply

_KNOWN = frozenset(HTTPStatus)


async def _logic(struck: Struck) -> Answer:
    code = int(struck.value)
    if struck.call.operation.response(code) is not None:
        wished = replace(struck.call, wishes=Wishes(code=code))
        answer = await settled(struck.following(wished))
        if not isinstance(answer, Refused) and getattr(answer, "status", code) == code:
            return answer
    later: Headers = (("retry-after", "1"),) if code in {429, 503} else ()
    if code not in _KNOWN:
        return Wrong(Reply(code, later), f"status={code}")
    return Wrong(problem(code, "this fault is injected", code="injected", headers=later), f"status={code}")


FAULT = Fault(
    id="status",
    why="Another status, as the contract describes it or as problem details: does the client know what to do?",
    logic=_logic,
    unit="a status code",
    value=503,
    least=200,
    most=599,
    good=("status", "status=429"),
    bad=("status=99", "status=5XX"),
)
