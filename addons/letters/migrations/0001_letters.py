"""Documents, the serials of their numbers, issuers, lookups."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_letters"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TABLES = ("letters_lookup", "letters_issuer", "letters_serial", "letters_document")


def upgrade() -> None:
    _documents()
    _serials()
    _issuers()
    _lookups()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _documents() -> None:
    table = "letters_document"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("letter", sa.String(length=200), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("title", JSON, nullable=False),
        sa.Column("number", sa.String(length=120), nullable=True),
        sa.Column("organ", sa.String(length=40), nullable=True),
        sa.Column("word", sa.String(length=40), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("template_digest", sa.String(length=64), nullable=True),
        sa.Column("portrait_digest", sa.String(length=64), nullable=True),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("docx_digest", sa.String(length=64), nullable=True),
        sa.Column("pdf_digest", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'certificate') = (edition IS NOT NULL)", name="ck_letters_document_edition"
        ),
        sa.CheckConstraint(
            "state <> 'ready' OR docx_digest IS NOT NULL OR pdf_digest IS NOT NULL",
            name="ck_letters_document_ready",
        ),
        _reference("version_id", "definition_version", "fk_letters_document_version"),
        _reference("case_id", "approvals_case", "fk_letters_document_case"),
        _reference("application_id", "licensing_application", "fk_letters_document_application"),
        _reference("certificate_id", "certificates_certificate", "fk_letters_document_certificate"),
        _reference("person_id", "parties_person", "fk_letters_document_person"),
        _reference("enterprise_id", "parties_enterprise", "fk_letters_document_enterprise"),
        _reference("office_id", "parties_office", "fk_letters_document_office"),
        sa.PrimaryKeyConstraint("id", name="pk_letters_document"),
        sa.UniqueConstraint("token", name="uq_letters_document_token"),
    )
    _part("uq_letters_document_number", ["number"], "number IS NOT NULL", unique=True)
    _part("uq_letters_document_edition", ["certificate_id", "edition"], "kind = 'certificate'", unique=True)
    _part("ix_letters_document_waiting", ["state"], "state <> 'ready'", unique=False)
    for column in ("case", "certificate", "person", "enterprise", "office"):
        op.create_index(f"ix_letters_document_{column}", table, [f"{column}_id"])


def _serials() -> None:
    op.create_table(
        "letters_serial",
        sa.Column("organ", sa.String(length=40), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organ", "word", "year", name="pk_letters_serial"),
    )


def _issuers() -> None:
    op.create_table(
        "letters_issuer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        _reference("office_id", "parties_office", "fk_letters_issuer_office"),
        sa.PrimaryKeyConstraint("id", name="pk_letters_issuer"),
        sa.UniqueConstraint("office_id", name="uq_letters_issuer_office"),
    )


def _lookups() -> None:
    op.create_table(
        "letters_lookup",
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_letters_lookup"),
    )
    op.create_index("ix_letters_lookup_since", "letters_lookup", ["since"])


def _part(name: str, columns: list[str], where: str, *, unique: bool) -> None:
    rows = sa.text(where)
    op.create_index(
        name, "letters_document", columns, unique=unique, sqlite_where=rows, postgresql_where=rows
    )


def _reference(column: str, table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)
