"""Keep the state of a sandbox in a file, so that the next mock goes on with it."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import suppress
from pathlib import Path

from apiyard.core.errors import ApiyardError, InvalidInputError, UnavailableError
from apiyard.core.noun import dataclass
from apiyard.mock.sandbox.store import World

_SECONDS = 1.0
_MOST_BYTES = 1 << 30


@dataclass(slots=True)
class StateFile:
    """The file of a state.

    Args:
        path: the file; readable by its owner only, since items may be private.
        world: the state.
    """

    path: Path
    world: World
    _saved: int = 0

    def load(self) -> bool:
        """Take over what the file says.

        Returns:
            Whether there was a file.

        Raises:
            InvalidInputError: it is no state, or one of other contracts.
        """
        try:
            if self.path.stat().st_size > _MOST_BYTES:
                raise InvalidInputError("the state is too large", where=str(self.path))
            data = self.path.read_bytes()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise _unavailable("the state cannot be read", self.path, error) from error
        try:
            self.world.restore(json.loads(data))
        except (ValueError, RecursionError) as error:
            raise InvalidInputError("the state is no JSON", where=str(self.path)) from error
        except ApiyardError as error:
            error.where = f"{self.path} {error.where}".strip()
            raise
        self._saved = self.world.changes
        return True

    def save(self) -> None:
        """Write the state, whole or not at all, when it changed since the last time.

        Raises:
            UnavailableError: the file cannot be written.
        """
        with self.world.lock:
            changes, state = self.world.changes, self.world.dump()
        if changes == self._saved and self.path.exists():
            return
        draft = self.path.with_name(f".{self.path.name}.draft")
        try:
            # A draft that is there may be somebody else's, or lead elsewhere.
            draft.unlink(missing_ok=True)
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(state, file, ensure_ascii=False, separators=(",", ":"))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise _unavailable("the state cannot be kept", self.path, error) from error
        self._saved = changes

    async def run(self) -> None:
        """Save what changed each second, and once more in the end; what fails is tried again until then.

        Raises:
            UnavailableError: the file cannot be written in the end.
        """
        try:
            while True:
                await asyncio.sleep(_SECONDS)
                if self.world.changes != self._saved:
                    with suppress(UnavailableError):
                        await asyncio.to_thread(self.save)
        finally:
            self.save()


def _unavailable(what: str, path: Path, error: OSError) -> UnavailableError:
    return UnavailableError(what, where=str(path), piece=str(error.strerror))
