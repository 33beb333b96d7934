"""Regions, offices, enterprises, people, employments, memberships."""

import sqlalchemy as sa
from alembic import op

revision = "0001_parties"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "parties_membership",
    "parties_employment",
    "parties_name_part",
    "parties_person",
    "parties_enterprise",
    "parties_office",
    "parties_region",
)


def upgrade() -> None:
    _places()
    _people()
    _ties()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _places() -> None:
    op.create_table(
        "parties_region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["parties_region.id"], name="fk_parties_region_parent"),
        sa.PrimaryKeyConstraint("id", name="pk_parties_region"),
        sa.UniqueConstraint("code", name="uq_parties_region_code"),
    )
    op.create_index("ix_parties_region_parent", "parties_region", ["parent_id"])
    op.create_table(
        "parties_office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["parties_office.id"], name="fk_parties_office_parent"),
        sa.ForeignKeyConstraint(["region_id"], ["parties_region.id"], name="fk_parties_office_region"),
        sa.PrimaryKeyConstraint("id", name="pk_parties_office"),
        sa.UniqueConstraint("code", name="uq_parties_office_code"),
    )
    op.create_index("ix_parties_office_region", "parties_office", ["region_id", "level"])
    op.create_index("ix_parties_office_parent", "parties_office", ["parent_id"])
    op.create_table(
        "parties_enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False, server_default="active"),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["parties_office.id"], name="fk_parties_enterprise_office"),
        sa.PrimaryKeyConstraint("id", name="pk_parties_enterprise"),
        sa.UniqueConstraint("credit_code", name="uq_parties_enterprise_credit_code"),
    )
    op.create_index("ix_parties_enterprise_office", "parties_enterprise", ["office_id"])
    op.create_index("ix_parties_enterprise_name", "parties_enterprise", ["name"])


def _people() -> None:
    op.create_table(
        "parties_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("document_type", sa.String(length=20), nullable=False),
        sa.Column("document_cipher", sa.String(length=200), nullable=False),
        sa.Column("document_blind", sa.String(length=110), nullable=False),
        sa.Column("document_mask", sa.String(length=20), nullable=False),
        sa.Column("mobile_cipher", sa.String(length=200), nullable=True),
        sa.Column("mobile_mask", sa.String(length=20), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parties_person"),
        sa.UniqueConstraint("document_blind", name="uq_parties_person_document"),
    )
    op.create_index("ix_parties_person_name", "parties_person", ["name"])
    op.create_table(
        "parties_name_part",
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["parties_person.id"], name="fk_parties_name_part_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("part", "person_id", name="pk_parties_name_part"),
    )


def _ties() -> None:
    op.create_table(
        "parties_employment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ck_parties_employment_days"),
        sa.ForeignKeyConstraint(["person_id"], ["parties_person.id"], name="fk_parties_employment_person"),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["parties_enterprise.id"], name="fk_parties_employment_enterprise"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_parties_employment"),
    )
    _only_one(
        "uq_parties_employment_current",
        "parties_employment",
        ["person_id", "enterprise_id"],
        "ended_on IS NULL",
    )
    op.create_index("ix_parties_employment_person", "parties_employment", ["person_id"])
    op.create_index("ix_parties_employment_enterprise", "parties_employment", ["enterprise_id"])
    op.create_table(
        "parties_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("duty", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN enterprise_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN office_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="ck_parties_membership_one_party",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_parties_membership_user", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["parties_person.id"], name="fk_parties_membership_person"),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["parties_enterprise.id"], name="fk_parties_membership_enterprise"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["parties_office.id"], name="fk_parties_membership_office"),
        sa.PrimaryKeyConstraint("id", name="pk_parties_membership"),
        sa.UniqueConstraint("person_id", name="uq_parties_membership_person"),
        sa.UniqueConstraint("user_id", "enterprise_id", name="uq_parties_membership_enterprise"),
        sa.UniqueConstraint("user_id", "office_id", name="uq_parties_membership_office"),
    )
    _only_one("uq_parties_membership_self", "parties_membership", ["user_id"], "person_id IS NOT NULL")
    op.create_index("ix_parties_membership_user", "parties_membership", ["user_id"])


def _only_one(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(
        name, table, columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
