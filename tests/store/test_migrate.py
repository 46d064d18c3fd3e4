"""A store is brought up to date once, however many open it at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.evidence import EvidenceKind
from apiyard.store.engine import write
from apiyard.store.open import open_store
from apiyard.store.schema import METADATA
from apiyard.store.trouble import StoreError
from tests.store.facts import lint


def test_the_migrations_make_the_tables_that_the_program_knows(store):
    with store.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_many_may_open_an_empty_store_at_once(store_url, clock, tmp_path):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(store_url, blobs=tmp_path / "b", clock=clock), range(4)))
    try:
        assert [one.ledger.append(lint())[0].seq for one in stores] == [1, 2, 3, 4]
    finally:
        for one in stores:
            one.close()


def test_opening_again_keeps_everything(store, store_url, clock, tmp_path):
    store.ledger.append(lint())
    again = open_store(store_url, blobs=tmp_path / "blobs", clock=clock)
    assert again.ledger.find() == store.ledger.find()
    again.close()


def test_a_kind_that_this_program_knows_and_the_store_does_not_is_added(store, store_url, clock, tmp_path):
    with write(store.database) as connection:
        connection.execute(text("DELETE FROM fact_kinds WHERE kind = 'trust'"))
    with pytest.raises(StoreError):
        store.ledger.append(lint(kind=EvidenceKind.TRUST))
    again = open_store(store_url, blobs=tmp_path / "blobs", clock=clock)
    assert again.ledger.append(lint(kind=EvidenceKind.TRUST))[0].seq == 1
    again.close()


def test_a_store_of_a_newer_program_is_left_alone(store, store_url, clock, tmp_path):
    with write(store.database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as told:
        open_store(store_url, blobs=tmp_path / "blobs", clock=clock)
    assert told.value.code == "store-newer"
    assert "newer apiyard" in told.value.what


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("control.db", InvalidInputError),
        ("sqlite://", InvalidInputError),
        ("sqlite:///:memory:", InvalidInputError),
        ("sqlite:///x.db?mode=ro", InvalidInputError),
        ("mysql://localhost/x", UnknownNameError),
    ],
)
def test_a_wrong_url_is_told(url, error, clock, tmp_path):
    with pytest.raises(error):
        open_store(url, blobs=tmp_path, clock=clock)
