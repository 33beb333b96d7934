"""A counter at which these tests apply, confirm and decide: each act in a transaction of its own."""

from typing import Any

from sqlalchemy import select

from addons.certificates.models import Certificate
from addons.licensing import service
from addons.licensing.acting import Acted
from addons.licensing.models import Application
from approvals.cases.queries import case_view
from approvals.cases.view import CaseView
from approvals.people.assignment import Standing
from approvals.words import Verb
from forms.models import Submission
from kernel.models import EffectRun
from tests.addons.licensing.place import MOBILE, Place, Renewal
from tests.addons.licensing.samples import MATTER
from tests.addons.parties.town import CHANGCHUN


class Counter(Place):
    """Everything a test does with applications."""

    def begin(
        self, renewal: Renewal, standing: Standing | None = None, *, matter: str = MATTER, **more: Any
    ) -> Application:
        """A draft."""
        return self.act_in(
            lambda session: service.begin(
                session,
                matter,
                certificate_id=renewal.certificate,
                standing=standing or renewal.holder,
                registry=self.registry,
                now=self.now,
                **more,
            )
        )

    def save(
        self, application: Application, renewal: Renewal, *, seen: int | None = None, **values: Any
    ) -> Any:
        """What is typed into the applicant's section."""
        return self.act_in(
            lambda session: service.save(
                session,
                application,
                {"phone": MOBILE, "office": CHANGCHUN, **values},
                sections=["contact"],
                seen=self.form_seen(application) if seen is None else seen,
                standing=renewal.holder,
                registry=self.registry,
                now=self.now,
            )
        )

    def submit(
        self,
        application: Application,
        renewal: Renewal,
        *,
        seen: int | None = None,
        standing: Standing | None = None,
    ) -> Application:
        """It is handed in."""
        return self.act_in(
            lambda session: service.submit(
                session,
                application,
                seen=self.form_seen(application) if seen is None else seen,
                standing=standing or renewal.holder,
                registry=self.registry,
                now=self.now,
            )
        )

    def handed_in(self, renewal: Renewal, **values: Any) -> Application:
        """Begun, filled in and handed in."""
        application = self.begin(renewal)
        self.save(application, renewal, **values)
        return self.submit(application, renewal)

    def confirmed(self, renewal: Renewal, **values: Any) -> Application:
        """Handed in, and confirmed by the employer."""
        application = self.handed_in(renewal, **values)
        self.confirm(application, renewal)
        return application

    def confirm(self, application: Application, renewal: Renewal, **more: Any) -> Acted:
        """The employer agrees."""
        wanted = {"values": {"employer_contact": "李娜"}} | more
        return self.act(application, "employer", Verb.APPROVE, renewal.boss, **wanted)

    def act(
        self,
        application: Application,
        step: str,
        verb: Verb,
        standing: Standing,
        *,
        seen: int | None = None,
        **more: Any,
    ) -> Acted:
        """One act, seen as the case stands unless the test says otherwise."""
        looked_at = self.case(application).state.seq if seen is None else seen
        return self.act_in(
            lambda session: service.act(
                session,
                application,
                step=step,
                verb=verb,
                seen=looked_at,
                standing=standing,
                registry=self.registry,
                now=self.now,
                **more,
            )
        )

    def resubmit(self, application: Application, renewal: Renewal, *, why: str = "") -> Acted:
        """What was to be mended is handed in again."""
        seen, form_seen = self.case(application).state.seq, self.form_seen(application)
        return self.act_in(
            lambda session: service.resubmit(
                session,
                application,
                seen=seen,
                form_seen=form_seen,
                standing=renewal.holder,
                registry=self.registry,
                now=self.now,
                why=why,
            )
        )

    def withdraw(self, application: Application, standing: Standing) -> Acted:
        """It is taken back."""
        seen = self.case(application).state.seq
        return self.act_in(
            lambda session: service.withdraw(
                session, application, seen=seen, standing=standing, registry=self.registry, now=self.now
            )
        )

    def row(self, application: Application) -> Application:
        """The application as it is now."""
        return self.read(lambda session: session.get_one(Application, application.id))

    def case(self, application: Application) -> CaseView:
        """Its case."""
        case_id = self.row(application).case_id
        assert case_id is not None
        return self.read(lambda session: case_view(session, case_id))

    def form_seen(self, application: Application) -> int:
        """The form's revision."""
        return self.submission(application).revision

    def submission(self, application: Application) -> Submission:
        """What was filled in."""
        return self.read(lambda session: session.get_one(Submission, application.submission_id))

    def certificate(self, renewal: Renewal) -> Certificate:
        """The certificate as it is now."""
        return self.read(lambda session: session.get_one(Certificate, renewal.certificate))

    def effects(self, application: Application) -> list[str]:
        """The keys of the effects of its case."""
        case_id = self.row(application).case_id
        keys = select(EffectRun.key).where(EffectRun.key.like(f"case:{case_id}:%")).order_by(EffectRun.id)
        return self.read(lambda session: list(session.scalars(keys)))
