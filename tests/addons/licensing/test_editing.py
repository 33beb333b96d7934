"""Answers on file that a step may change: by its actor, with its act, checked by the form, on record with what was."""

from typing import Any

import pytest

from addons.licensing.actors import carried_out
from approvals.acts.deeds import Deed
from approvals.casefile.logbook import broken_links
from approvals.cases.queries import case_history, replayed
from approvals.engine import Edit
from approvals.engine.acts import Entry
from approvals.words import Verb
from forms.service import NotReady
from kernel.errors import Conflict, Invalid, NotAllowed, TongbanError
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import MOBILE, Renewal
from tests.addons.licensing.samples import make_chain

pytestmark = pytest.mark.alike
OTHER = "19900000002"


class Editing:
    """A case at an acceptance that may change telephone and post."""

    def __init__(self, counter: Counter, *edits: str, **values: Any) -> None:
        chain = make_chain()
        chain["steps"][2]["edits"] = list(edits)
        counter.publish(chain=chain)
        self.counter, self.clerk = counter, counter.clerk()
        self.renewal: Renewal = counter.renewal(appointment="01")
        self.application = counter.confirmed(self.renewal, **values)
        self.case = counter.case(self.application).id

    def do(self, verb: Verb = Verb.ACCEPT, *, step: str = "acceptance", **posted: Any) -> None:
        """The clerk's act, with what the page posted."""
        values = {name: found if isinstance(found, list) else [found] for name, found in posted.items()}
        seen = self.counter.case(self.application).state.seq

        def done(session: Any) -> None:
            carried_out(
                session,
                self.case,
                Deed(
                    step=step,
                    verb=verb,
                    seen=seen,
                    standing=self.clerk,
                    registry=self.counter.registry,
                    now=self.counter.now,
                    opinion="核实后更正",
                    values=values,
                ),
            )

        self.counter.act_in(done)

    def refused(self, kind: type[TongbanError], verb: Verb = Verb.ACCEPT, **posted: Any) -> TongbanError:
        """The act is refused, and nothing of it stays."""
        before = self.answers
        with pytest.raises(kind) as refused:
            self.do(verb, **posted)
        assert self.answers == before
        assert [one.step for one in self.counter.case(self.application).state.open] == ["acceptance"]
        return refused.value

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.counter.submission(self.application).answers)

    @property
    def last(self) -> Entry:
        """The last entry of the log."""
        entry = self.counter.read(lambda session: case_history(session, self.case))[-1].entry
        assert entry is not None
        return entry


def test_what_was_changed_is_on_file_and_in_the_log_with_who_when_and_what_it_was(counter: Counter):
    at = Editing(counter, "phone", "post", post="经理")
    assert at.answers["phone"] == MOBILE
    at.do(phone=OTHER, post="", _edits=["post"])
    assert at.answers["phone"] == OTHER
    entry = at.last
    assert (entry.act.verb, entry.act.actor, entry.act.at) == (Verb.ACCEPT, at.clerk.name, counter.now)
    assert entry.act.edits[0] == Edit("phone", "199****0001", "199****0002", MOBILE, OTHER)
    assert [one.at for one in entry.act.edits] == ["phone", "post"]
    assert at.answers.get("post") is None
    assert counter.case(at.application).facts["phone"] == OTHER
    assert counter.read(lambda session: broken_links(session, at.case)) == []
    state = counter.read(lambda session: replayed(session, counter.registry, at.case))
    assert state == counter.case(at.application).state


def test_what_stays_as_it_is_leaves_nothing_in_the_log(counter: Counter):
    at = Editing(counter, "phone", "post", post="经理")
    # a veiled answer stands empty on the page
    at.do(phone="", post="经理", _edits=["post"])
    assert at.last.act.edits == ()
    assert (at.answers["phone"], at.answers["post"]) == (MOBILE, "经理")


def test_a_change_is_checked_by_the_form_and_belongs_to_the_step_its_actor_and_an_act_that_leads_on(
    counter: Counter,
):
    at = Editing(counter, "phone")
    told = at.refused(NotReady, phone="12")
    assert [one.place for one in told.problems] == ["phone"]
    told = at.refused(NotAllowed, post="总工")
    assert "post" in told.what.en
    assert "phone" in told.remedy.en
    at.refused(NotReady, holder_name="别人")
    at.refused(Invalid, Verb.NOT_ACCEPT, phone=OTHER)
    at.clerk, was = counter.clerk("220200"), at.clerk
    at.refused(TongbanError, phone=OTHER)
    at.clerk = was
    at.do(phone=OTHER)
    with pytest.raises((NotAllowed, Conflict)):
        at.do(Verb.APPROVE, step="decision", phone=MOBILE)
    assert at.answers["phone"] == OTHER
