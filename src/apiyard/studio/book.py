"""The book of links and comments of one contract: kept in a file that only its owner may read."""

from __future__ import annotations

import hashlib
import secrets
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson

from apiyard.access.private_file import make_private_folder, read_private, write_private
from apiyard.core.clock import Clock
from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError, TooLargeError
from apiyard.core.noun import dataclass, field, replace
from apiyard.studio.share import Comment, Share, comment_from, share_from

MOST_SHARES = 50
MOST_COMMENTS = 1_000
MOST_FOR_ONE = 300
LONGEST_NAME = 60
LONGEST_TEXT = 4_000
LONGEST_HOURS = 24 * 90
"""So long may a link be good, in hours."""


@dataclass(slots=True)
class Book:
    """Links and comments of one contract.

    Args:
        path: the file.
        clock: tells the time.
        shares: links by id.
        comments: comments by id, in the order they came.
        guard: held while they change.
    """

    path: Path
    clock: Clock
    shares: dict[str, Share] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def share(self, label: str, hours: float) -> tuple[Share, str]:
        """Make a link.

        Args:
            label: for whom it is.
            hours: how long it is good.

        Returns:
            The link and its token, which is never told again.

        Raises:
            InvalidInputError: it would be good for no time or for too long.
            TooLargeError: there are too many.
        """
        if not 0 < hours <= LONGEST_HOURS:
            raise InvalidInputError("a link is good for up to 90 days", piece=f"{hours:g} hours")
        token, now = secrets.token_urlsafe(24), self.clock.now()
        made = Share(
            secrets.token_hex(4), _line(label, LONGEST_NAME), _sha256(token), now, now + timedelta(hours=hours)
        )
        with self.guard:
            self._forget()
            if len(self.shares) >= MOST_SHARES:
                raise TooLargeError("there are too many links", hint="revoke some that nobody needs")
            self.shares[made.id] = made
            self._save()
        return made, token

    def revoke(self, id_: str) -> None:
        """Take a link back; its page answers nobody from now on.

        Args:
            id_: the link.

        Raises:
            NotFoundError: there is no such link.
        """
        with self.guard:
            self.shares[id_] = replace(_find(self.shares, "link", id_), revoked=True)
            self._save()

    def find(self, token: str) -> Share:
        """Find the link that a token opens.

        Args:
            token: as it was sent.

        Returns:
            The link.

        Raises:
            ForbiddenError: it is none, was taken back, or is over; which of them is not told.
        """
        wanted, now = _sha256(token), self.clock.now()
        for each in list(self.shares.values()):
            if secrets.compare_digest(each.sha256, wanted) and each.is_open(now):
                return each
        raise ForbiddenError("this link is not valid, or not any more", hint="ask for a new one", code="link-over")

    def say(self, share: Share, operation: str, *, name: str, text: str) -> Comment:
        """Write a comment down.

        Args:
            share: the link that it came by.
            operation: method and path of the operation; empty for the API as a whole.
            name: who says it.
            text: what they say.

        Returns:
            The comment.

        Raises:
            InvalidInputError: name or text is missing or too long.
            TooLargeError: there are too many comments.
        """
        said = Comment(
            secrets.token_hex(6),
            share.id,
            _line(operation, 1_000),
            _line(name, LONGEST_NAME, needed="a name"),
            _words(text),
            self.clock.now(),
        )
        with self.guard:
            by_one = sum(each.share == share.id for each in self.comments.values())
            if len(self.comments) >= MOST_COMMENTS or by_one >= MOST_FOR_ONE:
                raise TooLargeError("there are too many comments already", code="too-many-comments")
            self.comments[said.id] = said
            self._save()
        return said

    def resolve(self, id_: str, *, resolved: bool) -> None:
        """Mark a comment as done, or as open again.

        Args:
            id_: the comment.
            resolved: whether it is done.

        Raises:
            NotFoundError: there is no such comment.
        """
        with self.guard:
            self.comments[id_] = replace(_find(self.comments, "comment", id_), resolved=resolved)
            self._save()

    def delete(self, id_: str) -> None:
        """Take a comment out of the book.

        Args:
            id_: the comment.

        Raises:
            NotFoundError: there is no such comment.
        """
        with self.guard:
            _find(self.comments, "comment", id_)
            del self.comments[id_]
            self._save()

    def _forget(self) -> None:
        """Forget links that are over and that no comment came by."""
        now, used = self.clock.now(), {each.share for each in self.comments.values()}
        for each in list(self.shares.values()):
            if not each.is_open(now) and each.id not in used:
                del self.shares[each.id]

    def _save(self) -> None:
        kept = {
            "shares": [each.facts() for each in self.shares.values()],
            "comments": [each.facts() for each in self.comments.values()],
        }
        write_private(self.path, orjson.dumps(kept))


def open_book(state: Path, contract: Path, clock: Clock) -> Book:
    """Open the book of a contract; it is empty the first time.

    Args:
        state: the state folder, which was made here.
        contract: the absolute path of the contract.
        clock: tells the time.

    Returns:
        The book.

    Raises:
        ForbiddenError: others may read it, or it belongs to somebody else.
        InvalidInputError: it cannot be read.
    """
    folder = state / "studio"
    make_private_folder(folder)
    path = folder / f"{contract.stem}-{_sha256(str(contract))[:10]}.json"
    book, data = Book(path, clock), read_private(path)
    if data is not None:
        try:
            kept: dict[str, Any] = orjson.loads(data)
            book.shares = {each.id: each for each in map(share_from, kept["shares"])}
            book.comments = {each.id: each for each in map(comment_from, kept["comments"])}
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInputError(
                "the book of comments cannot be read", where=str(path), piece=str(error), hint="move it away"
            ) from error
    return book


def _find(known: dict[str, Any], noun: str, id_: str) -> Any:
    if id_ not in known:
        raise NotFoundError(f"there is no such {noun}", piece=id_)
    return known[id_]


def _line(text: str, most: int, *, needed: str = "") -> str:
    """Keep one line of text: no control characters, no marks that turn its direction."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text[: most * 4]).split())
    if len(line) > most or len(text) > most * 4:
        raise InvalidInputError(f"at most {most} characters", piece=line[:80])
    if needed and not line:
        raise InvalidInputError(f"{needed} is needed")
    return line


def _words(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise InvalidInputError(f"a comment has at most {LONGEST_TEXT} characters", piece=f"{len(text)} characters")
    kept = "".join(each if each.isprintable() or each == "\n" else " " for each in text.replace("\r\n", "\n")).strip()
    if not kept:
        raise InvalidInputError("a comment needs some words")
    return kept


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
