"""The roster, what accounts say of themselves, their consents, their claims on enterprises."""

import sqlalchemy as sa
from alembic import op

revision = "0003_identity"
down_revision = "0002_widened"
branch_labels = None
depends_on = None

TABLES = ("parties_claim", "parties_consent", "parties_identity", "parties_roster")
PENDING = "state = 'pending'"


def upgrade() -> None:
    _roster()
    _identity()
    _claims()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _roster() -> None:
    op.create_table(
        "parties_roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_type", sa.String(length=20), nullable=False),
        sa.Column("document_blind", sa.String(length=110), nullable=False),
        sa.Column("name_blind", sa.String(length=110), nullable=False),
        sa.Column("mobile_blind", sa.String(length=110), nullable=True),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parties_roster"),
        sa.UniqueConstraint("document_blind", name="uq_parties_roster_document"),
    )
    op.create_index("ix_parties_roster_source", "parties_roster", ["source"])


def _identity() -> None:
    op.create_table(
        "parties_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("document_type", sa.String(length=20), nullable=True),
        sa.Column("document_cipher", sa.String(length=200), nullable=True),
        sa.Column("document_blind", sa.String(length=110), nullable=True),
        sa.Column("document_mask", sa.String(length=20), nullable=True),
        sa.Column("mobile_cipher", sa.String(length=200), nullable=True),
        sa.Column("mobile_mask", sa.String(length=20), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'verified') = (person_id IS NOT NULL)", name="ck_parties_identity_person"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_parties_identity_user", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["parties_person.id"], name="fk_parties_identity_person"),
        sa.PrimaryKeyConstraint("id", name="pk_parties_identity"),
        sa.UniqueConstraint("user_id", name="uq_parties_identity_user"),
    )
    op.create_index("ix_parties_identity_document", "parties_identity", ["document_blind"])
    op.create_table(
        "parties_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_parties_consent_user", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_parties_consent"),
    )
    op.create_index("ix_parties_consent_user", "parties_consent", ["user_id", "purpose"])


def _claims() -> None:
    op.create_table(
        "parties_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name="fk_parties_claim_user", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["parties_enterprise.id"], name="fk_parties_claim_enterprise"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["parties_office.id"], name="fk_parties_claim_office"),
        sa.PrimaryKeyConstraint("id", name="pk_parties_claim"),
    )
    op.create_index(
        "uq_parties_claim_pending",
        "parties_claim",
        ["user_id", "credit_code"],
        unique=True,
        sqlite_where=sa.text(PENDING),
        postgresql_where=sa.text(PENDING),
    )
    op.create_index("ix_parties_claim_office", "parties_claim", ["office_id", "state"])
    op.create_index("ix_parties_claim_enterprise", "parties_claim", ["enterprise_id", "state"])
