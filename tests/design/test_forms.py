"""Forms of lint reports, each as people and programs get it; APIYARD_WRITE_GOLDEN=1 writes the files anew."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from apiyard.core.errors import UnknownNameError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.design.assess import lone
from apiyard.design.form import find_form, forms
from apiyard.design.readable import wrap
from apiyard.design.report import Look, reaches
from tests.design.lint_reports import FOLDER, agreed, judged, report

PROGRAMS = [name for name in forms() if name != "html"]


def written(name: str, **how: Any) -> str:
    return find_form(name).write(report(**how))


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_form_writes_what_was_reviewed(name: str) -> None:
    text = written(name)
    path = FOLDER / f"report.{name}"
    if os.environ.get("APIYARD_WRITE_GOLDEN"):
        path.write_text(text + "\n")
    assert text + "\n" == path.read_text()


@pytest.mark.parametrize("name", sorted(forms()))
def test_no_form_lets_a_document_play_with_its_reader(name: str) -> None:
    text = written(name, look=Look("/work", colour=False))
    raw = {"json", "spectral-json", "sarif", "gitlab"}  # JSON escapes what is below U+0020
    assert "\x1b" not in text
    assert name in raw or "\u202e" not in text
    assert "<script>" not in text or name in {*raw, "text", "stylish", "github", "teamcity"}


@pytest.mark.parametrize("name", sorted(forms()))
def test_nothing_found_is_a_report_too(name: str) -> None:
    text = find_form(name).write(report(lone("empty.yaml", [], agreed())))
    if name.endswith("json") or name in {"sarif", "gitlab"}:
        assert json.loads(text) is not None
    if name in {"junit", "checkstyle"}:
        assert fromstring(text) is not None


def test_a_table_in_markdown_has_no_cell_more_than_its_head() -> None:
    rows = [line for line in written("markdown").splitlines() if line.startswith("|")]
    assert len(rows) > 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_service_messages_are_whole() -> None:
    lines = written("teamcity").splitlines()
    value = r"(?:[^|'\[\]]|\|[|'\[\]])*"
    assert lines
    assert all(re.fullmatch(rf"##teamcity\[inspection(?:Type)?(?: \w+='{value}')+\]", line) for line in lines)


def test_other_names_of_forms_are_understood() -> None:
    assert find_form("github-actions").id == "github"
    assert find_form("code-climate").id == "gitlab"
    with pytest.raises(UnknownNameError, match="format"):
        find_form("sarfi")


def test_text_wraps_to_the_width_and_colours_only_when_asked() -> None:
    narrow = written("text", look=Look("/work", width=44))
    assert max(map(len, narrow.splitlines())) <= 62
    assert "\x1b" not in narrow
    coloured = written("text", look=Look("/work", colour=True))
    assert re.sub(r"\x1b\[\d+m", "", coloured) == written("text", look=Look("/work"))


def test_raw_text_keeps_each_finding_by_itself() -> None:
    text = written("text", look=Look("/work", raw=True))
    assert text.count("the operation has no operationId") == 2
    assert "times" not in text


def test_text_can_be_cut() -> None:
    text = written("text", look=Look("/work", most=1))
    assert "and 5 more" in text


def test_a_report_fails_from_a_severity_on() -> None:
    assert report().failed
    assert reaches(Severity.ERROR, Severity.WARN)
    assert not reaches(Severity.WARN, Severity.ERROR)
    mild = lone("a", [Finding("r", Severity.WARN, "m", Location("a"))], agreed())
    assert not report(mild).failed


# SARIF 2.1.0: what its schema asks of the parts that are written.


def test_sarif_keeps_its_rules() -> None:
    told = json.loads(written("sarif"))
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        assert len(result["partialFingerprints"]["apiyard/v1"]) == 32
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        assert (1, 1) <= start <= end
        assert re.fullmatch(r"[!-~]+", place["physicalLocation"]["artifactLocation"]["uri"])
    suppressed = [each for result in run["results"] for each in result.get("suppressions", ())]
    assert [each["kind"] for each in suppressed] == ["inSource", "inSource"]


def test_gitlab_gets_fingerprints_that_are_all_different() -> None:
    issues = json.loads(written("gitlab"))
    assert len({each["fingerprint"] for each in issues}) == len(issues)
    assert {each["severity"] for each in issues} <= {"info", "minor", "major", "critical", "blocker"}


def test_workflow_commands_are_one_line_each() -> None:
    mean = Finding("a,b:c", Severity.ERROR, "100%\n::error::no", Location("x,y.yaml", "", 1, 1))
    assert find_form("github").write(report(lone("x", [mean], agreed()))) == (
        "::error title=a%2Cb%3Ac,file=x%2Cy.yaml,line=1,endLine=1,col=1,endColumn=1::100%25%0A::error::no"
    )


class _Page(HTMLParser):
    """Reads what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_a_page_needs_nothing_else_and_runs_nothing() -> None:
    page = _Page()
    mean = Finding('"><img src=x onerror=a()>', Severity.ERROR, "<b>", Location('"><script>', "", 1, 1))
    page.feed(find_form("html").write(report(judged(), lone("<i>", [mean], agreed()))))
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    names = [name for name, _ in page.attributes]
    assert not [name for name in names if name.startswith("on") or name in {"src", "style"}]
    hrefs = [value for name, value in page.attributes if name == "href"]
    assert hrefs
    assert all(str(value).startswith("https://rules.example/") for value in hrefs)
    policies = [value for name, value in page.attributes if name == "content"]
    assert str(policies[0]).startswith("default-src 'none'; style-src 'sha256-")


def test_lines_of_strangers_are_no_commands_of_workflows() -> None:
    """GitHub takes any line of output that starts with two colons for a command, also behind spaces."""
    lines = wrap("a long word ::add-mask::a and more ::stop-commands::b", width=30, first="  ", rest="    ")
    assert not any(line.lstrip().startswith("::") for line in lines)
    assert "\u200b::stop-commands::b" in "\n".join(lines)
