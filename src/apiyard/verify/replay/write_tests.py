"""Write failures as a pytest file that needs httpx, and nothing of apiyard."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files

from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Request
from apiyard.verify.auth.secret import variable
from apiyard.verify.failure import Failure
from apiyard.verify.replay.assertion import assertions
from apiyard.verify.replay.mark import marked, variables_of
from apiyard.verify.report import Report

_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SHUT = 401
_WITHOUT = frozenset({"access"})
"""Kinds whose requests are to be refused for their credentials."""
_APP = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(\(\))?", re.ASCII)


def write_tests(contract: Contract, report: Report, *, headers: Headers = (), base_path: str = "") -> dict[str, str]:
    """Write the failures of a report as tests; each passes when its failure is mended.

    Args:
        contract: the contract.
        report: the report.
        headers: the headers of the plan; environment variables stand for their values.
        base_path: what stands before the paths of an application in the test's process.

    Returns:
        The text of each file by its name: one for each operation that failed.
    """
    smallest: dict[tuple[str, str, str, str], Failure] = {}
    for failure in report.failures:  # several kinds may have found the same one
        held = smallest.setdefault(failure.key, failure)
        smallest[failure.key] = min(held, failure, key=lambda each: (len(each.case.before), each.size))
    by_operation: dict[str, list[Failure]] = {}
    for failure in smallest.values():
        by_operation.setdefault(failure.case.operation, []).append(failure)
    written: dict[str, str] = {}
    for operation, failures in by_operation.items():
        name = _free(f"test_{_word(operation)}", written)
        written[f"{name}.py"] = _file(contract, report, failures, headers=headers, base_path=base_path)
    return written


def _file(contract: Contract, report: Report, failures: Sequence[Failure], *, headers: Headers, base_path: str) -> str:
    names: dict[str, str] = {}
    tests = []
    for failure in failures:
        name = _free(f"test_{_word(failure.trouble.check)}", names)
        names[name] = ""
        tests.append("\n".join(_test(contract, failure, name, signed=bool(headers))))
    always = [(name, f"${{{variable(name)}}}") for name, _ in headers]
    told = " ".join(f"{report.title} {report.version}".split())
    app = report.base_url if _APP.fullmatch(report.base_url) else ""
    url = report.base_url if "://" in report.base_url else f"http://127.0.0.1:8000{base_path.rstrip('/')}"
    parts = files(__package__).joinpath("parts.txt").read_text(encoding="utf-8")
    head = f"{_safe(told)}: what `apiyard verify` found (seed {report.seed}); each test passes when it is mended."
    parts = parts.replace("@URL@", repr(url)).replace("@APP@", repr(app)).replace("@ALWAYS@", repr(always))
    # The title is the contract's: last, so that no mark in it stands for anything.
    return parts.replace("@HEAD@", head) + "\n\n" + "\n\n\n".join(tests) + "\n"


def _test(contract: Contract, failure: Failure, name: str, *, signed: bool) -> Iterator[str]:
    case = failure.case
    variables = variables_of(case)
    secrets = sorted({found for told in failure.told for found in _REFERENCE.findall(told.shown)})
    yield f"def {name}():"
    yield f'    """{_safe(failure.trouble.message)[:300]}'
    yield ""
    yield f"    {_safe(case.operation)}; found by {_safe(case.kind)}: {_safe(case.origin)[:300]}."
    yield '    """'
    yield f"    known = secrets({', '.join(map(repr, secrets))})"
    yield "    replies = []"
    for at, step in enumerate(case.before):
        yield from _sent(marked(step.request, step.takes, variables))
        for (index, pointer), own in variables.items():
            if index == at:
                yield f"    known[{own!r}] = text_at(replies[-1], {pointer!r})"
    yield from _sent(marked(case.request, case.takes, variables))
    yield "    reply = replies[-1]"
    if (
        (secrets or signed)
        and case.kind not in _WITHOUT
        and failure.reply is not None
        and failure.reply.status != _SHUT
    ):
        # Else a test would pass, as if its failure were mended, for anybody whose credentials are out of date.
        yield f"    if reply.status_code == {_SHUT}:"
        yield '        pytest.fail("the service refuses the credentials; are they still good?")'
    yield from (f"    {line}" for line in assertions(contract, failure))


def _sent(request: Request) -> Iterator[str]:
    target = request.path + (f"?{request.query}" if request.query else "")
    words = [repr(request.method), repr(target)]
    if request.headers:
        words.append(f"headers={list(request.headers)!r}")
    if request.body:
        words.append(f"body={request.body!r}")
    yield f"    replies.append(send({', '.join(words)}, known=known))"


def _word(text: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "_", re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text).lower()).strip("_") or "operation"
    return f"{word}_" if keyword.iskeyword(word) else word[:80]


def _free(name: str, taken: dict[str, str]) -> str:
    number, found = 1, name
    while found in taken or f"{found}.py" in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def _safe(text: str) -> str:
    """Give text that can stand in a docstring."""
    flat = " ".join("".join(char if char.isprintable() else "\ufffd" for char in text).split())
    return flat.replace("\\", "/").replace('"""', "'''").rstrip('"')
