"""An act on a case as somebody asks for it over HTTP: theirs to see, carried out, on record, seen; on a page or as JSON."""

from approvals.acts.deeds import Deed, carry_out
from approvals.acts.reporting import Report, Reported, What, report
from approvals.acts.service import Decided
from approvals.casefile.seen import note_seen
from approvals.cases.view import no_such_case
from approvals.pages.desk import Desk
from approvals.pages.recorded import record_of_case
from approvals.people.authority import may_see
from kernel.errors import Invalid
from kernel.text import Text
from kernel.web import platform

LONGEST = 2_000


def done_here(at: Desk, number: int, deed: Deed) -> Decided:
    """The act is done and on record with the address it came from; raises what stops it, the caller commits."""
    refuse_long(deed.opinion)
    refuse_strange(at, number)
    done = carry_out(at.session, number, deed)
    came_to = {"seq": done.case.state.seq, "outcome": done.case.state.outcome}
    record_of_case(at, deed.verb, number, came_to)
    if done.case.state.outcome is None:
        note_seen(at.session, at.registry, done.case, at.standing.name, keys=platform().keys, now=at.now)
    return done


def reported_here(at: Desk, number: int, said: Report) -> Reported:
    """What was reported is logged and on record with the address it came from; raises what stops it."""
    refuse_strange(at, number)
    found = report(at.session, number, said)
    state = found.case.state
    about = said.event if said.what is What.EVENT else said.step
    record_of_case(at, said.what, number, {"seq": found.entry, "step": about, "outcome": state.outcome})
    if state.outcome is None:
        note_seen(at.session, at.registry, found.case, at.standing.name, keys=platform().keys, now=at.now)
    return found


def refuse_strange(at: Desk, number: int) -> None:
    """Raises when the case never was theirs: it is not there for them."""
    if not may_see(at.session, at.standing, number):
        raise no_such_case(number)


def refuse_long(opinion: str) -> None:
    """Raises when the opinion is longer than anybody reads."""
    if len(opinion) > LONGEST:
        raise Invalid(
            Text(
                f"意见有 {len(opinion)} 字，超过了 {LONGEST} 字。",
                f"The opinion has {len(opinion)} characters.",
            ),
            remedy=Text("请写得简短些。", f"Keep it to {LONGEST} characters."),
            place="opinion",
        )
