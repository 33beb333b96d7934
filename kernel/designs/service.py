"""The acts on a drawing board: begin, carry out, undo, redo, merge, discard; each flushes, the page commits."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from kernel import audit
from kernel.definitions import current
from kernel.designs.acts import Done, is_change
from kernel.designs.board import Board
from kernel.designs.working import Working, working
from kernel.differences import Difference
from kernel.errors import Conflict, Invalid
from kernel.merging import merged
from kernel.models import DefinitionProposal, Design, DesignStep
from kernel.models.proposals import ProposalState
from kernel.nodes import Body
from kernel.overtaking import flush_unless_overtaken
from kernel.studio import refuse_taken
from kernel.text import Text

MOST_STEPS = 100
LARGEST = 400_000
"""Characters of a definition as JSON."""
MOST_DESIGNS = 200
"""Drafts that one account has on its board."""
STUDIO = "studio."
Act = Callable[[Body], Done]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, on what their page showed, and when."""

    owner: str
    token: str
    now: datetime


def begin(session: Session, board: Board, number: str, title: Text, *, owner: str, now: datetime) -> Working:
    """A new definition lies on the board under `studio.<number>`; nobody can use it before it is published."""
    name = f"{STUDIO}{number}"
    refuse_taken(session, name)
    _refuse_on_board(session, name)
    mine = session.scalar(select(func.count()).select_from(Design).where(Design.owner == owner)) or 0
    if mine >= MOST_DESIGNS:
        raise Invalid(
            Text(f"您已有 {mine} 份草稿。", f"You have {mine} drafts."),
            remedy=Text("请先放弃不用的草稿。", "Discard those you do not need."),
            place="id",
        )
    _begun(session, board, Working(name, board.fresh(title), {}, 0, 0, None), owner, now)
    audit.record(session, actor=owner, action=f"{board.kind}.begin", thing=name, detail={}, now=now)
    return working(session, board, name, owner)


def rename(session: Session, board: Board, name: str, number: str, hand: Hand) -> Working:
    """A draft that nobody has published or proposed is called `studio.<number>` from now on."""
    found = _held(session, board, name, hand)
    if found.design is None or found.number:
        raise Invalid(
            Text(f"{name} 已经发布，不能在这里改标识。", f"{name} is published; it is not renamed here."),
            remedy=Text("请在它的定义页提请改标识。", "Ask for it on the page of the definition."),
            place="id",
        )
    waits = (DefinitionProposal.name == name, DefinitionProposal.state == ProposalState.OPEN)
    if session.scalar(select(DefinitionProposal.id).where(*waits).limit(1)) is not None:
        raise Conflict(
            Text("这份草稿已提请发布。", "The draft has been proposed."),
            remedy=Text("请先撤回提请，再改标识。", "Take the proposal back first."),
            place="id",
        )
    new = f"{STUDIO}{number}"
    refuse_taken(session, new)
    _refuse_on_board(session, new)
    found.design.name = new
    _flush(session)
    detail = {"to": new}
    audit.record(
        session, actor=hand.owner, action=f"{board.kind}.rename", thing=name, detail=detail, now=hand.now
    )
    return working(session, board, new, hand.owner)


def carry_out(session: Session, board: Board, name: str, act: Act, hand: Hand) -> tuple[Working, Done]:
    """What the act makes of the definition is saved, and what came of it; nothing when it changes nothing."""
    found = _held(session, board, name, hand)
    done = act(found.body)
    if not is_change(found.body, done.body):
        return found, done
    _refuse_large(board, done.body, name)
    design = _begun(session, board, found, hand.owner, hand.now)
    session.execute(
        delete(DesignStep).where(
            DesignStep.design_id == design.id,
            (DesignStep.number > design.step) | (DesignStep.number <= design.step + 1 - MOST_STEPS),
        )
    )
    design.step += 1
    session.add(DesignStep(design_id=design.id, number=design.step, body=done.body, at=done.at))
    _saved(session, design, done.body, hand.now)
    return working(session, board, name, hand.owner), done


def undo(session: Session, board: Board, name: str, hand: Hand) -> tuple[Working, str]:
    """The definition is as it was before the last act; what the act was on is looked at."""
    return _gone_to(session, board, name, -1, hand)


def redo(session: Session, board: Board, name: str, hand: Hand) -> tuple[Working, str]:
    """The definition is as it was before the last undoing."""
    return _gone_to(session, board, name, 1, hand)


def merge(session: Session, board: Board, name: str, hand: Hand) -> list[Difference]:
    """The draft lies on the version in force; where both sides changed, the draft's own stands, and these are returned.

    Undoing does not go back behind it: it would take away what others published.
    """
    found = _held(session, board, name, hand)
    newest = current(session, name)
    if found.design is None or found.overtaken is None or newest is None:
        return []
    woven = merged(found.base, newest.body, found.body)
    design = found.design
    design.seen = newest.number
    _begin_steps(session, design, woven.body)
    _saved(session, design, woven.body, hand.now)
    return [Difference(one.path, one.theirs, one.ours) for one in woven.conflicts]


