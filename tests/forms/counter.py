"""One submission at a database, as the pages reach it."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from forms import service
from forms.fields.file import FileField
from forms.media import Media
from forms.models import Submission
from forms.storage import LocalFiles
from forms.uploads import keep
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.definitions import Draft, publish
from kernel.registry import Registry
from tests.forms.samples import make_field, make_form, make_section

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
BODY = make_form(
    make_section(
        make_field("person", required=True),
        make_field("phone", type="phone"),
        make_field("urgent", type="yes_no"),
        make_field("reason", visible_when="urgent == True", required_when="urgent == True"),
        make_field("proof", type="file", accepts=["pdf"]),
    ),
    make_section(
        make_field(
            "checked_on", type="date", check=[{"holds": "checked_on <= today", "message": "晚于今天。"}]
        ),
        make_field("agreed", type="yes_no", required=True),
        name="employer",
    ),
)
APPLICANT = ["applicant"]


class Counter:
    """One submission at a database, as the pages reach it."""

    def __init__(self, engine: Engine, clock: FixedClock, registry: Registry) -> None:
        self.engine, self.clock, self.registry = engine, clock, registry
        with transaction(engine) as session:
            self.publish(session, BODY)
            self.id = service.draft(session, "test.form", "person:1", clock.now()).id

    def publish(self, session: Session, body: dict[str, Any]) -> None:
        """The body is in force."""
        form = Draft("test.form", "form", "test", body)
        publish(session, [form], actor="a", reason="r", at=self.clock.now())

    def save(
        self, values: dict[str, Any], *, seen: int, sections=APPLICANT, actor: str = ""
    ) -> service.Saved:
        """The sections hold the values, committed."""
        with transaction(self.engine) as session:
            return service.save(
                session, self.row(session), values, sections=sections, seen=seen, actor=actor, **self.now
            )

    def submit(self, *, seen: int, sections=APPLICANT) -> dict[str, Any]:
        """The sections are on file, committed; the answers."""
        with transaction(self.engine) as session:
            row = service.submit(session, self.row(session), sections=sections, seen=seen, **self.now)
            return service.answers(row)

    def upload(self, owner: str, folder: Path) -> int:
        """A PDF of this owner."""
        with transaction(self.engine) as session:
            field, storage = FileField((Media.PDF,)), LocalFiles(folder)
            return keep(
                session, PDF, name="证明.pdf", owner=owner, field=field, storage=storage, now=self.clock.now()
            ).id

    @property
    def now(self) -> dict[str, Any]:
        """The time, and what is installed."""
        return {"now": self.clock.now(), "registry": self.registry}

    def row(self, session: Session) -> Submission:
        """The submission."""
        return session.get_one(Submission, self.id)
