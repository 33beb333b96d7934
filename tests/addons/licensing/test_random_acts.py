"""Random acts of everybody on the renewal: the log leads to the state, the application follows, effects happen once."""

from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from addons.certificates import queries as certificates
from addons.certificates.models import Certificate
from addons.certificates.validity import extended
from addons.licensing.models import Application
from approvals.casefile.logbook import broken_links
from approvals.cases.queries import replayed
from approvals.engine import Defect
from approvals.words import Outcome, Verb
from kernel.errors import TongbanError
from kernel.text import Text
from tests.addons.licensing.conftest import opened
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import Renewal
from tests.addons.parties.town import CHANGCHUN, JILIN

STEPS = ("filing", "employer", "acceptance", "decision")
VERBS = (Verb.SUBMIT, Verb.ACCEPT, Verb.NOT_ACCEPT, Verb.APPROVE, Verb.REJECT, Verb.RETURN)
ACTS = 30


class Nothing(TongbanError):
    """There is no case to act on."""


class Renewals(RuleBasedStateMachine):
    """One certificate, its holder, an employer and two windows, who do what they like for a month."""

    backend = ""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(TemporaryDirectory()))
        self.counter = Counter(self.stack.enter_context(opened(self.backend, folder)))
        self.applications: list[Application] = []

    def teardown(self) -> None:
        """Gives the database back."""
        self.stack.close()

    @initialize()
    def arrange(self) -> None:
        """Everybody is there, and a first application waits for the employer."""
        self.renewal: Renewal = self.counter.renewal()
        self.clerks = [self.counter.clerk(office) for office in (CHANGCHUN, CHANGCHUN, JILIN)]
        self.everybody = [self.renewal.holder, self.renewal.boss, *self.clerks]
        self.applications.append(self.counter.handed_in(self.renewal))

    @rule(office=st.sampled_from([CHANGCHUN, JILIN]), hands_in=st.booleans())
    def begin(self, office: str, hands_in: bool) -> None:
        """The holder begins, or goes on with the draft, and may hand it in."""
        with suppress(TongbanError):
            application = self.counter.begin(self.renewal)
            self.applications = [one for one in self.applications if one.id != application.id]
            self.applications.append(application)
            self.counter.save(application, self.renewal, office=office)
            if hands_in:
                self.counter.submit(application, self.renewal)

    @rule()
    def hand_in(self) -> None:
        """The draft is handed in, or handed in again."""
        with suppress(TongbanError):
            self.counter.submit(self.applications[-1], self.renewal)

    @rule(
        step=st.sampled_from(STEPS),
        verb=st.sampled_from(VERBS),
        who=st.integers(0, 4),
        late=st.integers(0, 2),
        contact=st.sampled_from([None, {"employer_contact": "李娜"}, {"employer_contact": ""}]),
    )
    def act(self, step: str, verb: Verb, who: int, late: int, contact: dict[str, str] | None) -> None:
        """Somebody acts, having looked at the case a while ago."""
        defects = (Defect("phone", "不通"),) if verb is Verb.RETURN else ()
        with suppress(TongbanError):
            application = self.case_at_hand()
            seen = max(0, self.counter.case(application).state.seq - late)
            self.counter.act(
                application,
                step,
                verb,
                self.everybody[who],
                seen=seen,
                opinion="意见",
                defects=defects,
                values=contact if step == "employer" else None,
            )

    @rule(times=st.integers(1, 4))
    def go_on(self, times: int) -> None:
        """Whose turn it is does what carries the case on, once or more."""
        with suppress(TongbanError):
            for _ in range(times):
                self.carry_on(self.case_at_hand())

    def carry_on(self, application: Application) -> None:
        """One step further."""
        match self.counter.case(application).state.open[0].step:
            case "filing":
                self.counter.resubmit(application, self.renewal, why="没有错")
            case "employer":
                self.counter.confirm(application, self.renewal)
            case step:
                verb = Verb.ACCEPT if step == "acceptance" else Verb.APPROVE
                office = self.counter.row(application).office_id
                clerk = next(one for one in self.clerks if office in one.offices)
                self.counter.act(application, step, verb, clerk)

    @rule(left=st.integers(5, 80))
    def come_near_the_end(self, left: int) -> None:
        """It is so many days before the certificate ends."""
        end = self.counter.certificate(self.renewal).valid_to
        assert end is not None
        days = (end - self.counter.clock.today()).days - left
        self.counter.clock.advance(days=max(0, days))

    @rule(who=st.sampled_from([0, 1, 2, 3, 4, 1, 2, 3]))
    def take_back(self, who: int) -> None:
        """Somebody takes the application back, or tries to."""
        with suppress(TongbanError):
            self.counter.withdraw(self.case_at_hand(), self.everybody[who])

    def case_at_hand(self) -> Application:
        """The application that was begun last, once it has a case that is open."""
        row = self.counter.row(self.applications[-1])
        if row.state != "open":
            raise Nothing(Text("", ""), remedy=Text("", ""))
        return row

    @rule(days=st.sampled_from([1, 1, 2, 5, 12]))
    def wait(self, days: int) -> None:
        """Days pass; the clocks run, and listeners hear of it."""
        self.counter.clock.advance(days=days)
        self.counter.run("certificates.expiry")
        self.counter.run("approvals.clocks")

    @invariant()
    def it_all_agrees(self) -> None:
        """The log leads to the state, the application stands with its case, and the certificate with its effects."""
        self.counter.read(self._refuse_incoherent)

    def _refuse_incoherent(self, session) -> None:
        certificate = session.get_one(Certificate, self.renewal.certificate)
        rows = session.query(Application).order_by(Application.id).all()
        assert len([row for row in rows if row.state == "open"]) <= 1
        granted = 0
        for row in rows:
            assert (row.state == "draft") == (row.case_id is None)
            if row.case_id is None:
                continue
            case = self.counter.case(row)
            assert replayed(session, self.counter.registry, row.case_id) == case.state
            assert broken_links(session, row.case_id) == []
            assert (row.state == "closed") == (case.state.outcome is not None)
            assert row.outcome == case.state.outcome
            ended = case.state.outcome is Outcome.GRANTED
            assert len(self.counter.effects(row)) == ended
            granted += ended
        numbers = [row.number for row in rows if row.number is not None]
        assert len(set(numbers)) == len(numbers)
        events = certificates.history(session, certificate.id)
        assert len([event for event in events if event.operation == "extend"]) == granted
        first = events[0].after["valid_to"]
        end = certificate.valid_to
        assert end is not None
        assert end.isoformat() == (extended_from(first, granted))


def extended_from(first: str, times: int) -> str:
    """The end after so many renewals of three years."""
    end = date.fromisoformat(first)
    for _ in range(times):
        end = extended(end, years=3)
    return end.isoformat()


class OnSqlite(Renewals):
    """The same on SQLite."""

    backend = "sqlite"


class OnPostgresql(Renewals):
    """The same on PostgreSQL."""

    backend = "postgresql"


@pytest.mark.parametrize(
    ("backend", "machine", "examples"),
    [("sqlite", OnSqlite, 8), ("postgresql", OnPostgresql, 2)],
    indirect=["backend"],
)
def test_random_acts_of_everybody_keep_case_application_and_certificate_in_step(
    backend: str, machine: type[Renewals], examples: int
):
    assert machine.backend == backend
    profile = settings(max_examples=examples, stateful_step_count=ACTS, deadline=None)
    run_state_machine_as_test(machine, settings=profile)
