"""Certificates, their events, the numbers they had before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_certificates"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TABLES = ("certificates_former_number", "certificates_event", "certificates_certificate")


def upgrade() -> None:
    _certificates()
    _history()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _certificates() -> None:
    table = "certificates_certificate"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=200), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("number_key", sa.String(length=60), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("first_issued_on", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("appointment", sa.String(length=20), nullable=True),
        sa.Column("photo_digest", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name="ck_certificates_certificate_days"
        ),
        _reference("holder_id", "parties_person", "fk_certificates_certificate_holder"),
        _reference("enterprise_id", "parties_enterprise", "fk_certificates_certificate_enterprise"),
        _reference("office_id", "parties_office", "fk_certificates_certificate_office"),
        sa.PrimaryKeyConstraint("id", name="pk_certificates_certificate"),
        sa.UniqueConstraint("number_key", name="uq_certificates_certificate_number"),
    )
    op.create_index("ix_certificates_certificate_holder", table, ["holder_id"])
    op.create_index("ix_certificates_certificate_enterprise", table, ["enterprise_id", "valid_to"])
    op.create_index("ix_certificates_certificate_office", table, ["office_id"])
    op.create_index("ix_certificates_certificate_end", table, ["state", "valid_to"])


def _history() -> None:
    op.create_table(
        "certificates_event",
        sa.Column("certificate_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("operation", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=True),
        sa.Column("before", JSON, nullable=True),
        sa.Column("after", JSON, nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        _reference("certificate_id", "certificates_certificate", "fk_certificates_event_certificate"),
        sa.PrimaryKeyConstraint("certificate_id", "seq", name="pk_certificates_event"),
        sa.UniqueConstraint("cause", name="uq_certificates_event_cause"),
    )
    op.create_table(
        "certificates_former_number",
        sa.Column("number_key", sa.String(length=60), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        _reference("certificate_id", "certificates_certificate", "fk_certificates_former_number_certificate"),
        sa.PrimaryKeyConstraint("number_key", name="pk_certificates_former_number"),
    )
    op.create_index(
        "ix_certificates_former_number_certificate", "certificates_former_number", ["certificate_id"]
    )


def _reference(column: str, table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)
