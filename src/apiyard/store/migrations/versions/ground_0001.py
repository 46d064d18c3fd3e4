"""The first tables: facts and checkpoints that cannot be changed, intents, leases, people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SEQ = sa.BigInteger().with_variant(sa.Integer, "sqlite")

# A number that does not follow the last one is refused by the database itself: no gap, no replaced row.
_SQLITE = """
CREATE TRIGGER {table}_follow BEFORE INSERT ON {table}
WHEN NEW.{number} <> COALESCE((SELECT MAX({number}) FROM {table}), 0) + 1
BEGIN SELECT RAISE(ABORT, '{table} is append-only: a number is out of order'); END;
CREATE TRIGGER {table}_keep BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_stay BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_POSTGRES = """
CREATE FUNCTION {table}_follow() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF NEW.{number} <> COALESCE((SELECT MAX({number}) FROM {table}), 0) + 1 THEN
    RAISE EXCEPTION '{table} is append-only: a number is out of order';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {table}_follow BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_follow();
CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_keep();
CREATE TRIGGER {table}_stay BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()
"""


def upgrade() -> None:
    """Make the tables and what guards them."""
    _facts()
    _checkpoints()
    _intents()
    _people()
    _forbid_changes("facts", "seq")
    _forbid_changes("checkpoints", "number")


def _facts() -> None:
    op.create_table("fact_kinds", sa.Column("kind", sa.Text, nullable=False), _key("fact_kinds", "kind"))
    op.create_table(
        "facts",
        sa.Column("seq", _SEQ, nullable=False, autoincrement=False),
        *(_text(name) for name in ("kind", "subject_kind", "subject_id", "subject_digest", "verdict")),
        *(_text(name) for name in ("api", "version", "environment", "numbers", "caused_by")),
        _number("at"),
        sa.Column("withdraws", _SEQ, nullable=True),
        _text("leaf"),
        _key("facts", "seq"),
        sa.ForeignKeyConstraint(["kind"], ["fact_kinds.kind"], name="fk_facts_kind"),
        sa.ForeignKeyConstraint(["withdraws"], ["facts.seq"], name="fk_facts_withdraws"),
        sa.CheckConstraint("verdict IN ('pass', 'fail', 'warn', 'info', 'unknown')", name=op.f("ck_facts_verdict")),
        sa.CheckConstraint("(kind = 'withdrawn') = (withdraws IS NOT NULL)", name=op.f("ck_facts_withdraws")),
    )
    op.create_index("ix_facts_api_seq", "facts", ["api", "seq"])
    op.create_index("ix_facts_kind_seq", "facts", ["kind", "seq"])
    op.create_index("ix_facts_subject_digest_seq", "facts", ["subject_digest", "seq"])
    op.create_index("ix_facts_subject_kind_subject_id_seq", "facts", ["subject_kind", "subject_id", "seq"])
    op.create_index("ix_facts_withdraws", "facts", ["withdraws"])


def _checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("number", _SEQ, nullable=False, autoincrement=False),
        *(_number(name) for name in ("first_seq", "last_seq", "count")),
        *(_text(name) for name in ("root", "previous")),
        _number("at"),
        *(_text(name) for name in ("key_id", "signature")),
        _key("checkpoints", "number"),
    )


def _intents() -> None:
    op.create_table(
        "intents",
        *(_text(name) for name in ("kind", "id")),
        _number("revision"),
        _text("body"),
        _number("at"),
        _key("intents", "kind", "id"),
    )
    op.create_table("counters", _text("name"), _number("value"), _key("counters", "name"))
    op.create_table("leases", *(_text(name) for name in ("name", "holder")), _number("until"), _key("leases", "name"))


def _people() -> None:
    op.create_table(
        "users",
        *(_text(name) for name in ("name", "role", "password_hash", "contact")),
        _number("created"),
        _key("users", "name"),
    )
    op.create_table(
        "api_tokens",
        *(_text(name) for name in ("sha256", "name", "role")),
        _number("created"),
        *(sa.Column(name, sa.BigInteger, nullable=True) for name in ("expires", "revoked")),
        _key("api_tokens", "sha256"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "sessions",
        *(_text(name) for name in ("sha256", "user_name", "csrf")),
        *(_number(name) for name in ("created", "expires")),
        _key("sessions", "sha256"),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name="fk_sessions_user_name", ondelete="CASCADE"),
    )
    op.create_index("ix_sessions_user_name", "sessions", ["user_name"])
    op.create_table("contacts", *(_text(name) for name in ("consumer", "name", "email")), _key("contacts", "consumer"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _forbid_changes(table: str, number: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in _SQLITE.format(table=table, number=number).split("END;"):
            closing = "" if statement.rstrip().endswith("END") else "END"
            op.execute(sa.text(statement + closing))
    else:
        op.execute(sa.text(_POSTGRES.format(table=table, number=number)))
