"""A changelog for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from apiyard.design.changelog.entry import Changelog, Section
from apiyard.design.changelog.form import Form


def _write(changelog: Changelog) -> str:
    told = {
        "title": changelog.title,
        "link": changelog.link,
        "sections": [_section(each) for each in changelog.sections],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _section(section: Section) -> dict[str, Any]:
    told = asdict(section)
    told["at"] = section.at.isoformat() if section.at else None
    return told


FORM = Form("json", "A program reads it: every change with its verdict, what to do and the proof.", ".json", _write)
