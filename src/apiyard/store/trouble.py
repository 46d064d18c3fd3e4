"""What a database or a disk says when it cannot, turned into an error that says what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from apiyard.core.errors import ApiyardError, UnavailableError


class StoreError(ApiyardError):
    """The store could not keep or read something."""

    code = "store"


_FULL = ("the disk of the store is full", "free some space; nothing acknowledged is lost", "store-full", True)
_READ_ONLY = (
    "the store cannot be written",
    "mount the disk writable and give the apiyard user write access to the file and its folder",
    "store-read-only",
    True,
)
_CORRUPT = (
    "the database file is damaged or is no database",
    "stop apiyard, keep the file, and restore the last backup; `sqlite3 FILE .recover` may save the rest",
    "store-corrupt",
    False,
)
_BUSY = (
    "another process holds the store for too long",
    "try again; look for a stuck apiyard process or a long backup",
    "store-busy",
    True,
)
_ABSENT = (
    "the store cannot be reached",
    "check that the folder exists, or that the database server runs and that the URL is right",
    "store-unreachable",
    True,
)
_APPEND_ONLY = ("the ledger is append-only", "append a new fact that withdraws the old one", "append-only", False)

# By words, since the two drivers share no codes; the first that fits is told.
_WORDS = (
    ("is append-only", _APPEND_ONLY),
    ("disk is full", _FULL),
    ("no space left", _FULL),
    ("readonly database", _READ_ONLY),
    ("read-only transaction", _READ_ONLY),
    ("read-only file system", _READ_ONLY),
    ("permission denied", _READ_ONLY),
    ("malformed", _CORRUPT),
    ("not a database", _CORRUPT),
    ("disk i/o error", _CORRUPT),
    ("database is locked", _BUSY),
    ("lock timeout", _BUSY),
    ("unable to open database", _ABSENT),
    ("connection", _ABSENT),
)


def _error(words: str, where: str) -> ApiyardError:
    lowered = words.lower()
    for sign, (what, hint, code, retryable) in _WORDS:
        if sign in lowered:
            kind = UnavailableError if retryable else StoreError
            return kind(what, where=where, piece=words, hint=hint, code=code, retryable=retryable)
    return StoreError("the store refused the change", where=where, piece=words, hint="report this with the text above")


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn what the database says within the block into an error of the house.

    Args:
        where: the store's URL without its password.

    Raises:
        UnavailableError: full, read-only, locked or unreachable: a retry can help.
        StoreError: damaged, or refused by a rule of the tables.
    """
    try:
        yield
    except DBAPIError as failure:
        words = str(failure.orig).strip().split("\n")[0]
        raise _error(words, where) from failure
    except PoolTimeoutError as failure:
        raise _error("database is locked: no free connection", where) from failure
    except SQLAlchemyError as failure:
        raise StoreError("the store could not be used", where=where, piece=str(failure)) from failure


def from_os(failure: OSError, where: str) -> ApiyardError:
    """Turn a failed file operation into an error of the house.

    Args:
        failure: what the system said.
        where: the file or folder.

    Returns:
        The error, to be raised by the caller.
    """
    readable = {errno.ENOSPC: "no space left", errno.EDQUOT: "no space left", errno.EROFS: "read-only file system"}
    words = readable.get(failure.errno or 0, failure.strerror or str(failure))
    return _error(words, where) if failure.errno != errno.ENOENT else _error("unable to open database folder", where)
