"""The state is looked at, added to, kept and brought back, by HTTP and by files."""

from __future__ import annotations

import asyncio
import json
import stat
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError, NotFoundError, UnavailableError, UnknownNameError
from apiyard.core.json import canonical
from apiyard.mock.control import Control
from apiyard.mock.sandbox.control import SandboxApi
from apiyard.mock.sandbox.options import SandboxOptions
from apiyard.mock.sandbox.seed import check_seed_files, read_seed_files, seeds_of
from apiyard.mock.sandbox.state_file import StateFile
from apiyard.mock.sandbox.store import Limits, Record, World, sized
from apiyard.spec.exchange import Request
from tests.mock.sandbox.sandboxes import CUSTOMERS, Asked, contract_of, read, tasks


@pytest.fixture
def asked():
    found = tasks()
    found.control = Control({"sandbox": SandboxApi(found.world, {"tasks": found.answerer.house}).handler()})
    return found


def steer(asked, method, path, body=None, *, key="a", peer="127.0.0.1"):
    data = b"" if body is None else json.dumps(body).encode()
    target, _, query = f"/__apiyard/sandbox{path}".partition("?")
    headers = (("host", "localhost:4010"), *((("authorization", f"Bearer {key}"),) if key else ()))
    return asked.control.handle(Request(method, target, query, headers, data), peer=peer)


def test_the_overview_tells_what_is_kept(asked):
    asked.post("/lists", {"name": "home"})
    told = read(steer(asked, "GET", ""))
    assert told["apis"]["tasks"]["resources"]["lists"]["items"] == 1
    assert told["apis"]["tasks"]["resources"]["tasks"]["operations"]["closeTask"] == "act"
    assert set(told["apis"]["tasks"]["without-state"]) == {"health"}


def test_begin_anew_for_one_or_for_all(asked):
    for key in ("a", "b"):
        asked.post("/lists", {"name": key}, key=key)
    assert steer(asked, "POST", "/reset", key="a").status == 204
    assert asked.get("/lists", key="a") == []
    assert [each["name"] for each in asked.get("/lists", key="b")] == ["b"]
    assert steer(asked, "POST", "/reset", key="").status == 204
    assert asked.get("/lists", key="b") == []


def test_snapshots_come_back(asked):
    made = asked.post("/lists", {"name": "first"})
    home = f"/lists/{made['id']}/tasks"
    task = f"{home}/{asked.post(home, {'title': 'sweep'})['id']}"
    before = asked.ask("GET", task).body
    assert steer(asked, "PUT", "/snapshots/one").status == 204
    asked.post("/lists", {"name": "second"})
    assert asked.ask("DELETE", "/lists/1").status == 204
    assert steer(asked, "POST", "/snapshots/one").status == 204
    assert [each["name"] for each in asked.get("/lists")] == ["first"]
    assert asked.ask("GET", task).body == before  # with its members in their order
    assert read(steer(asked, "GET", "/snapshots")) == {"snapshots": ["one"]}
    assert steer(asked, "DELETE", "/snapshots/one").status == 204
    refused = steer(asked, "POST", "/snapshots/one")
    assert (refused.status, json.loads(refused.body)["code"]) == (400, "unknown-name")


def test_snapshots_are_bounded(asked):
    small = SandboxApi(asked.world, {"tasks": asked.answerer.house}, most_bytes=150)
    asked.control = Control({"sandbox": small.handler()})
    asked.post("/lists", {"name": "first"})
    assert [steer(asked, "PUT", f"/snapshots/{name}").status for name in ("one", "one", "two")] == [204, 204, 409]
    assert read(steer(asked, "GET", "/snapshots")) == {"snapshots": ["one"]}


def test_the_whole_state_is_given_and_taken(asked):
    asked.post("/lists", {"name": "first"})
    state = json.loads(steer(asked, "GET", "/state").body)
    other = tasks()
    other.control = Control({"sandbox": SandboxApi(other.world, {"tasks": other.answerer.house}).handler()})
    assert steer(other, "PUT", "/state", state).status == 204
    assert other.get("/lists") == asked.get("/lists")
    wrongs: tuple[Any, ...] = ([], {"version": 2}, {"version": 1, "consumers": {"": {"nothing": []}}})
    for wrong in wrongs:
        assert steer(other, "PUT", "/state", wrong).status == 400
    assert other.get("/lists") == asked.get("/lists")


def test_items_are_added_and_removed(asked):
    added = read(steer(asked, "POST", "/items/lists", [{"name": "x"}, {"id": 9, "name": "y"}]), 201)
    assert [each["id"] for each in added["items"]] == [1, 9]
    assert asked.get("/lists/9")["name"] == "y"
    read(steer(asked, "POST", "/items/tasks", {"title": "sweep", "@in": {"listId": 9}}), 201)
    assert [each["listId"] for each in asked.get("/lists/9/tasks")["data"]] == [9]
    assert steer(asked, "POST", "/items/lists", {"id": "nine"}).status == 400
    assert steer(asked, "POST", "/items/lists", {"nmae": "x"}).status == 400
    assert steer(asked, "DELETE", "/items/lists").status == 204
    assert asked.get("/lists") == []


def test_only_this_machine_may_steer(asked):
    assert steer(asked, "POST", "/reset", peer="192.0.2.7").status == 403


