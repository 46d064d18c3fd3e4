"""The receipt of a note leads to another note."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.notes import Notes


class LinkToAnother(Notes):
    def receipt(self, id_):
        return super().receipt("n1" if len(self.notes) > 4 else id_)


FAULT = Fault(LinkToAnother, about="links", kind="stateful", check="broken-link", cases=100)
app = FAULT.server()
