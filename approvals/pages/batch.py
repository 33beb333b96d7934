"""Several cases done together: what will be done with each is shown first, then each is done by itself or says why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from approvals.acts.batched import Outcome, batch_kept, keep_batch
from approvals.acts.batching import Batch, Pick, passed_already, passing_verb, picks_in, together, was_done
from approvals.acts.claiming import claim, release
from approvals.acts.deeds import Deed
from approvals.casefile.labels import labels_at
from approvals.casefile.timeline import verb_words
from approvals.pages.batch_rows import TITLES, Row, colleagues_for, rows_before, seen
from approvals.pages.desk import Desk, desk, where
from approvals.pages.doing import done_here, refuse_long, refuse_strange
from approvals.pages.labelling import bear, made, numbers, words_of
from approvals.pages.recorded import address_here
from approvals.words import Verb
from kernel.errors import Conflict, Invalid, NotFound, TongbanError
from kernel.text import Text
from kernel.web import platform, visitor

CLAIMED, RELEASED = Text("已认领", "Claimed"), Text("已释放", "Released")
LABELLED, UNLABELLED = Text("已打上标签", "Labelled"), Text("已去掉标签", "Label taken off")
RELABELLED = Text("已改标签", "Labels changed")
NOTHING = Text("", "")
BEFORE = Text("先前已办理，没有重复", "Done before, not done twice")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of all cases alike: an opinion, who is to have them, labels to put on and to take off."""

    opinion: str = ""
    to: str = ""
    on: frozenset[int] = frozenset()
    off: frozenset[int] = frozenset()


def choose() -> ResponseReturnValue:
    """The rows that were ticked lead to a page of their own, which may be loaded again and come back to."""
    what, picks = _what(request.form), picks_in(request.form.getlist("pick"))
    ticked: dict[str, Any] = {"do": what.value, "pick": together(picks)}
    return redirect(url_for("workbench.batch_before", **ticked, **where().arguments()), 303)


def preview() -> ResponseReturnValue:
    """What would be done with each of the selected cases; nothing is done yet."""
    return _asked(request.args, None)


def run() -> ResponseReturnValue:
    """Each case is done in a transaction of its own; a page that sends nothing again says what became of each."""
    what, picks = _what(request.form), picks_in(request.form.getlist("pick"))
    try:
        said = _said(what)
    except (Conflict, Invalid, NotFound) as error:
        return _asked(request.form, error), error.status
    outcomes = [_done(what, pick, said) for pick in picks]
    with platform().database.transaction() as session:
        now = platform().clock.now()
        key = keep_batch(session, visitor().username, what, outcomes, now=now)
    return redirect(url_for("workbench.batch_done", key=key, **where().arguments()), 303)


def done(key: str) -> str:
    """What became of each case that the visitor has done together with others."""
    at = desk(platform().database.session())
    what, outcomes = batch_kept(at.session, key, at.standing.name, now=at.now)
    faces, steps = seen(at, [one.pick for one in outcomes])
    rows = [
        Row(one.pick, faces.get(one.pick.case), steps.get(one.pick.case, NOTHING), one.words, (), one.remedy)
        for one in outcomes
    ]
    return render_template("approvals/batch_done.html", title=TITLES[what], rows=rows, where=where())


def _asked(given: MultiDict[str, str], refused: TongbanError | None) -> str:
    what, picks = _what(given), picks_in(given.getlist("pick"))
    at = desk(platform().database.session())
    rows = rows_before(at, what, picks)
    ready = [row for row in rows if not row.refused]
    return render_template(
        "approvals/batch.html",
        what=what,
        title=TITLES[what],
        rows=rows,
        ready=ready,
        people=colleagues_for(at, ready) if what is Batch.TRANSFER else (),
        labels=labels_at(at.session, at.standing.offices) if what is Batch.LABEL else (),
        refused=refused,
        where=where(),
        **(words_of(at) if what is Batch.LABEL else {}),
    )


def _what(given: MultiDict[str, str]) -> Batch:
    wanted = given.get("do", "")
    if wanted in set(Batch):
        return Batch(wanted)
    raise Invalid(
        Text("没有选择要办理的操作。", "No act was chosen."),
        remedy=Text("请点列表上方的按钮。", "Use one of the buttons above the list."),
        place="do",
    )


def _said(what: Batch) -> Said:
    """What was posted; a label that is not there yet is made before any case bears it."""
    said = Said(request.form.get("opinion", "").strip(), request.form.get("to", ""))
    refuse_long(said.opinion)
    if what is Batch.TRANSFER and not said.to:
        raise Invalid(
            Text("没有选择转给谁。", "Nobody was chosen to have the cases."),
            remedy=Text("请选择一位同事。", "Choose a colleague."),
            place="to",
        )
    return _labelling(said) if what is Batch.LABEL else said


def _labelling(said: Said) -> Said:
    on, off = numbers("on"), numbers("off")
    if on & off:
        raise Invalid(
            Text("同一个标签不能又打上又去掉。", "A label cannot be put on and taken off at once."),
            remedy=Text("请只留一处勾选。", "Tick it in one of the two places."),
            place="on",
        )
    if request.form.get("name", "").strip():
        with platform().database.transaction() as session:
            on |= {made(desk(session))}
    if not on | off:
        raise Invalid(
            Text("没有选择标签。", "No label was chosen."),
            remedy=Text(
                "请选择要打上或去掉的标签，或写一个新的。",
                "Choose the labels to put on or take off, or write a new one.",
            ),
            place="on",
        )
    return replace(said, on=frozenset(on), off=frozenset(off))


def _done(what: Batch, pick: Pick, said: Said) -> Outcome:
    try:
        with platform().database.transaction() as session:
            at = desk(session)
            refuse_strange(at, pick.case)
            if _before(at, what, pick):
                return Outcome(pick, BEFORE)
            return Outcome(pick, ACTS[what](at, pick, said))
    except TongbanError as error:
        return Outcome(pick, error.what, error.remedy)


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


def _claim(at: Desk, pick: Pick, _said: Said) -> Text:
    claim(at.session, pick.case, pick.step, **_visitor(at))
    return CLAIMED


def _release(at: Desk, pick: Pick, _said: Said) -> Text:
    release(at.session, pick.case, pick.step, **_visitor(at))
    return RELEASED


def _visitor(at: Desk) -> dict[str, Any]:
    return {"standing": at.standing, "now": at.now, "registry": at.registry, "address": address_here()}


def _pass(at: Desk, pick: Pick, said: Said) -> Text:
    verb = passing_verb(at.session, at.registry, pick, at.standing)
    _carry(at, pick, verb, opinion=said.opinion)
    return verb_words(verb)


def _transfer(at: Desk, pick: Pick, said: Said) -> Text:
    _carry(at, pick, Verb.TRANSFER, opinion=said.opinion, people=(said.to,))
    return verb_words(Verb.TRANSFER)


def _urge(at: Desk, pick: Pick, said: Said) -> Text:
    _carry(at, pick, Verb.URGE, opinion=said.opinion)
    return verb_words(Verb.URGE)


def _label(at: Desk, pick: Pick, said: Said) -> Text:
    bear(at, pick.case, on=said.on, off=said.off)
    return (RELABELLED if said.off else LABELLED) if said.on else UNLABELLED


ACTS: dict[Batch, Callable[[Desk, Pick, Said], Text]] = {
    Batch.ONWARD: _pass,
    Batch.CLAIM: _claim,
    Batch.RELEASE: _release,
    Batch.TRANSFER: _transfer,
    Batch.URGE: _urge,
    Batch.LABEL: _label,
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
    done_here(at, pick.case, deed)
