"""Files, functions and parameter lists stay small."""

from __future__ import annotations

import statistics

from tests.house.tree import Function, modules_of_tests, source_functions, source_modules
from tests.house.verdict import judge

FILE_LIMIT = 400
FILE_MEDIAN = 120
FUNCTION_LIMIT = 60
FUNCTION_SMALL = 30
SMALL_SHARE = 0.90
PARAMETER_LIMIT = 7
POSITIONAL_LIMIT = 3
# Options of a command are its parameters: the command line asks for them by annotation.
COMMANDS = "src/apiyard/cli/"


def test_no_file_is_long():
    modules = source_modules() + modules_of_tests()
    found = {module.path: f"{module.lines} lines" for module in modules if module.lines > FILE_LIMIT}
    judge("file-length", found, rule=f"A file has at most {FILE_LIMIT} lines; split it by noun or verb:")


def test_most_files_are_short():
    sizes = [module.lines for module in source_modules()]
    median = statistics.median(sizes)
    assert median < FILE_MEDIAN, f"the median file has {median} lines; the house keeps it under {FILE_MEDIAN}"


def test_no_function_is_long():
    found = {
        function.where: f"{function.lines} lines" for function in source_functions() if function.lines > FUNCTION_LIMIT
    }
    judge("function-length", found, rule=f"A function has at most {FUNCTION_LIMIT} lines; name its steps:")


def test_most_functions_are_short():
    functions = source_functions()
    long = sorted((function for function in functions if function.lines >= FUNCTION_SMALL), key=lambda f: -f.lines)
    share = 1 - len(long) / len(functions)
    listing = "\n".join(f"  {function.where}: {function.lines} lines" for function in long)
    assert share >= SMALL_SHARE, (
        f"{share:.1%} of the functions have less than {FUNCTION_SMALL} lines; "
        f"the house keeps it at {SMALL_SHARE:.0%}. The long ones:\n{listing}"
    )


def test_parameter_lists_are_short():
    found = {}
    for function in source_functions():
        if not function.module.path.startswith(COMMANDS) and (what := _too_many(function)):
            found[function.where] = what
    judge(
        "parameters",
        found,
        rule=f"A function has at most {PARAMETER_LIMIT} parameters, keyword-only after {POSITIONAL_LIMIT}; "
        "put a * after the third, or give words that travel together a noun:",
    )


def _too_many(function: Function) -> str:
    arguments = function.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if function.owner is not None and "staticmethod" not in function.decorators:
        positional = positional[1:]
    total = len(positional) + len(arguments.kwonlyargs)
    if total > PARAMETER_LIMIT:
        return f"{total} parameters"
    if len(positional) > POSITIONAL_LIMIT:
        return f"{len(positional)} parameters that can be given by position"
    return ""
