"""The acts on a form on the drawing board: begin, carry out, undo, redo, merge, discard; each flushes, the page commits."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from forms.designing.acts import Done, is_change
from forms.designing.nodes import names_in, places
from forms.designing.working import Working, working
from forms.models import Design, DesignStep
from kernel import audit
from kernel.definitions import current
from kernel.differences import Difference
from kernel.errors import Conflict, Invalid
from kernel.merging import merged
from kernel.nodes import Body
from kernel.studio import refuse_taken
from kernel.text import Text

MOST_STEPS = 100
MOST_FIELDS = 400
LARGEST = 400_000
"""Characters of a form as JSON."""
MOST_DESIGNS = 200
"""Forms that one account has on its board."""
STUDIO = "studio."
Act = Callable[[Body], Done]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, on what their page showed, and when."""

    owner: str
    token: str
    now: datetime


def begin(session: Session, number: str, title: Text, *, owner: str, now: datetime) -> Working:
    """A new form lies on the board under `studio.<number>`; nobody can fill it in before it is published."""
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
    section = {"name": "section_1", "title": {"zh": "基本信息", "en": "Basic information"}, "fields": []}
    body = {"title": {"zh": title.zh, "en": title.en}, "sections": [section]}
    _begun(session, Working(name, body, {}, 0, 0, None), owner, now)
    audit.record(session, actor=owner, action="form.begin", thing=name, detail={}, now=now)
    return working(session, name, owner)


def carry_out(session: Session, name: str, act: Act, hand: Hand) -> tuple[Working, str]:
    """What the act makes of the form is saved, and what one looks at now; nothing when it changes nothing."""
    found = _held(session, name, hand)
    done = act(found.body)
    if not is_change(found.body, done.body):
        return found, done.at
    _refuse_large(done.body, name)
    design = _begun(session, found, hand.owner, hand.now)
    session.execute(
        delete(DesignStep).where(
            DesignStep.design_id == design.id,
            (DesignStep.number > design.step) | (DesignStep.number <= design.step + 1 - MOST_STEPS),
        )
    )
    design.step += 1
    session.add(DesignStep(design_id=design.id, number=design.step, body=done.body, at=done.at))
    _saved(session, design, done.body, hand.now)
    return working(session, name, hand.owner), done.at


def undo(session: Session, name: str, hand: Hand) -> tuple[Working, str]:
    """The form is as it was before the last act; what the act was on is looked at."""
    return _gone_to(session, name, -1, hand)


def redo(session: Session, name: str, hand: Hand) -> tuple[Working, str]:
    """The form is as it was before the last undoing."""
    return _gone_to(session, name, 1, hand)


def merge(session: Session, name: str, hand: Hand) -> list[Difference]:
    """The draft lies on the version in force; where both sides changed, the draft's own stands, and these are returned.

    Undoing does not go back behind it: it would take away what others published.
    """
    found = _held(session, name, hand)
    newest = current(session, name)
    if found.design is None or found.overtaken is None or newest is None:
        return []
    woven = merged(found.base, newest.body, found.body)
    design = found.design
    design.seen = newest.number
    _begin_steps(session, design, woven.body)
    _saved(session, design, woven.body, hand.now)
    return [Difference(one.path, one.theirs, one.ours) for one in woven.conflicts]


def discard(session: Session, name: str, hand: Hand) -> None:
    """The draft is gone; the version in force stays."""
    found = _held(session, name, hand)
    if found.design is not None:
        session.execute(delete(DesignStep).where(DesignStep.design_id == found.design.id))
        session.delete(found.design)
        audit.record(session, actor=hand.owner, action="form.discard", thing=name, detail={}, now=hand.now)
        _flush(session)


def _held(session: Session, name: str, hand: Hand) -> Working:
    """The form as the page showed it; raises when it is another one by now."""
    found = working(session, name, hand.owner)
    if found.token != hand.token:
        raise changed_meanwhile()
    return found


def _begun(session: Session, found: Working, owner: str, now: datetime) -> Design:
    """The draft with its first step; begun anew when what there was says nothing of its own."""
    design = found.design
    if design is None:
        design = Design(
            owner=owner,
            form=found.name,
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


def _gone_to(session: Session, name: str, by: int, hand: Hand) -> tuple[Working, str]:
    found = _held(session, name, hand)
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
    return working(session, name, hand.owner), _reappeared(found.body, there.body) or undone.at


def _reappeared(before: Body, after: Body) -> str:
    """The first node that is there again; empty when none was gone."""
    known = names_in(before)
    names = (str(place.node.get("name", "")) for place in places(after))
    return next((name for name in names if name not in known), "")


def _saved(session: Session, design: Design, body: Body, now: datetime) -> None:
    design.body, design.changed_at = body, now
    _flush(session)


def _flush(session: Session) -> None:
    try:
        session.flush()
    except (StaleDataError, IntegrityError):
        raise changed_meanwhile() from None


def _refuse_on_board(session: Session, name: str) -> None:
    """Nothing, unless somebody has a form of this name on the board already."""
    if session.scalar(select(Design.id).where(Design.form == name).limit(1)) is not None:
        raise Conflict(
            Text(f"已有名为 {name} 的草稿。", f"There is a draft called {name} already."),
            remedy=Text("请换一个标识。", "Choose another id."),
            place="id",
        )


def _refuse_large(body: Body, name: str) -> None:
    fields = sum(1 for _ in places(body))
    if fields > MOST_FIELDS:
        raise Invalid(
            Text(f"表单已有 {fields} 个分节和字段。", f"The form has {fields} sections and fields."),
            remedy=Text(
                f"最多 {MOST_FIELDS} 个；请分成两张表单。", f"{MOST_FIELDS} at most; make two forms of it."
            ),
            place=name,
        )
    size = len(json.dumps(body, ensure_ascii=False))
    if size > LARGEST:
        raise Invalid(
            Text(
                f"表单已有 {size} 个字符，超过了 {LARGEST}。",
                f"The form has {size} characters, more than {LARGEST}.",
            ),
            remedy=Text("请删减，或分成两张表单。", "Shorten it, or make two forms of it."),
            place=name,
        )


def changed_meanwhile() -> Conflict:
    """The page that was posted shows another state of the form."""
    return Conflict(
        Text(
            "这份草稿在别的窗口里改过了，刚才这一步没有做。",
            "The draft was changed in another window; this was not done.",
        ),
        remedy=Text(
            "现在显示的是最新内容，请核对后再改。", "What you see now is up to date; check it and go on."
        ),
    )
