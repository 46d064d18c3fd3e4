"""The web application: guard, problems, routes."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil

from fastapi import APIRouter, FastAPI

from apiyard import __version__
from apiyard.server import routes
from apiyard.server.guard import Guard
from apiyard.server.metrics import Metrics
from apiyard.server.problems import add_problem_handlers
from apiyard.wiring.mocks import HostedMocks
from apiyard.wiring.parts import Parts

ABOUT = "The control plane of apiyard: what is declared, released, deployed, allowed and seen, for programs and people."


def create_app(parts: Parts, metrics: Metrics, *, hosts: tuple[str, ...], mocks: HostedMocks | None = None) -> FastAPI:
    """Put the web application together.

    Args:
        parts: the doors that requests are given.
        metrics: what the process counts about itself.
        hosts: accepted values of the Host header.
        mocks: the mocks that answer on a port of their own; None when none do.

    Returns:
        The application.
    """
    app = FastAPI(
        title="apiyard control plane",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.parts = parts
    app.state.metrics = metrics
    app.state.mocks = mocks
    app.state.closing = asyncio.Event()
    add_problem_handlers(app)
    for module in sorted(pkgutil.iter_modules(routes.__path__), key=lambda found: found.name):
        router = importlib.import_module(f"{routes.__name__}.{module.name}").ROUTER
        if not isinstance(router, APIRouter):
            raise TypeError(f"{module.name}: ROUTER must be an APIRouter")
        app.include_router(router)
    app.add_middleware(Guard, hosts=hosts)
    return app
