"""What somebody typed on a page whose session had ended when it was sent, until they sign in again."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class KeptPage(Base):
    """One page of one account; its content is closed up with the keys of the installation."""

    __tablename__ = "kept_page"
    __table_args__ = (UniqueConstraint("user_id", "path", name="uq_kept_page_path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("ab_user.id", name="fk_kept_page_user", ondelete="CASCADE")
    )
    path: Mapped[str] = mapped_column(String(300))
    content: Mapped[bytes]
    kept_at: Mapped[datetime]
