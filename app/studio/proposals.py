"""Proposals: those that wait, one of them with all that it changes and touches, and the acts on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.studio.lines import DifferenceLine, difference_lines
from app.studio.pages import EDIT, PUBLISH, SEE, kind_titles, studio
from app.studio.telling import told_by_titles
from app.templating import said
from kernel import proposals
from kernel.access import names_of
from kernel.datafiles.writing import written
from kernel.differences import differences
from kernel.errors import TongbanError
from kernel.models import DefinitionProposal
from kernel.models.proposals import ProposalState
from kernel.nodes import Body
from kernel.proposals import Derived
from kernel.text import Text
from kernel.titles import title_in
from kernel.web import platform, visitor

MOST_DECIDED = 30


@studio.get("/proposals", permission=SEE)
def waiting() -> str:
    """What waits for a second person, and what was decided of late."""
    session = platform().database.session()
    found = proposals.open_proposals(session)
    decided = proposals.decided_proposals(session, most=MOST_DECIDED)
    return render_template(
        "studio/proposals.html",
        waiting=found,
        decided=decided,
        titles=_titles([*found, *decided]),
        people=_people(session, [*found, *decided]),
        kinds=kind_titles(),
    )


@studio.get("/proposals/<int:number>", permission=SEE)
def proposal(number: int) -> str:
    """What somebody proposes: place by place, and which drafts and cases it touches."""
    return _page(number)


@studio.post("/proposals/<int:number>/publish", permission=PUBLISH)
def publish(number: int) -> ResponseReturnValue:
    """The proposal is in force; or the page says why not."""
    here = platform()
    try:
        with here.database.transaction() as session:
            made = proposals.publish(
                session, here.registry, number, actor=visitor().username, now=here.clock.now()
            )
            found = proposals.proposal(session, number)
            name, act, version = found.name, found.act, made.number
            title = said(title_in(name, made.body.get("title")))
    except TongbanError as error:
        return _page(number, refused=error), error.status
    match act:
        case proposals.ProposalAct.RETIRE:
            flash(_("%(name)s 已停用。", name=title), "ok")
        case proposals.ProposalAct.RENAME:
            flash(_("%(name)s 的标识已改为 %(id)s。", name=title, id=name), "ok")
        case _:
            flash(_("%(name)s 第 %(n)s 版已发布。", name=title, n=version), "ok")
    return redirect(url_for("studio.definition", name=name))


@studio.post("/proposals/<int:number>/send-back", permission=PUBLISH)
def send_back(number: int) -> ResponseReturnValue:
    """The proposal goes back with what is to be mended."""
    here, remark = platform(), request.form.get("remark", "")
    try:
        with here.database.transaction() as session:
            proposals.send_back(
                session, number, actor=visitor().username, remark=remark, now=here.clock.now()
            )
    except TongbanError as error:
        return _page(number, refused=error, remark=remark), error.status
    flash(_("已退回提出人。"), "ok")
    return redirect(url_for("studio.waiting"))


@studio.post("/proposals/<int:number>/take-back", permission=EDIT)
def take_back(number: int) -> ResponseReturnValue:
    """Nobody need look at the proposal any more."""
    here = platform()
    try:
        with here.database.transaction() as session:
            proposals.take_back(session, number, actor=visitor().username, now=here.clock.now())
    except TongbanError as error:
        return _page(number, refused=error), error.status
    flash(_("已撤回，没有发布。"), "ok")
    return redirect(url_for("studio.proposal", number=number))


def _page(number: int, *, refused: TongbanError | None = None, remark: str = "") -> str:
    here = platform()
    session = here.database.session()
    found = proposals.proposal(session, number)
    before = proposals.ground_body(session, found)
    changes = found.act == proposals.ProposalAct.CHANGE
    told = proposals.review if changes else proposals.consequences
    is_open = found.state == ProposalState.OPEN
    along = _along(session, found) if is_open else None
    return render_template(
        "studio/proposal.html",
        found=found,
        title=title_in(found.name, found.body.get("title")),
        kind=kind_titles().get(found.kind, found.kind),
        changes=changes,
        is_open=is_open,
        is_mine=found.proposed_by == visitor().username,
        standing=proposals.standing_on(session, found),
        sections=told(session, here.registry, found),
        differences=difference_lines(differences(before, found.body)),
        along=along,
        body=written(found.body),
        people=_people(session, [found]),
        refused=_told(refused, {found.name: (found.kind, found.body), **_bodies(along)}),
        remark=remark,
    )


@dataclass(frozen=True, slots=True)
class AlongLine:
    """A derived definition that changes along, as the page shows it; and why it cannot."""

    found: Derived
    title: Text
    kind: Text | str
    differences: Sequence[DifferenceLine]
    refused: TongbanError | None


@dataclass(frozen=True, slots=True)
class AlongTold:
    """Everything that changes along, or why it cannot."""

    derived: Sequence[AlongLine]
    refused: TongbanError | None


def _along(session: Session, found: DefinitionProposal) -> AlongTold:
    along, kinds = proposals.changed_along(session, platform().registry, found), kind_titles()
    return AlongTold(
        [
            AlongLine(
                one,
                title_in(one.name, one.after.get("title")),
                kinds.get(one.kind, one.kind),
                difference_lines(differences(one.before, one.after)),
                _told(one.refused, {one.name: (one.kind, one.after)}),
            )
            for one in along.derived
        ],
        along.refused,
    )


def _bodies(along: AlongTold | None) -> dict[str, tuple[str, Body]]:
    """Kind and body of each derived definition as it would be."""
    lines = along.derived if along else ()
    return {one.found.name: (one.found.kind, one.found.after) for one in lines}


def _told(refused: TongbanError | None, bodies: Mapping[str, tuple[str, Body]]) -> TongbanError | None:
    return told_by_titles(refused, bodies, platform().registry, locale=str(get_locale()))


def _titles(found: Iterable[DefinitionProposal]) -> Mapping[int, object]:
    return {one.id: title_in(one.name, one.body.get("title")) for one in found}


def _people(session: Session, found: Iterable[DefinitionProposal]) -> Mapping[str, str]:
    """The names of those who proposed and decided."""
    return names_of(session, [name for one in found for name in (one.proposed_by, one.decided_by) if name])
