"""Several cases done together: what will be done with each is shown first, then each is done by itself or says why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from approvals.batching import Batch, Pick, passed_already, passing_verb, picks_in, was_done
from approvals.cases import no_such_case
from approvals.chains import compiled_chain
from approvals.claiming import claim, release
from approvals.deeds import Deed, carry_out
from approvals.faces import CaseFace, faces_of
from approvals.inbox import may_see
from approvals.pages.desk import Desk, desk, where
from approvals.pages.doing import refuse_long
from approvals.queries import case_view, case_views
from approvals.signers import Colleague, colleagues
from approvals.timeline import step_title, verb_words
from approvals.words import Verb
from kernel import audit
from kernel.errors import Invalid, TongbanError
from kernel.text import Text
from kernel.web import platform, visitor

TITLES = {
    Batch.ONWARD: Text("批量通过", "Pass together"),
    Batch.CLAIM: Text("批量认领", "Claim together"),
    Batch.RELEASE: Text("批量释放", "Release together"),
    Batch.TRANSFER: Text("批量转办", "Transfer together"),
    Batch.URGE: Text("批量催办", "Urge together"),
}
DONE, CLAIMED, RELEASED = (
    Text("已办理", "Done"),
    Text("已认领", "Claimed"),
    Text("已释放", "Released"),
)
BEFORE = Text("先前已办理，没有重复", "Done before, not done twice")


@dataclass(frozen=True, slots=True)
class Row:
    """A case of the batch: what will be done or was done with it, or why not."""

    pick: Pick
    face: CaseFace | None
    step: Text
    words: Text
    refused: TongbanError | None = None

    @property
    def href(self) -> str:
        """Where the case is opened by itself."""
        return url_for("workbench.case", number=self.pick.case)


def preview() -> ResponseReturnValue:
    """What would be done with each of the selected cases; nothing is done yet."""
    return _asked(None)


def run() -> ResponseReturnValue:
    """Each case is done in a transaction of its own; the page says what became of each."""
    what, picks = _what(), picks_in(request.form.getlist("pick"))
    opinion, to = request.form.get("opinion", "").strip(), request.form.get("to", "")
    try:
        _refuse_unclear(what, opinion, to)
    except Invalid as error:
        return _asked(error), error.status
    outcomes = [_done(what, pick, opinion=opinion, to=to) for pick in picks]
    at = desk(platform().database.session())
    faces, steps = _seen(at, picks)
    rows = [
        Row(pick, faces.get(pick.case), steps.get(pick.case, Text("", "")), *outcome)
        for pick, outcome in zip(picks, outcomes, strict=True)
    ]
    return render_template("approvals/batch_done.html", title=TITLES[what], rows=rows, where=where())


def _asked(refused: Invalid | None) -> str:
    what, picks = _what(), picks_in(request.form.getlist("pick"))
    at = desk(platform().database.session())
    faces, steps = _seen(at, picks)
    rows = [
        Row(pick, faces.get(pick.case), steps.get(pick.case, Text("", "")), *_foreseen(at, what, pick))
        for pick in picks
    ]
    ready = [row for row in rows if row.refused is None]
    return render_template(
        "approvals/batch.html",
        what=what,
        title=TITLES[what],
        rows=rows,
        ready=ready,
        people=_colleagues(at, ready) if what is Batch.TRANSFER else (),
        refused=refused,
        where=where(),
    )


def _what() -> Batch:
    wanted = request.form.get("do", "")
    if wanted in set(Batch):
        return Batch(wanted)
    raise Invalid(
        Text("没有选择要办理的操作。", "No act was chosen."),
        remedy=Text("请点列表上方的按钮。", "Use one of the buttons above the list."),
        place="do",
    )


def _refuse_unclear(what: Batch, opinion: str, to: str) -> None:
    if what is Batch.TRANSFER and not to:
        raise Invalid(
            Text("没有选择转给谁。", "Nobody was chosen to have the cases."),
            remedy=Text("请选择一位同事。", "Choose a colleague."),
            place="to",
        )
    refuse_long(opinion)


def _foreseen(at: Desk, what: Batch, pick: Pick) -> tuple[Text, TongbanError | None]:
    try:
        _refuse_strange(at, pick)
        if what is Batch.ONWARD:
            return verb_words(passing_verb(at.session, at.registry, pick, at.standing)), None
    except TongbanError as error:
        return error.what, error
    return TITLES[what], None


def _done(what: Batch, pick: Pick, *, opinion: str, to: str) -> tuple[Text, TongbanError | None]:
    try:
        with platform().database.transaction() as session:
            at = desk(session)
            _refuse_strange(at, pick)
            if _before(at, what, pick):
                return BEFORE, None
            return ACTS[what](at, pick, opinion, to), None
    except TongbanError as error:
        return error.what, error


def _before(at: Desk, what: Batch, pick: Pick) -> bool:
    name = at.standing.name
    match what:
        case Batch.ONWARD:
            return passed_already(at.session, pick, name)
        case Batch.TRANSFER:
            return was_done(at.session, pick, name, Verb.TRANSFER)
        case Batch.URGE:
            return was_done(at.session, pick, name, Verb.URGE)
        case _:
            return False


def _claim(at: Desk, pick: Pick, opinion: str, to: str) -> Text:  # noqa: ARG001 acts are called alike
    claim(at.session, pick.case, pick.step, standing=at.standing, now=at.now, registry=at.registry)
    return CLAIMED


def _release(at: Desk, pick: Pick, opinion: str, to: str) -> Text:  # noqa: ARG001
    release(at.session, pick.case, pick.step, standing=at.standing, now=at.now, registry=at.registry)
    return RELEASED


def _pass(at: Desk, pick: Pick, opinion: str, to: str) -> Text:  # noqa: ARG001
    verb = passing_verb(at.session, at.registry, pick, at.standing)
    _carry(at, pick, verb, opinion=opinion)
    return verb_words(verb)


def _transfer(at: Desk, pick: Pick, opinion: str, to: str) -> Text:
    _carry(at, pick, Verb.TRANSFER, opinion=opinion, people=(to,))
    return verb_words(Verb.TRANSFER)


def _urge(at: Desk, pick: Pick, opinion: str, to: str) -> Text:  # noqa: ARG001
    _carry(at, pick, Verb.URGE, opinion=opinion)
    return verb_words(Verb.URGE)


ACTS: dict[Batch, Callable[[Desk, Pick, str, str], Text]] = {
    Batch.ONWARD: _pass,
    Batch.CLAIM: _claim,
    Batch.RELEASE: _release,
    Batch.TRANSFER: _transfer,
    Batch.URGE: _urge,
}


def _carry(at: Desk, pick: Pick, verb: Verb, *, opinion: str, people: Sequence[str] = ()) -> None:
    deed = Deed(
        step=pick.step,
        verb=verb,
        seen=pick.seen,
        standing=at.standing,
        registry=at.registry,
        now=at.now,
        opinion=opinion,
        people=tuple(people),
    )
    done = carry_out(at.session, pick.case, deed)
    audit.record(
        at.session,
        actor=visitor().username,
        action=f"case.{verb}",
        thing=f"case:{pick.case}",
        detail={"seq": done.case.state.seq, "outcome": done.case.state.outcome, "together": True},
        now=at.now,
        address=request.remote_addr or "",
    )


def _refuse_strange(at: Desk, pick: Pick) -> None:
    if not may_see(at.session, at.standing, pick.case):
        raise no_such_case(pick.case)


def _seen(at: Desk, picks: Sequence[Pick]) -> tuple[dict[int, CaseFace], dict[int, Text]]:
    """What the cases of theirs look like, and the steps at which they were selected."""
    visible = [pick for pick in picks if may_see(at.session, at.standing, pick.case)]
    cases = case_views(at.session, [pick.case for pick in visible])
    steps = {}
    for pick in visible:
        chain = compiled_chain(at.session.connection(), at.registry, cases[pick.case].version_id)
        steps[pick.case] = step_title(chain, pick.step) if pick.step in chain.steps else Text("", "")
    return faces_of(at.session, at.registry, list(cases.values())), steps


def _colleagues(at: Desk, rows: Sequence[Row]) -> tuple[Colleague, ...]:
    """Those who may have every one of the cases."""
    found: dict[str, Colleague] | None = None
    for row in rows:
        case = case_view(at.session, row.pick.case)
        chain = compiled_chain(at.session.connection(), at.registry, case.version_id)
        if row.pick.step not in chain.steps:
            continue
        step = chain.steps[row.pick.step]
        named = {one.username: one for one in colleagues(at.session, at.registry, case, step)}
        found = named if found is None else {key: one for key, one in found.items() if key in named}
    return tuple(one for one in (found or {}).values() if one.username != at.standing.name)
