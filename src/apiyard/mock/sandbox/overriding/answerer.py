"""The answerer that asks your own answers first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json, canonical
from apiyard.mock.answering.encode import encode_body
from apiyard.mock.answering.negotiate import acceptable, concrete_media
from apiyard.mock.refusing.problem import problem
from apiyard.mock.sandbox.facts import success_status
from apiyard.mock.sandbox.overriding.asking import Answered, State, asking_of
from apiyard.mock.sandbox.overriding.bounded import LATE, Bounds
from apiyard.mock.sandbox.overriding.override import Override
from apiyard.mock.sandbox.sandbox import SandboxAnswerer
from apiyard.mock.step import Call, Coming, Refused, is_answer, whole
from apiyard.spec.exchange import Reply


class OverridingAnswerer:
    """Answers by your own files where there is one for the operation, else as the sandbox does.

    Args:
        sandbox: answers the others, and what your files leave to it.
        overrides: your answers, by operation.
    """

    def __init__(self, sandbox: SandboxAnswerer, overrides: Mapping[str, Override]) -> None:
        self.sandbox = sandbox
        self._overrides = overrides
        self._bounds = Bounds(sandbox.house.options.override_seconds)

    def answer(self, call: Call) -> Coming:
        """Answer a call.

        Args:
            call: the call; wishes for a status, an example or a made value are fulfilled without your files.

        Returns:
            The answer; the pipeline sees to it that it conforms. A refusal with what happened when your file fails.
        """
        override = self._overrides.get(call.operation.id)
        wishes = call.wishes
        if override is None or wishes.code is not None or wishes.example or wishes.dynamic:
            return self.sandbox.answer(call)
        house = self.sandbox.house
        state = State(house, call.consumer if house.options.apart else "")

        def usual() -> Reply:
            coming = self.sandbox.answer(call)
            return cast("Reply", whole(coming) if is_answer(coming) else Reply(500))

        with house.world.lock:
            try:
                told = self._bounds.ask(override.answer, asking_of(call, state, usual), where=override.where)
                return self.sandbox.answer(call) if told is None else _reply(call, told)
            except ApiyardError as error:
                what = f"{error.what} {error.piece}".strip()
                code = error.code if error.code == LATE else "override-failed"
                return Refused(problem(500, f"{what} ({override.where})", code=code))
            except Exception as error:  # noqa: BLE001 - whatever a user's file does is told, and ends nothing
                what = f"{type(error).__name__}: {error}"[:500]
                return Refused(problem(500, f"{what} ({override.where})", code="override-failed"))

    def vouches(self, reply: Reply) -> bool:
        """Say whether this very reply was judged when it was made."""
        return self.sandbox.vouches(reply)


def _reply(call: Call, told: Answered) -> Reply | Refused:
    status = told.status or success_status(call.operation) or 200
    headers = tuple(
        (name.lower(), str(value)) for name, value in told.headers.items() if name.lower() != "content-length"
    )
    if isinstance(told.body, bytes) or told.body is None:
        return Reply(status, headers, told.body or b"")
    response = call.operation.response(status)
    content = response.content if response is not None else {}
    accept = call.request.header("accept")
    if not content:
        return Reply(status, (("content-type", "application/json"), *headers), canonical(told.body))
    keys = acceptable(accept, sorted(content, key=lambda name: "json" not in name))
    if not keys:
        return Refused(problem(406, f"this response can be given as {', '.join(content)}", code="not-acceptable"))
    name, data = encode_body(cast("Json", told.body), concrete_media(keys[0], accept), content[keys[0]])
    return Reply(status, (("content-type", name), *(pair for pair in headers if pair[0] != "content-type")), data)
