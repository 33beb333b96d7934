"""Where a story is told: the transaction, the case as it stands by now, and who somebody is at the moment."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing import service
from addons.licensing.models import Application
from addons.licensing.stories.papers import paper
from addons.licensing.stories.story import Deed, Story
from approvals.casefile.faces import Material, materials_of
from approvals.cases.queries import case_view
from approvals.cases.view import CaseView
from approvals.people.assignment import Standing, standing_of
from forms import service as forms
from forms.fields.file import FileField
from forms.models import Submission
from forms.storage import LocalFiles, folder_in
from forms.uploads import keep
from kernel.access import actor_of
from kernel.access.tables import USER
from kernel.clock import local_day
from kernel.errors import DataFileError, Invalid, TongbanError
from kernel.registry import Registry
from kernel.surroundings import surroundings_of
from kernel.text import Text


@dataclass(slots=True)
class Desk:
    """One story under way, at one of its deeds."""

    session: Session
    story: Story
    certificate: int
    deed: Deed
    now: datetime
    application: Application | None = None

    @property
    def registry(self) -> Registry:
        """Everything the plugins offer."""
        return surroundings_of(self.session).registry

    @property
    def standing(self) -> Standing:
        """Who does the deed, as their account stands today."""
        wanted = select(USER.c.id).where(USER.c.username == self.deed.who, USER.c.active)
        user = self.session.scalar(wanted)
        if user is None:
            raise strange("who", Text(f"账户 {self.deed.who}", f"the account {self.deed.who}"))
        found = actor_of(self.session, user)
        return standing_of(self.session, self.registry, found, today=local_day(self.now))

    @property
    def begun(self) -> Application:
        """The application, which has to have been begun."""
        if self.application is None:
            raise strange("does", Text("还没有开始的申请", "an application that has not been begun"))
        return self.application

    @property
    def case(self) -> CaseView:
        """The case as it stands, which has to have been handed in."""
        if (number := self.begun.case_id) is None:
            raise strange("does", Text("还没有提交的办件", "a case that has not been handed in"))
        return case_view(self.session, number)

    @property
    def step(self) -> str:
        """The step that is named, else the first one that is open."""
        opened = (one.step for one in self.case.state.open)
        return self.deed.step or next(opened, "")

    def fill(self, standing: Standing) -> None:
        """What is open to them holds the answers of the deed; the others stay as they are."""
        own, session = self.begun, self.session
        opened = service.open_sections(session, own, standing=standing, registry=self.registry)
        submission = session.get_one(Submission, own.submission_id)
        form = forms.form_of(session, submission, self.registry)
        asked = form.questions(opened).names
        values = {name: value for name, value in forms.typed(submission).items() if name in asked}
        # who hands in once more declares the same once more
        values |= {
            name: submission.answers[name] for name in form.declared & asked & submission.answers.keys()
        }
        saved = service.save(
            session,
            own,
            values | self.answers(standing),
            sections=opened,
            seen=submission.revision,
            standing=standing,
            registry=self.registry,
            now=self.now,
        )
        if self.deed.does != "draft":
            forms.refuse_unready(saved.problems)

    def answers(self, standing: Standing) -> dict[str, Any]:
        """The answers of the deed, with the files that come with it."""
        submission = self.session.get_one(Submission, self.begun.submission_id)
        form = forms.form_of(self.session, submission, self.registry)
        found = dict(self.deed.answers)
        for name, files in self.deed.files.items():
            kind = form.fields[name].type if name in form.fields else None
            if not isinstance(kind, FileField):
                raise strange("files", Text(f"收文件的一栏 {name}", f"a field {name} that takes files"))
            found[name] = [self._kept(str(one), kind, standing) for one in _listed(files)]
        return found

    def material(self, place: str) -> Material:
        """The file that stands at a place of the case."""
        files = materials_of(self.session, self.registry, self.case, None)
        found = next((one for one in files if one.place == place), None)
        if found is None:
            raise strange("lines", Text(f"{place} 处的文件", f"a file at {place}"))
        return found

    def _kept(self, name: str, kind: FileField, standing: Standing) -> str:
        folder = surroundings_of(self.session).folder or Path()
        upload = keep(
            self.session,
            paper(name),
            name=name,
            owner=standing.name,
            field=kind,
            storage=LocalFiles(folder_in(folder)),
            now=self.now,
        )
        return str(upload.id)


def strange(place: str, what: Text) -> Invalid:
    """Said of what a story names and is not there."""
    return Invalid(
        Text(f"没有{what.zh}。", f"There is not {what.en}."),
        remedy=Text("请对照演示数据改正。", "Correct it, looking at the demo data."),
        place=place,
    )


def untellable(error: TongbanError, place: str, name: str) -> DataFileError:
    """The refusal that a story met, at the line at which it did."""
    return DataFileError(
        Text(
            f"演示办件“{name}”办不下去：{error.what.zh}",
            f"The demo case “{name}” cannot go on: {error.what.en}",
        ),
        remedy=error.remedy,
        place=place,
        problems=error.problems,
    )


def _listed(files: object) -> list[object]:
    return files if isinstance(files, list) else [files]
