"""A problem is sent as application/json."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class WrongProblemType(Pets):
    def finish(self, call, answer) -> Answer:
        return changed(answer, media="application/json")


FAULT = Fault(WrongProblemType, about="media type", kind="fuzz", check="wrong-media-type", cases=40)
app = FAULT.server()