def test_seed_data_is_what_it_begins_with(tmp_path):
    (tmp_path / "lists.yaml").write_text("- {id: 5, name: home}\n- {name: work}\n")
    (tmp_path / "tasks.json").write_text(
        json.dumps({"00000000-0000-4000-8000-000000000001": {"title": "sweep", "@in": {"listId": 5}}})
    )
    files = read_seed_files(tmp_path)

    def prepare(house):
        house.seeds = seeds_of(files, house.model)

    asked = tasks(prepare=prepare)
    assert [(each["id"], each["name"]) for each in asked.get("/lists")] == [(5, "home"), (2, "work")]
    task = asked.get("/lists/5/tasks/00000000-0000-4000-8000-000000000001")
    assert (task["title"], task["listId"], task["status"]) == ("sweep", 5, "open")
    assert asked.ask("DELETE", "/lists/5").status == 204
    assert [each["id"] for each in asked.get("/lists", key="b")] == [5, 2]


@pytest.mark.parametrize(
    ("name", "text", "kind", "told"),
    [
        ("lists.yaml", "- {id: five, name: home}", InvalidInputError, "lists.yaml:1:"),
        ("lists.yaml", "- {id: 5}\n- {nmae: home}", UnknownNameError, 'did you mean "name"'),
        ("lists.yaml", "home", InvalidInputError, "list of items"),
        ("list.yaml", "[]", UnknownNameError, 'did you mean "lists"'),
    ],
)
def test_wrong_seed_data_is_told_with_its_place(tmp_path, name, text, kind, told):
    (tmp_path / name).write_text(text)
    house = tasks().answerer.house
    files = read_seed_files(tmp_path)

    def use():
        check_seed_files(files, {"tasks": house.model})
        seeds_of(files, house.model)

    with pytest.raises(kind) as caught:
        use()
    assert told in str(caught.value)
    with pytest.raises(NotFoundError):
        read_seed_files(tmp_path / "nowhere")


def test_a_file_keeps_the_state(asked, tmp_path):
    file = StateFile(tmp_path / "state.json", asked.world)
    assert not file.load()
    asked.post("/lists", {"name": "home"})

    async def for_a_moment():
        job = asyncio.ensure_future(file.run())
        await asyncio.sleep(0)
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)

    asyncio.run(for_a_moment())
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    later = tasks()
    assert StateFile(file.path, later.world).load()
    assert later.get("/lists") == asked.get("/lists")
    made = later.post("/lists", {"name": "next"})
    assert made["id"] not in {each["id"] for each in asked.get("/lists")}
    file.path.write_text("{")
    with pytest.raises(InvalidInputError, match=r"state\.json"):
        StateFile(file.path, later.world).load()


def test_a_state_that_cannot_be_kept_is_told_in_the_end(asked, tmp_path):
    (tmp_path / "file").write_text("")
    file = StateFile(tmp_path / "file/state.json", asked.world)
    asked.post("/lists", {"name": "home"})

    async def for_a_moment():
        job = asyncio.ensure_future(file.run())
        await asyncio.sleep(0)
        job.cancel()
        return await asyncio.gather(job, return_exceptions=True)

    (error,) = asyncio.run(for_a_moment())
    assert isinstance(error, UnavailableError)
    assert error.what == "the state cannot be kept"


def test_memory_is_bounded():
    small = tasks(options=SandboxOptions(limits=Limits(items=2, consumers=2)))
    for number in range(2):
        small.post("/lists", {"name": str(number)})
    full = small.ask("POST", "/lists", {"name": "x"})
    assert (full.status, json.loads(full.body)["code"]) == (507, "sandbox-full")
    for key in ("b", "c"):
        small.post("/lists", {"name": key}, key=key)
    assert len(small.world.consumers()) == 2
    assert small.get("/lists") == []
    few = tasks(options=SandboxOptions(limits=Limits(all_bytes=500)))
    for key in ("a", "b", "c"):
        few.post("/lists", {"name": "x" * 200}, key=key)
    assert len(few.world.consumers()) == 2
    tight = tasks(options=SandboxOptions(limits=Limits(consumer_bytes=200)))
    tight.post("/lists", {"name": "x"})
    assert tight.ask("POST", "/lists", {"name": "x" * 200}).status == 507
    assert len(tight.get("/lists")) == 1


def test_what_is_small_as_text_and_large_in_memory_counts_as_that():
    record = sized(Record({"name": [{} for _ in range(1_000)]}))

    assert len(canonical(record.item)) < 4_000
    assert record.size > 20_000
    assert sized(Record({"name": "x" * 5_000})).size < 6_000


@pytest.mark.parametrize(("share", "status"), [(("customers",), 200), ((), 404)])
def test_several_apis_share_what_they_are_told_to(share, status):
    options, world = SandboxOptions(share=share), World()
    sales = Asked(contract_of(CUSTOMERS.replace("TITLE", "Sales")), options, world, name="sales")
    support = Asked(contract_of(CUSTOMERS.replace("EXTRA", "ticket")), options, world, name="support")
    made = sales.post("/customers", {"name": "Ada"})
    reply = support.ask("GET", f"/customers/{made['id']}")
    assert reply.status == status
    if status == 200:
        assert json.loads(reply.body)["name"] == "Ada"


def test_a_draft_that_leads_elsewhere_is_not_followed(tmp_path):
    other = tmp_path / "other"
    other.write_text("precious")
    (tmp_path / ".state.json.draft").symlink_to(other)
    file = StateFile(tmp_path / "state.json", World(Limits()))
    file.save()
    assert other.read_text() == "precious"
    assert stat.S_IMODE(file.path.lstat().st_mode) == 0o600
