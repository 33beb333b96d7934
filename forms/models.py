"""What is filled in, and the files that go with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base


class Submission(Base):
    """Answers to one version of a form; each change counts the revision up, and a stale one is refused."""

    __tablename__ = "forms_submission"
    __table_args__ = (Index("ix_forms_submission_owner", "owner", "form"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(200))
    version_id: Mapped[int] = mapped_column(
        ForeignKey("definition_version.id", name="fk_forms_submission_version")
    )
    owner: Mapped[str] = mapped_column(String(64))
    answers: Mapped[dict[str, Any]]
    rough: Mapped[dict[str, Any]]
    """What was typed and is no answer yet, so that nobody types it twice; nothing at what is declared anew."""
    brought: Mapped[dict[str, Any] | None]
    """What the platform brought to answers that may be corrected, as it was brought last."""
    revision: Mapped[int] = mapped_column()
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's own name


class Naming(Base):
    """A submission names an upload: in its answers, or only in what was typed and is no answer yet."""

    __tablename__ = "forms_naming"
    __table_args__ = (Index("ix_forms_naming_submission", "submission_id"),)

    upload_id: Mapped[int] = mapped_column(
        ForeignKey("forms_upload.id", name="fk_forms_naming_upload"), primary_key=True, autoincrement=False
    )
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("forms_submission.id", name="fk_forms_naming_submission", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    answered: Mapped[bool]


class Upload(Base):
    """A file that somebody handed in, its content in the storage under its digest; kept while submissions name it."""

    __tablename__ = "forms_upload"
    __table_args__ = (Index("ix_forms_upload_owner", "owner"), Index("ix_forms_upload_digest", "digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    media: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    made_for: Mapped[str | None] = mapped_column(String(60))
    """The profile that the picture was made to fit; only fields of that profile take it."""
    uploaded_at: Mapped[datetime]


class CarriedDraft(Base):
    """A draft was moved to a newer version of its form, and whoever fills it in has not seen yet what that changed."""

    __tablename__ = "forms_carried"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("forms_submission.id", name="fk_forms_carried_submission", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    from_version_id: Mapped[int] = mapped_column(
        ForeignKey("definition_version.id", name="fk_forms_carried_version")
    )
    lost: Mapped[dict[str, Any]]
    """The answers that the new version does not ask for."""
    carried_at: Mapped[datetime]
