"""A judgement to try reports with: a small document and findings of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from apiyard.core.finding import Finding, Severity
from apiyard.design.assess import Agreed, assess
from apiyard.design.baseline import Baseline
from apiyard.design.exception import LintException
from apiyard.design.report import NOT_RUN, Judged, Look, Report
from apiyard.design.rule import Rule
from apiyard.design.ruleset import Active, ActiveRule
from apiyard.design.spare import Exceptions
from apiyard.spec.inventory import Inventory
from apiyard.spec.parse import Document, parse
from apiyard.spec.source import Source

FOLDER = Path(__file__).parent.parent / "golden" / "lint"
TODAY = date(2026, 11, 22)
ORDER = "/components/schemas/Order/properties"
TOLD = (
    ("info-contact", Severity.WARN, "the info has no contact", "/info", "name who answers questions"),
    ("operation-tags", Severity.WARN, "the operation has no tag", "/paths/~1orders/get", ""),
    ("operation-tags", Severity.WARN, "the operation has no tag", "/paths/~1orders/post", ""),
    ("operation-id", Severity.ERROR, "the operation has no operationId", "/paths/~1orders/get", ""),
    ("operation-id", Severity.ERROR, "the operation has no operationId", "/paths/~1orders/post", ""),
    ("example", Severity.ERROR, "the example 'eins' is no integer", f"{ORDER}/número/example", "write 1"),
    ("example", Severity.ERROR, "the example 3 is no string", f"{ORDER}/note/example", ""),
    ("script", Severity.HINT, "a text holds \x1b[31m<script>\u202e", "/paths/~1orders/get/responses/200", ""),
    ("array-limit", Severity.INFO, "an array has no maxItems", "/components/schemas/Orders", ""),
    (NOT_RUN, Severity.WARN, "the rule house-style was not asked: it needs style.js", "", ""),
)
URL = "https://rules.example/{}"


def document(text: str | bytes, uri: str = "shop.yaml") -> Document:
    """Parse a text."""
    return parse(Source(uri, text.encode() if isinstance(text, str) else text))


def inventory(text: str | bytes, uri: str = "shop.yaml") -> Inventory:
    """Open a text that refers to nothing else."""
    root = document(text, uri)

    def read(name: str) -> Document:
        raise LookupError(name)

    return Inventory(root, read)


def findings(opened: Inventory) -> list[Finding]:
    """Place the findings."""
    return [Finding(rule, bad, text, opened.root.locate(at), hint=hint) for rule, bad, text, at, hint in TOLD]


def active() -> Active:
    """Give the rules of the findings."""
    names = sorted({told[0] for told in TOLD} - {NOT_RUN})
    rules = [
        Rule(id=name, why=f"why {name}", given=("$",), then=(), documentation_url=URL.format(name)) for name in names
    ]
    held = {rule.name: ActiveRule(rule, Severity.WARN, frozenset(), {}, "house") for rule in rules}
    return Active("house", held, not_run={"house-style": "it needs style.js"})


def agreed(*exceptions: LintException, baseline: Baseline | None = None) -> Agreed:
    """Give agreements; exceptions stand in a file of their own."""
    file = document("".join(f"- {each.rule}\n" for each in exceptions) or "[]", "agreed.yaml")
    places = tuple(file.locate(f"/{number}") for number in range(len(exceptions)))
    return Agreed(TODAY, "/work", "/work", Exceptions(exceptions, places, "/work"), baseline)


def judged(given: Agreed | None = None) -> Judged:
    """Judge the small document."""
    opened = inventory((FOLDER / "shop.yaml").read_bytes())
    return assess("shop", opened, active(), findings=findings(opened), agreed=given or agreed())


def report(*each: Judged, look: Look | None = None) -> Report:
    """Make a report."""
    return Report(each or (judged(),), "0.2.0", look=look or Look("/work", width=88, arithmetic=True))
