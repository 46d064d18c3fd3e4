"""An agent that has not picked everything up yet lets nobody change anything."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from apiyard.agent.api import make_app
from apiyard.agent.node_agent import Agent
from apiyard.agent.options import AgentOptions
from apiyard.core.clock import SystemClock


@pytest.fixture
def agent(tmp_path):
    return Agent(AgentOptions(tmp_path / "state", tmp_path / "run"), SystemClock())


def ask(agent, method: str, path: str, **more) -> httpx.Response:
    async def _ask():
        transport = httpx.ASGITransport(make_app(agent), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://agent") as client:
            return await client.request(method, path, **more)

    return asyncio.run(_ask())


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/status"), ("PUT", "/v1/gateways/staging"), ("PUT", "/v1/processes/a")]
)
def test_calls_wait_for_the_start(agent, method, path):
    answer = ask(agent, method, path)
    assert answer.status_code == 503
    assert answer.json()["code"] == "agent-not-ready"
    assert answer.json()["retryable"]


def test_health_is_told_before_the_agent_is_ready(agent):
    assert ask(agent, "GET", "/healthz").status_code == 200
    assert ask(agent, "GET", "/readyz").status_code == 503
    agent.ready = True
    assert ask(agent, "GET", "/readyz").status_code == 200
    assert ask(agent, "GET", "/v1/status").json()["processes"] == []


def test_the_end_can_be_asked_for_at_any_time(agent):
    assert ask(agent, "POST", "/v1/shutdown", json={"stop_everything": True}).status_code == 202
    assert agent.ending.is_set()
    assert agent.stop_everything


def test_a_fault_is_logged_not_shown(agent, monkeypatch, caplog):
    def broken(self):
        raise RuntimeError("inside detail")

    agent.ready = True
    monkeypatch.setattr(Agent, "status", broken)
    answer = ask(agent, "GET", "/v1/status")
    assert answer.status_code == 500
    assert "inside detail" not in answer.text
    assert "inside detail" in caplog.text
