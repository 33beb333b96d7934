"""Which open tasks have to be claimed before they can be done: those of a pool are a list of their own."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008_pools"
down_revision = "0004_closed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pool = sa.Column("pool", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("approvals_task", pool)
    _mark(op.get_bind())


def downgrade() -> None:
    op.drop_column("approvals_task", "pool")


def _mark(connection: sa.Connection) -> None:
    """The open tasks of steps that already were a pool say so."""
    versions = sa.text(
        "SELECT id, body FROM definition_version"
        " WHERE id IN (SELECT version_id FROM approvals_case WHERE outcome IS NULL)"
    )
    marked = sa.text(
        "UPDATE approvals_task SET pool = :yes WHERE state = 'open' AND step = :step"
        " AND case_id IN (SELECT id FROM approvals_case WHERE version_id = :version)"
    )
    for version, body in connection.execute(versions).all():
        for step in _pools(json.loads(body) if isinstance(body, str) else body):
            connection.execute(marked, {"yes": True, "step": step, "version": version})


def _pools(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("pool") is True and isinstance(node.get("name"), str):
            yield node["name"]
        for inner in node.values():
            yield from _pools(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _pools(inner)
