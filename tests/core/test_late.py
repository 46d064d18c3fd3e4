"""What is late is there when it is asked for, and not before."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from apiyard.core.late import late_module, late_pattern


def test_a_module_is_loaded_with_its_first_attribute():
    script = """
import sys
from apiyard.core.late import late_module
late = late_module("sched")
print("sched" in sys.modules, end=" ")
print(late.scheduler.__name__, "sched" in sys.modules, late.scheduler is late.scheduler)
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "False scheduler True True\n"


def test_what_a_module_does_not_have_is_told_as_the_module_does():
    with pytest.raises(AttributeError, match="nothing"):
        _ = late_module("sched").nothing
    with pytest.raises(ModuleNotFoundError):
        _ = late_module("apiyard.no_such_module").nothing


def test_a_pattern_has_the_methods_of_a_compiled_one():
    late = late_pattern(r"(?P<word>[a-z]+)", re.IGNORECASE)
    assert late.fullmatch("ABC")
    assert late.search("1 abc").group("word") == "abc"  # type: ignore[union-attr]
    assert [each[0] for each in late.finditer("a1b")] == ["a", "b"]
    assert late.sub("x", "ab1") == "x1"
    assert late.pattern == r"(?P<word>[a-z]+)"
    assert late_pattern(rb"\d").match(b"1")


def test_a_wrong_pattern_is_told_when_it_is_used():
    late = late_pattern("(")
    with pytest.raises(re.error):
        late.match("x")
