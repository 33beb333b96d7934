"""The rows of a batch before it is carried out: what would be done with each case and what follows, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from approvals.acts.batching import Batch, Pick, passing_verb, refuse_gone
from approvals.acts.claiming import claimable
from approvals.acts.foreseeing import foreseen_words
from approvals.acts.preview import preview
from approvals.casefile.faces import CaseFace, faces_of
from approvals.casefile.timeline import step_title, verb_words
from approvals.cases.queries import allowed_to, case_view, case_views
from approvals.cases.view import open_work
from approvals.chains.versions import compiled_chain
from approvals.engine.weighing import refuse_impatient
from approvals.pages.desk import Desk
from approvals.pages.doing import refuse_strange
from approvals.people.authority import may_see
from approvals.people.signers import Colleague, colleagues
from approvals.words import Verb
from kernel.errors import Conflict, TongbanError
from kernel.text import Text

TITLES = {
    Batch.ONWARD: Text("批量通过", "Pass together"),
    Batch.CLAIM: Text("批量认领", "Claim together"),
    Batch.RELEASE: Text("批量释放", "Release together"),
    Batch.TRANSFER: Text("批量转办", "Transfer together"),
    Batch.URGE: Text("批量催办", "Urge together"),
    Batch.LABEL: Text("批量打标签", "Label together"),
}
CLAIM, RELEASE, LABEL = Text("认领", "Claim"), Text("释放认领", "Release"), Text("打标签", "Label")
VERBS = {Batch.TRANSFER: Verb.TRANSFER, Batch.URGE: Verb.URGE}


@dataclass(frozen=True, slots=True)
class Row:
    """A case of the batch: what will be done or was done with it and what follows from that, or why not."""

    pick: Pick
    face: CaseFace | None
    step: Text
    words: Text
    follows: tuple[Text, ...] = ()
    remedy: Text | None = None
    """What to do about it, where it is refused; the words say why then."""

    @property
    def refused(self) -> bool:
        """Whether it cannot be done, or was not."""
        return self.remedy is not None

    @property
    def href(self) -> str:
        """Where the case is opened by itself."""
        return url_for("workbench.case", number=self.pick.case)


def rows_before(at: Desk, what: Batch, picks: Sequence[Pick]) -> list[Row]:
    """What would be done with each of the cases; nothing is done."""
    faces, steps = seen(at, picks)
    return [
        _row_before(at, what, pick, faces.get(pick.case), steps.get(pick.case, Text("", "")))
        for pick in picks
    ]


def seen(at: Desk, picks: Sequence[Pick]) -> tuple[dict[int, CaseFace], dict[int, Text]]:
    """What the cases of theirs look like, and the steps at which they were selected."""
    visible = [pick for pick in picks if may_see(at.session, at.standing, pick.case)]
    cases = case_views(at.session, [pick.case for pick in visible])
    steps = {}
    for pick in visible:
        chain = compiled_chain(at.session.connection(), at.registry, cases[pick.case].version_id)
        steps[pick.case] = step_title(chain, pick.step) if pick.step in chain.steps else Text("", "")
    return faces_of(at.session, at.registry, list(cases.values())), steps


def colleagues_for(at: Desk, rows: Sequence[Row]) -> tuple[Colleague, ...]:
    """Those who may have every one of the cases, which the visitor may all hand on."""
    found: dict[str, Colleague] | None = None
    for row in rows:
        case = case_view(at.session, row.pick.case)
        chain = compiled_chain(at.session.connection(), at.registry, case.version_id)
        step = chain.steps[row.pick.step]
        named = {one.username: one for one in colleagues(at.session, at.registry, case, step)}
        found = named if found is None else {key: one for key, one in found.items() if key in named}
    return tuple(one for one in (found or {}).values() if one.username != at.standing.name)


def _row_before(at: Desk, what: Batch, pick: Pick, face: CaseFace | None, step: Text) -> Row:
    try:
        refuse_strange(at, pick.case)
        words, follows = _foreseen(at, what, pick)
    except TongbanError as error:
        return Row(pick, face, step, error.what, remedy=error.remedy)
    return Row(pick, face, step, words, follows)


def _foreseen(at: Desk, what: Batch, pick: Pick) -> tuple[Text, tuple[Text, ...]]:
    match what:
        case Batch.ONWARD:
            verb = passing_verb(at.session, at.registry, pick, at.standing)
            found = preview(
                at.session,
                at.registry,
                pick.case,
                step=pick.step,
                verb=verb,
                standing=at.standing,
                now=at.now,
            )
            return _words_of(at, pick, verb), tuple(foreseen_words(at.session, at.registry, found))
        case Batch.CLAIM:
            case = case_view(at.session, pick.case)
            _refuse_unless(at, pick.step in claimable(at.session, at.registry, case, at.standing), pick)
            return CLAIM, ()
        case Batch.RELEASE:
            task = open_work(at.session.connection(), pick.case).get(pick.step)
            _refuse_unless(at, task is not None and task.claimed_by == at.standing.name, pick)
            return RELEASE, ()
        case Batch.LABEL:
            return LABEL, ()
        case Batch.TRANSFER | Batch.URGE:
            allowed = allowed_to(at.session, at.registry, pick.case, at.standing)
            _refuse_unless(at, VERBS[what] in allowed.get(pick.step, ()), pick)
            if what is Batch.URGE:
                refuse_impatient(
                    case_view(at.session, pick.case).state, pick.step, at.standing.name, at.today
                )
            return verb_words(VERBS[what]), ()


def _words_of(at: Desk, pick: Pick, verb: Verb) -> Text:
    """What will be done; to a colleague who waits for an opinion nothing is said without one."""
    opening, words = case_view(at.session, pick.case).state.opening(pick.step), verb_words(verb)
    if opening is None or not opening.lender:
        return words
    return Text(f"意见：{words.zh}（须写明意见）", f"Opinion: {words.en} (say why below)")


def _refuse_unless(at: Desk, possible: bool, pick: Pick) -> None:
    if possible:
        return
    refuse_gone(at.session, at.registry, pick, at.standing)
    raise Conflict(
        Text("这一步现在不能这样办理。", "This cannot be done with the step now."),
        remedy=Text(
            "这一步没有这个操作，或不由您办理；请单独打开看看。",
            "The step has no such act, or it is not yours: open it by itself.",
        ),
        place=pick.step,
    )
