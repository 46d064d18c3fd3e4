"""What the portal's routes share within one process: tickets, attempts, news, the seats of running calls."""

from __future__ import annotations

import asyncio
import threading

from fastapi import FastAPI, Request

from apiyard.core.noun import dataclass, field
from apiyard.server.attempts import Attempts
from apiyard.server.news import News
from apiyard.server.tickets import Tickets

TRIES = 16
"""Calls of reference pages at the same time."""

HASHES = 2
"""Passwords that are checked at the same time; each takes 64 MiB."""


@dataclass(frozen=True, slots=True)
class Room:
    """The portal's memory in this process.

    Args:
        news: tells pages what changed.
        tickets: one-time sign-in links.
        attempts: failed sign-ins.
        hashing: seats for checking passwords.
        tries: seats for calls of reference pages.
    """

    news: News
    tickets: Tickets = field(default_factory=Tickets)
    attempts: Attempts = field(default_factory=Attempts)
    hashing: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(HASHES))
    tries: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(TRIES))


_guard = threading.Lock()


def room_of(request: Request) -> Room:
    """Give the portal's memory, made when it is first needed.

    Args:
        request: any request.
    """
    app: FastAPI = request.app
    with _guard:
        if not hasattr(app.state, "room"):
            app.state.room = Room(News(app.state.parts, app.state.closing))
    room: Room = app.state.room
    return room
