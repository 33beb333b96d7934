"""Applications, serial numbers, reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0001_licensing"
down_revision = None
branch_labels = None
depends_on = None

APPLICATION = "licensing_application"
PARTIAL = (
    ("number", ["number"], "number IS NOT NULL"),
    ("case", ["case_id"], "case_id IS NOT NULL"),
    ("held", ["certificate_id"], "state = 'open' AND exclusive AND certificate_id IS NOT NULL"),
    (
        "draft",
        ["matter", "certificate_id", "initiator_kind", "initiator_id"],
        "state = 'draft' AND certificate_id IS NOT NULL",
    ),
)
REFERENCES = (
    ("version", "version_id", "definition_version"),
    ("submission", "submission_id", "forms_submission"),
    ("case", "case_id", "approvals_case"),
    ("certificate", "certificate_id", "certificates_certificate"),
    ("person", "person_id", "parties_person"),
    ("enterprise", "enterprise_id", "parties_enterprise"),
    ("office", "office_id", "parties_office"),
)


def upgrade() -> None:
    op.create_table(
        APPLICATION,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=True),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("certificate_revision", sa.Integer(), nullable=True),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.Column("initiator_kind", sa.String(length=20), nullable=False),
        sa.Column("initiator_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("started_by", sa.String(length=128), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'draft' OR (case_id IS NOT NULL AND number IS NOT NULL AND filed_at IS NOT NULL)",
            name="ck_licensing_application_handed_in",
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (outcome IS NOT NULL)", name="ck_licensing_application_outcome"
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{APPLICATION}_{name}")
            for name, column, table in REFERENCES
        ),
        sa.UniqueConstraint("submission_id", name="uq_licensing_application_submission"),
        sa.PrimaryKeyConstraint("id", name="pk_licensing_application"),
    )
    for name, columns, where in PARTIAL:
        held = sa.text(where)
        op.create_index(
            *(f"uq_{APPLICATION}_{name}", APPLICATION, columns),
            unique=True,
            sqlite_where=held,
            postgresql_where=held,
        )
    for name in ("person", "enterprise", "office", "certificate"):
        op.create_index(f"ix_{APPLICATION}_{name}", APPLICATION, [f"{name}_id", "state"])
    op.create_table(
        "licensing_serial",
        sa.Column("office_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["parties_office.id"], name="fk_licensing_serial_office"),
        sa.PrimaryKeyConstraint("office_id", "day", name="pk_licensing_serial"),
    )
    op.create_table(
        "licensing_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=200), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates_certificate.id"], name="fk_licensing_reminder_certificate"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_licensing_reminder"),
        sa.UniqueConstraint(
            "matter", "certificate_id", "valid_to", "stage", name="uq_licensing_reminder_stage"
        ),
    )
    op.create_index("ix_licensing_reminder_certificate", "licensing_reminder", ["certificate_id"])


def downgrade() -> None:
    for table in ("licensing_reminder", "licensing_serial", APPLICATION):
        op.drop_table(table)
