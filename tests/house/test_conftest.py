"""The shared fixtures do what tests rely on."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
import time

import psycopg
import pytest

import tests.parts
from tests import leftovers, order
from tests.conftest import free_port, need


def test_unknown_part_is_an_error():
    with pytest.raises(ValueError, match="unknown part 'envoi'"):
        need("envoi")


def test_absent_part_skips_with_a_word(monkeypatch):
    monkeypatch.delenv(tests.parts.DEMAND, raising=False)
    monkeypatch.setitem(tests.parts.PARTS, "specs", (lambda: None, "put them there"))
    with pytest.raises(pytest.skip.Exception, match="needs specs: put them there"):
        need("specs")


def test_absent_part_fails_when_parts_are_demanded(monkeypatch):
    monkeypatch.setenv(tests.parts.DEMAND, "1")
    monkeypatch.setitem(tests.parts.PARTS, "specs", (lambda: None, "put them there"))
    with pytest.raises(pytest.fail.Exception, match="put them there"):
        need("specs")


def test_the_longest_files_begin_first():
    assert [name for name in order.LONGEST if not (order.HERE / name).is_file()] == []
    assert order.rank(order.HERE / order.LONGEST[0]) < order.rank(order.HERE / order.LONGEST[1])
    assert order.rank(order.HERE / order.LONGEST[-1]) < order.rank(order.HERE / "access" / "test_keys.py")


def test_free_ports_differ():
    assert len({free_port() for _ in range(50)}) == 50


def test_short_tmp_holds_a_socket_path(short_tmp):
    assert len(str(short_tmp / "admin.sock")) < 60


@pytest.mark.postgres
def test_each_database_is_empty(postgres_database):
    with psycopg.connect(postgres_database.replace("+psycopg", "")) as connection:
        rows = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
    assert rows == (0,)


def test_leftover_is_found_even_when_it_cut_itself_loose(monkeypatch):
    monkeypatch.setenv(leftovers.MARK, "probe")
    waiting = "[sys.executable, '-c', 'import sys; sys.stdin.read()'], stdin=0, stdout=subprocess.DEVNULL"
    script = f"import subprocess, sys; print(subprocess.Popen({waiting}).pid)"
    reader, writer = os.pipe()
    try:
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, stdin=reader, stdout=subprocess.PIPE, check=True, start_new_session=True)
        orphan = int(done.stdout)
        assert orphan in {process.pid for process in leftovers.find("probe")}
    finally:
        os.close(writer)
        os.close(reader)
    deadline = time.monotonic() + 20
    while any(process.pid == orphan for process in leftovers.find("probe")):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.browser
def test_browser_sees_loopback_and_nothing_else(chromium_page):
    from playwright.sync_api import Error

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<title>here</title>")

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        chromium_page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert chromium_page.title() == "here"
        with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
            chromium_page.goto("http://outside.example/")
    finally:
        server.shutdown()
        server.server_close()
