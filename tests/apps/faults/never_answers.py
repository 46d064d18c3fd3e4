"""The list never comes."""

from __future__ import annotations

import asyncio

from tests.apps.fault import Fault
from tests.apps.pets import Pets


class NeverAnswers(Pets):
    async def before(self, call) -> None:
        if call.method == "GET" and call.path == "/pets":
            await asyncio.Event().wait()


FAULT = Fault(NeverAnswers, about="time", kind="examples", check="no-reply", cases=1, plan={"reply_seconds": 0.5})
app = FAULT.server()
