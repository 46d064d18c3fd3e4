"""What an operator trusts: the commands and the code that a workspace names, kept outside the repository."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from apiyard.core.digest import Digest, digest_json
from apiyard.core.errors import ForbiddenError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.settings.program import Program

Commands = Mapping[str, Json]
"""What a workspace would run, by API."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The place where trust in one workspace is kept.

    Args:
        path: a file in the user's data folder.
    """

    path: Path

    def trusted(self) -> str:
        """Give the digest of the commands that were trusted; empty when none were."""
        return str(self._read().get("commands", ""))

    def _read(self) -> dict[str, Any]:
        try:
            told = json.loads(self.path.read_text())
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def give(self, commands: Commands) -> Digest:
        """Trust exactly these commands.

        Args:
            commands: what the workspace would run.

        Returns:
            Their digest.
        """
        digest = digest_json(commands)
        # Former versions go on running, and can come back, by the commands that were trusted when they went out.
        services = sorted({*self._read().get("services", ()), *(digest_json(each) for each in commands.values())})
        self._write({**self._read(), "commands": digest, "services": services})
        return digest

    def give_code(self, folders: Mapping[str, str]) -> None:
        """Trust exactly the code in these folders, and no other code.

        Args:
            folders: by absolute folder, the digest of the code in it.
        """
        self._write({**self._read(), "code": dict(folders)})

    def check_code(self, folder: str, digest: str) -> None:
        """Refuse to run code that was not trusted as it is.

        Args:
            folder: the absolute folder that holds it.
            digest: the digest of the code in it.

        Raises:
            ForbiddenError: it was never trusted, or changed since.
        """
        code = self._read().get("code")
        known = code.get(folder) if isinstance(code, dict) else None
        if known == digest:
            return
        raise ForbiddenError(
            "the functions of this folder changed since they were trusted"
            if known
            else "this folder holds functions in Python that nobody trusted yet",
            where=folder,
            piece=digest,
            hint="look at them and allow them: apiyard trust",
            code="not-trusted",
        )

    def _write(self, told: Mapping[str, Any]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.path.with_suffix(".tmp")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(told, file)
        draft.rename(self.path)

    def withdraw(self) -> None:
        """Trust nothing of the workspace any more."""
        self.path.unlink(missing_ok=True)

    def check(self, commands: Commands) -> None:
        """Refuse commands that were not trusted as they are.

        Args:
            commands: what the workspace would run.

        Raises:
            ForbiddenError: they were never trusted, or changed since.
        """
        if not commands:
            return
        known = self.trusted()
        if known == digest_json(commands):
            return
        raise ForbiddenError(
            "the commands of this workspace changed since they were trusted"
            if known
            else "this workspace names commands that nobody trusted yet",
            where=", ".join(sorted(commands)),
            hint="look at them and allow them: apiyard trust",
            code="not-trusted",
        )

    def check_service(self, commands: Commands) -> None:
        """Refuse to start a service by a command that was never trusted, whatever the store of facts says.

        Args:
            commands: what would be started, by API.

        Raises:
            ForbiddenError: it was never trusted, or nothing of the workspace is any more.
        """
        known = self._read().get("services", ())
        for api, told in commands.items():
            if digest_json(told) not in known:
                raise ForbiddenError(
                    "this service would be started by a command that nobody trusted",
                    where=api,
                    hint="look at it and allow it: apiyard trust",
                    code="not-trusted",
                )


def trust_of(program: Program) -> Trust:
    """Find where trust in a workspace is kept.

    Args:
        program: the settings; the workspace is known by its absolute path.

    Returns:
        The place.
    """
    return Trust(program.data / "trust" / f"{program.workspace_id}.json")
