"""What a child of the studio can do with a typed text; every answer is plain data."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from apiyard.core.clock import SystemClock
from apiyard.core.errors import ApiyardError, InvalidInputError, UnavailableError
from apiyard.mock.answering.credential import credentials_for
from apiyard.mock.app import Mock
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_through
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation
from apiyard.studio.draft import draft_reader, shown_name
from apiyard.studio.edits import edited
from apiyard.studio.judge import Judge, facts
from apiyard.studio.outline import outline
from apiyard.wiring.lint_standards import Place

Task = Mapping[str, Any]


class Bench:
    """Does tasks; remembers the last contract that could be read, for the mock."""

    def __init__(self) -> None:
        self._mock: Mock | None = None
        self._judge = Judge(lambda: SystemClock().now().date())

    def look(self, task: Task) -> dict[str, Any]:
        """Judge a text and give all that the page shows of it.

        Args:
            task: ``folder``, ``name`` of the main document, ``texts`` that are not saved yet by name;
                ``ruleset``, ``here`` and ``workspace`` say what it is judged by.

        Returns:
            Findings, the value as written, the outline, the names of its documents and the bundled tree, where there
            are such.
        """
        folder, main = Path(task["folder"]), str(Path(task["folder"]) / task["name"])
        read = draft_reader(folder, task["texts"], tolerant=True)
        told: dict[str, Any] = {"model": None, "outline": [], "tree": None, "documents": [task["name"]]}
        try:
            document = read(main)
            told["model"] = document.value
            told["outline"] = [row.facts() for row in outline(document)]
        except ApiyardError:  # the same error comes again below, and becomes a finding
            pass
        contract = _contract(task)
        if isinstance(contract, Contract):
            told["tree"] = contract.tree
            told["documents"] = [shown_name(folder, each.uri) for each in contract.documents]
        judged = self._judge.judge(main, read, _place(task))
        return {
            **told,
            "findings": facts(judged.findings, folder),
            "count": len(judged.findings),
            "whys": judged.whys,
            "score": judged.score,
            "unread": "" if isinstance(contract, Contract) else contract.what,
        }

    def fix(self, task: Task) -> dict[str, Any]:
        """Mend one finding.

        Args:
            task: as for ``look``, with ``finding``.

        Returns:
            New texts by name.

        Raises:
            ConflictError: the finding is not there any more, or needs a person.
        """
        folder = Path(task["folder"])
        read = draft_reader(folder, task["texts"], tolerant=True)
        texts = self._judge.fix(str(folder / task["name"]), read, _place(task), wanted=task["finding"])
        return {"texts": {shown_name(folder, path): text for path, text in texts.items()}}

    def load(self, task: Task) -> dict[str, Any]:
        """Take a text for the mock; one that cannot be read changes nothing.

        Args:
            task: as for ``look``.

        Returns:
            Whether it was taken, and the operations that the mock has now.
        """
        contract = _contract(task)
        if isinstance(contract, Contract):
            self._mock = Mock(contract)
        held = self._mock.contract if self._mock is not None else None
        return {
            "taken": isinstance(contract, Contract),
            "why": "" if isinstance(contract, Contract) else str(contract.what),
            "operations": [] if held is None else [_called(held, each) for each in held.operations],
        }

    def call(self, task: Task) -> dict[str, Any]:
        """Send a request to the mock.

        Args:
            task: ``method``, ``path``, ``query``, ``headers`` and ``body`` in base64.

        Returns:
            The reply, and in what request and reply break the contract.

        Raises:
            UnavailableError: no text could be read yet.
        """
        if self._mock is None:
            raise UnavailableError("the mock has no contract yet", hint="mend what the findings name")
        headers = tuple((str(name), str(value)) for name, value in task["headers"])
        request = Request(task["method"], task["path"], task["query"], headers, base64.b64decode(task["body"]))
        reply = self._mock.reply(request)
        return {
            "status": reply.status,
            "headers": [list(each) for each in reply.headers],
            "body": base64.b64encode(reply.body).decode(),
            **_verdict(self._mock.contract, request, reply),
        }

    def edit(self, task: Task) -> dict[str, Any]:
        """Make changes in a text.

        Args:
            task: ``name``, ``text`` and ``changes``.

        Returns:
            The new text.
        """
        return {"text": edited(task["name"], task["text"], task["changes"])}

    def read(self, task: Task) -> dict[str, Any]:
        """Read a saved contract for the pages that are shared.

        Args:
            task: as for ``look``.

        Returns:
            Title, version, bundled tree and operations.

        Raises:
            ApiyardError: it is no contract.
        """
        contract = _contract(task)
        if not isinstance(contract, Contract):
            raise InvalidInputError("the contract cannot be read right now", piece=contract.what)
        return {
            "title": contract.title,
            "version": contract.version,
            "tree": contract.tree,
            "operations": [_shown(each) for each in contract.operations],
        }


def _place(task: Task) -> Place:
    return Place(task["ruleset"], task["here"], task["workspace"])


def _contract(task: Task) -> Contract | ApiyardError:
    folder = Path(task["folder"])
    try:
        return contract_through(str(folder / task["name"]), draft_reader(folder, task["texts"]))
    except ApiyardError as error:
        return error


def _called(contract: Contract, operation: Operation) -> dict[str, Any]:
    return {**_shown(operation), "credentials": list(credentials_for(contract, operation))}


def _shown(operation: Operation) -> dict[str, str]:
    return {
        "key": f"{operation.method} {operation.path}",
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "summary": operation.summary,
    }


def _verdict(contract: Contract, request: Request, reply: Reply) -> dict[str, Any]:
    asked = check_request(contract, request)
    wrong = () if asked.operation is None else check_reply(asked.operation, request.method, reply)
    return {
        "operation": "" if asked.operation is None else asked.operation.id,
        "request_violations": _violations(asked.violations),
        "reply_violations": _violations(wrong),
    }


def _violations(found: Sequence[Violation]) -> list[dict[str, str]]:
    return [
        {"place": each.place, "pointer": each.pointer, "message": each.message, "schema": each.schema_pointer}
        for each in found
    ]