def discard(session: Session, board: Board, name: str, hand: Hand) -> None:
    """The draft is gone; the version in force stays."""
    found = _held(session, board, name, hand)
    if found.design is not None:
        session.execute(delete(DesignStep).where(DesignStep.design_id == found.design.id))
        session.delete(found.design)
        audit.record(
            session,
            actor=hand.owner,
            action=f"{board.kind}.discard",
            thing=name,
            detail={},
            now=hand.now,
        )
        _flush(session)


def refuse_unready(work: Working, token: str) -> None:
    """Nothing, when the draft is the one that the page showed, and nobody has published since it was begun."""
    if work.token != token:
        raise changed_meanwhile()
    if work.overtaken is not None:
        raise Conflict(
            Text(
                f"{work.overtaken.by} 已发布第 {work.overtaken.number} 版。",
                f"{work.overtaken.by} published version {work.overtaken.number}.",
            ),
            remedy=Text(
                "请先并到新版上，核对后再提交。",
                "Carry your draft onto it first, check it, and propose then.",
            ),
            place=work.name,
        )


def _held(session: Session, board: Board, name: str, hand: Hand) -> Working:
    """The definition as the page showed it; raises when it is another one by now."""
    found = working(session, board, name, hand.owner)
    if found.token != hand.token:
        raise changed_meanwhile()
    return found


def _begun(session: Session, board: Board, found: Working, owner: str, now: datetime) -> Design:
    """The draft with its first step; begun anew when what there was says nothing of its own."""
    design = found.design
    if design is None:
        design = Design(
            owner=owner,
            kind=board.kind,
            name=found.name,
            mark=secrets.token_hex(4),
            seen=found.seen,
            body=found.body,
            step=0,
            sample={},
            started_at=now,
            changed_at=now,
        )
        session.add(design)
        _flush(session)
        _begin_steps(session, design, found.body)
    elif design.seen != found.seen:
        design.seen, design.started_at = found.seen, now
        _begin_steps(session, design, found.body)
    return design


def _begin_steps(session: Session, design: Design, body: Body) -> None:
    session.execute(delete(DesignStep).where(DesignStep.design_id == design.id))
    session.add(DesignStep(design_id=design.id, number=0, body=body, at=""))
    design.step = 0
    session.flush()


def _gone_to(session: Session, board: Board, name: str, by: int, hand: Hand) -> tuple[Working, str]:
    found = _held(session, board, name, hand)
    design = found.design
    possible = found.can_undo if by < 0 else found.can_redo
    if design is None or not possible:
        raise Invalid(
            Text("没有可以撤销的步骤。", "There is nothing to undo.")
            if by < 0
            else Text("没有可以重做的步骤。", "There is nothing to redo."),
            remedy=Text("请继续编辑。", "Go on editing."),
            place=name,
        )
    there = session.get_one(DesignStep, (design.id, design.step + by))
    undone = there if by > 0 else session.get_one(DesignStep, (design.id, design.step))
    design.step += by
    _saved(session, design, there.body, hand.now)
    return working(session, board, name, hand.owner), _reappeared(board, found.body, there.body) or undone.at


def _reappeared(board: Board, before: Body, after: Body) -> str:
    """The first node that is there again; empty when none was gone."""
    known = set(board.names(before))
    return next((name for name in board.names(after) if name not in known), "")


def _saved(session: Session, design: Design, body: Body, now: datetime) -> None:
    design.body, design.changed_at = body, now
    _flush(session)


def _flush(session: Session) -> None:
    flush_unless_overtaken(session, changed_meanwhile, taken=changed_meanwhile)


def _refuse_on_board(session: Session, name: str) -> None:
    """Nothing, unless somebody has a draft of this name on the board already."""
    if session.scalar(select(Design.id).where(Design.name == name).limit(1)) is not None:
        raise Conflict(
            Text(f"已有名为 {name} 的草稿。", f"There is a draft called {name} already."),
            remedy=Text("请换一个标识。", "Choose another id."),
            place="id",
        )


def _refuse_large(board: Board, body: Body, name: str) -> None:
    nodes, called = len(board.names(body)), board.called
    if nodes > board.most:
        raise Invalid(
            Text(f"{called.zh}已有 {nodes} 项。", f"The {called.en} has {nodes} nodes."),
            remedy=Text(
                f"最多 {board.most} 项；请分成两份。", f"{board.most} at most; make two {called.en}s of it."
            ),
            place=name,
        )
    size = len(json.dumps(body, ensure_ascii=False))
    if size > LARGEST:
        raise Invalid(
            Text(
                f"{called.zh}已有 {size} 个字符，超过了 {LARGEST}。",
                f"The {called.en} has {size} characters, more than {LARGEST}.",
            ),
            remedy=Text("请删减，或分成两份。", f"Shorten it, or make two {called.en}s of it."),
            place=name,
        )


def changed_meanwhile() -> Conflict:
    """The page that was posted shows another state of the draft."""
    return Conflict(
        Text(
            "这份草稿在别的窗口里改过了，刚才这一步没有做。",
            "The draft was changed in another window; this was not done.",
        ),
        remedy=Text(
            "现在显示的是最新内容，请核对后再改。", "What you see now is up to date; check it and go on."
        ),
    )
