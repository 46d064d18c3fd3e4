"""The tables as they are now; a test holds them equal to what the migrations make."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_SEQ = BigInteger().with_variant(Integer, "sqlite")  # SQLite keeps only INTEGER keys as its row id

FACT_KINDS = Table("fact_kinds", METADATA, Column("kind", Text, primary_key=True))
"""The closed set of kinds, as rows, so that a new kind needs no rebuilt table."""

FACTS = Table(
    "facts",
    METADATA,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("kind", Text, ForeignKey("fact_kinds.kind"), nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("subject_digest", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("api", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("environment", Text, nullable=False),
    Column("numbers", Text, nullable=False),
    Column("caused_by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("withdraws", _SEQ, ForeignKey("facts.seq"), nullable=True),
    Column("leaf", Text, nullable=False),
    CheckConstraint("verdict IN ('pass', 'fail', 'warn', 'info', 'unknown')", name="verdict"),
    CheckConstraint("(kind = 'withdrawn') = (withdraws IS NOT NULL)", name="withdraws"),
    Index(None, "api", "seq"),
    Index(None, "kind", "seq"),
    Index(None, "subject_digest", "seq"),
    Index(None, "subject_kind", "subject_id", "seq"),
    Index(None, "withdraws"),
)

CHECKPOINTS = Table(
    "checkpoints",
    METADATA,
    Column("number", _SEQ, primary_key=True, autoincrement=False),
    Column("first_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("root", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("signature", Text, nullable=False),
)

INTENTS = Table(
    "intents",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

COUNTERS = Table(
    "counters",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

LEASES = Table(
    "leases",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)

USERS = Table(
    "users",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)

API_TOKENS = Table(
    "api_tokens",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=True),
    Column("revoked", BigInteger, nullable=True),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("user_name", Text, ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
)

CONTACTS = Table(
    "contacts",
    METADATA,
    Column("consumer", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
)
