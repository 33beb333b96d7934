"""The versions every process compares itself with, in one row."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class PlatformState(Base):
    """Counters that tell a running process what it must read again."""

    __tablename__ = "platform_state"
    __table_args__ = (CheckConstraint("id = 1", name="ck_platform_state_single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    registry_version: Mapped[int] = mapped_column(default=0)
    role_version: Mapped[int] = mapped_column(default=0)
    code_version: Mapped[int] = mapped_column(default=0)
    settings_version: Mapped[int] = mapped_column(default=0, server_default="0")
    prepared: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Which code left it ready to serve; a start with the same one prepares nothing."""
