"""The deeds of a story, each done by the service that does it on a page."""

from collections.abc import Callable, Mapping

from addons.licensing import service
from addons.licensing.acting import Said
from addons.licensing.stories.desk import Desk, strange
from addons.licensing.stories.story import Doing
from approvals.acts.claiming import claim, release
from approvals.casefile import labels
from approvals.casefile.messages import note, refuse_reader, say
from approvals.casefile.pinning import Pin, pin_in
from approvals.casefile.pins import note_pins
from approvals.casefile.seen import note_seen
from approvals.casefile.verdicts import Fit, Wrong, judge
from approvals.cases.view import no_such_case
from approvals.engine import Defect
from approvals.people.assignment import Standing
from approvals.people.authority import may_see
from approvals.people.following import follow
from approvals.words import OF_ADMINS, Verb
from forms.models import Submission
from kernel import audit
from kernel.surroundings import surroundings_of
from kernel.text import Text


def do(desk: Desk) -> None:
    """The deed is done by whose deed it is, or refused as it would be on their page."""
    standing = desk.standing
    doing = DOINGS.get(desk.deed.does)
    if doing is not None:
        doing(desk, standing)
    else:
        _act(desk, standing, Verb(desk.deed.does))


def _draft(desk: Desk, standing: Standing) -> None:
    if desk.application is None:
        desk.application = service.begin(
            desk.session,
            desk.story.matter,
            certificate_id=desk.certificate,
            standing=standing,
            registry=desk.registry,
            now=desk.now,
        )
    desk.fill(standing)


def _submit(desk: Desk, standing: Standing) -> None:
    if desk.application is not None and desk.application.case_id is not None:
        _act(desk, standing, Verb.SUBMIT)
        return
    _draft(desk, standing)
    service.submit(
        desk.session,
        desk.begun,
        seen=_form_seen(desk),
        standing=standing,
        registry=desk.registry,
        now=desk.now,
    )


def _resubmit(desk: Desk, standing: Standing) -> None:
    desk.fill(standing)
    service.resubmit(
        desk.session,
        desk.begun,
        seen=desk.case.state.seq,
        form_seen=_form_seen(desk),
        standing=standing,
        registry=desk.registry,
        now=desk.now,
        why=desk.deed.says,
    )


def _act(desk: Desk, standing: Standing, verb: Verb) -> None:
    deed, case = desk.deed, desk.case
    whole = verb is Verb.WITHDRAW or (verb in OF_ADMINS and standing.admin and not deed.step)
    said = Said(
        opinion=deed.says,
        defects=[Defect(one.at, one.what) for one in deed.lines],
        to=deed.to,
        people=deed.people,
    )
    pins = {n: _pin(desk, one.at, one.mark) for n, one in enumerate(deed.lines) if one.mark}
    done = service.act(
        desk.session,
        desk.begun,
        step="" if whole else desk.step,
        verb=verb,
        seen=case.state.seq,
        standing=standing,
        registry=desk.registry,
        now=desk.now,
        values=desk.answers(standing) or None,
        **said,
    )
    note_pins(desk.session, case.id, done.decided.case.state.seq, pins)
    if standing.offices and done.application.outcome is None:
        _seen(desk, standing)


def _pin(desk: Desk, place: str, mark: str) -> Pin:
    found = pin_in(f"{desk.material(place).id}:{mark}")
    if found is None:
        raise strange("mark", Text(f"标注 {mark}", f"a mark {mark}"))
    return found


def _message(desk: Desk, standing: Standing) -> None:
    _refuse_strange(desk, standing)
    case, by_office = desk.case, bool(standing.offices)
    if by_office:
        refuse_reader(desk.session, standing, case.id)
    said = say(
        *(desk.session, desk.registry, case, desk.deed.says),
        author=standing.name,
        by_office=by_office,
        now=desk.now,
    )
    _record(desk, standing, {"message": said.id})
    if by_office:
        _seen(desk, standing)


def _note(desk: Desk, standing: Standing) -> None:
    _refuse_strange(desk, standing)
    written = note(desk.session, desk.registry, desk.case, desk.deed.says, author=standing.name, now=desk.now)
    _record(desk, standing, {"note": written.id})
    _seen(desk, standing)


def _claim(desk: Desk, standing: Standing) -> None:
    claim(*(desk.session, desk.case.id, desk.step), standing=standing, now=desk.now, registry=desk.registry)


def _release(desk: Desk, standing: Standing) -> None:
    release(*(desk.session, desk.case.id, desk.step), standing=standing, now=desk.now, registry=desk.registry)


def _follow(desk: Desk, standing: Standing) -> None:
    _refuse_strange(desk, standing)
    follow(desk.session, desk.case.id, standing.name, now=desk.now)


def _label(desk: Desk, standing: Standing) -> None:
    _refuse_strange(desk, standing)
    theirs = labels.labels_at(desk.session, standing.offices)
    number = next((one.id for one in theirs if one.name == desk.deed.says), 0)
    if not number:
        look = labels.Look(desk.deed.to) if desk.deed.to in set(labels.Look) else labels.Look.INFO
        office = next(iter(sorted(standing.offices)), 0)
        number = labels.make(desk.session, standing, office, desk.deed.says, look, now=desk.now).id
    labels.put(desk.session, standing, desk.case.id, on={number}, now=desk.now)


def _look(desk: Desk, standing: Standing) -> None:
    _refuse_strange(desk, standing)
    _seen(desk, standing)


def _judge(desk: Desk, standing: Standing) -> None:
    _refuse_strange(desk, standing)
    for line in desk.deed.lines:
        file = desk.material(line.at)
        wrong = [Wrong(line.what, _pin(desk, line.at, line.mark or "1"))]
        judge(desk.session, desk.case.id, file.id, Fit.UNFIT, wrong, account=standing.name, now=desk.now)
    for place in desk.deed.files:
        file = desk.material(place)
        judge(desk.session, desk.case.id, file.id, Fit.FITS, (), account=standing.name, now=desk.now)


DOINGS: Mapping[str, Callable[[Desk, Standing], None]] = {
    Doing.DRAFT: _draft,
    Doing.MESSAGE: _message,
    Doing.NOTE: _note,
    Doing.CLAIM: _claim,
    Doing.RELEASE: _release,
    Doing.FOLLOW: _follow,
    Doing.LABEL: _label,
    Doing.LOOK: _look,
    Doing.JUDGE: _judge,
    Verb.SUBMIT: _submit,
    Verb.RESUBMIT: _resubmit,
}


def _form_seen(desk: Desk) -> int:
    return desk.session.get_one(Submission, desk.begun.submission_id).revision


def _seen(desk: Desk, standing: Standing) -> None:
    """From now on only what changes later is new to them, as after every page of theirs."""
    keys = surroundings_of(desk.session).keys
    if keys is not None:
        note_seen(desk.session, desk.registry, desk.case, standing.name, keys=keys, now=desk.now)


def _refuse_strange(desk: Desk, standing: Standing) -> None:
    """What is beside a case is of the office that has it, or of who applies."""
    case = desk.case
    if case.initiator not in standing.parties and not may_see(desk.session, standing, case.id):
        raise no_such_case(case.id)


def _record(desk: Desk, standing: Standing, detail: Mapping[str, int]) -> None:
    audit.record(
        desk.session,
        actor=standing.name,
        action=f"case.{desk.deed.does}",
        thing=f"case:{desk.case.id}",
        detail=detail,
        now=desk.now,
    )
