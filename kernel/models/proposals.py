"""Changes of definitions that wait for a second person."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class ProposalState(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    REPLACED = "replaced"


class ProposalAct(StrEnum):
    """What is to become of the definition."""

    CHANGE = "change"
    RETIRE = "retire"
    RESTORE = "restore"
    RENAME = "rename"


class DefinitionProposal(Base):
    """What somebody wants a definition to say; `seen` is the version it was written on, 0 for a new definition.

    Whoever wants to retire, restore or rename it proposes what it says already.
    """

    __tablename__ = "definition_proposal"
    __table_args__ = (
        Index("ix_definition_proposal_name", "name"),
        Index("ix_definition_proposal_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    act: Mapped[str] = mapped_column(
        String(20), default=ProposalAct.CHANGE, server_default=ProposalAct.CHANGE.value
    )
    new_name: Mapped[str | None] = mapped_column(String(200))
    """What it is to be called, of those that rename."""
    kind: Mapped[str] = mapped_column(String(64))
    body: Mapped[dict[str, Any]]
    seen: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(String(128))
    proposed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default=ProposalState.OPEN)
    decided_by: Mapped[str | None] = mapped_column(String(128))
    decided_at: Mapped[datetime | None]
    remark: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int | None]
    """The version that it became."""
