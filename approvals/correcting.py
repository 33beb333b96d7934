"""The letter that tells an applicant everything there is to mend: the same code writes it beforehand and afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.cases import TASK, CaseView
from approvals.chains import compiled_chain
from approvals.definition import Clock
from approvals.demanding import returns_in
from approvals.engine import CompiledChain, Defect, State
from approvals.engine.clocks import due_of, resumed
from approvals.engine.walking import OF_PARTIES
from approvals.faces import CaseFace, faces_of, places_of
from approvals.naming import offices_named
from approvals.pinning import Pin
from approvals.pins import pins_of
from approvals.queries import case_history
from approvals.timeline import WHOLE, step_title
from approvals.words import Overdue, Unit
from kernel.clock import local_day
from kernel.errors import NotFound
from kernel.registry import Registry
from kernel.text import Text
from kernel.workdays import Calendar

TITLE = Text("补正告知书", "Notice of what is to be mended")
UNITS = {
    Unit.WORKING: Text("个工作日", "working days"),
    Unit.CALENDAR: Text("天", "days"),
    Unit.MONTHS: Text("个月", "months"),
}
PATIENT = frozenset({Overdue.REMIND, Overdue.ESCALATE})
"""What a clock does that does not end the application."""
MILD = Text(
    "到期没有交回的，会再提醒您，申请不因此终止。",
    "You are reminded when you are late; the application does not end for it.",
)
STRICT = Text(
    "到期没有交回的，按办事指南写明的规定处理。",
    "What happens when you are late stands in the guide.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What a return tells: as it is being written, or as it was logged."""

    step: str
    to: str
    at: datetime
    defects: Sequence[Defect]
    remark: str = ""
    by: date | None = None
    """The last day on which it is to be handed in again."""
    number: int = 1
    """The how manyth return of the case it is."""
    pins: Mapping[int, Pin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter in words; `rows` are the defects in order: what they are pinned to, and what is wrong with it."""

    number: str
    office: Text
    to: Text
    intro: Text
    rows: Sequence[tuple[Text, str]]
    remark: str
    how: Text
    on: date

    def paper(self, locale: str, *, site: str) -> dict[str, Any]:
        """The letter as it is laid out on paper."""
        points = [_line(f"{n}. {about.of(locale)}", what) for n, (about, what) in enumerate(self.rows, 1)]
        words = [(Text("告知", "We tell you"), self.intro.of(locale))]
        words += [(Text("补充说明", "Remark"), self.remark)] if self.remark else []
        words += [(Text("怎样补正", "How to mend it"), self.how.of(locale))]
        told = [_line(title.of(locale), text) for title, text in words]
        return {
            "name": f"{TITLE.of(locale)} {self.number}",
            "title": TITLE.of(locale),
            "author": site,
            "authority": self.office.of(locale),
            "state": Text(f"编号 {self.number}", f"No. {self.number}").of(locale),
            "marks": [[Text("致", "To").of(locale), self.to.of(locale)]],
            "parts": [
                {"title": Text("告知事项", "Notice").of(locale), "lines": told},
                {
                    "title": Text("需要补正的全部内容", "Everything to be mended").of(locale),
                    "lines": points,
                },
            ],
            "sign": [
                Text("经办机构（盖章）", "Office (seal)").of(locale),
                Text("日期", "Date").of(locale),
            ],
            "date": self.on.isoformat(),
            "foot": f"{self.office.of(locale)} {self.on.isoformat()}",
            "page": Text("第 {n} 页，共 {m} 页", "Page {n} of {m}").of(locale),
        }


def letter_of(session: Session, registry: Registry, case: CaseView, told: Return) -> Letter:
    """The letter of a return, sent or not."""
    chain = compiled_chain(session.connection(), registry, case.version_id)
    face = faces_of(session, registry, [case])[case.id]
    number = case.number or f"#{case.id}"
    return Letter(
        number=f"{number}-补{told.number}",
        office=_office(session, registry, case.id, told.step),
        to=face.title,
        intro=_intro(face, number, case.state),
        rows=_rows(session, registry, case, told),
        remark=told.remark,
        how=_how(chain, told),
        on=local_day(told.at),
    )


def returns_of(session: Session, registry: Registry, case: CaseView) -> dict[int, Return]:
    """The returns of the case by the office to a party, each by the entry of the log that holds it."""
    chain = compiled_chain(session.connection(), registry, case.version_id)
    kinds = {name: step.kind for name, step in chain.steps.items()}
    entries = [one.entry for one in case_history(session, case.id) if one.entry is not None]
    to_parties = {one.seq for one in entries if kinds.get(one.act.to) in OF_PARTIES}
    # what one office says to another about a case is no letter to anybody
    returns = [one.seq for one in returns_in(entries, kinds) if one.seq in to_parties]
    if not returns:
        return {}
    pins = pins_of(session, case.id)
    found = {}
    for entry in entries:
        if entry.seq in returns:
            act, due = entry.act, entry.dues.get(entry.act.to)
            found[entry.seq] = Return(
                step=act.step,
                to=act.to,
                at=act.at,
                defects=act.defects,
                remark=act.opinion,
                by=due.on if due else None,
                number=returns.index(entry.seq) + 1,
                pins=pins.get(entry.seq, {}),
            )
    return found


def sent_letter(session: Session, registry: Registry, case: CaseView, seq: int) -> Letter:
    """The letter of the return that is the entry of that number; there are others for which there is none."""
    found = returns_of(session, registry, case).get(seq)
    if found is None:
        raise NotFound(
            Text("没有这份补正告知书。", "There is no such notice."),
            remedy=Text("请从办件的动态里打开。", "Open it from the activity of the case."),
            place=f"case:{case.id}:{seq}",
        )
    return letter_of(session, registry, case, found)


def last_day(
    chain: CompiledChain, state: State, step: str, *, today: date, calendar: Calendar
) -> date | None:
    """By when a case that goes back to the step today would have to be handed in again."""
    clock, left = chain.steps[step].clock, state.left.get(step)
    if clock is None:
        return None
    due = due_of(clock, today, calendar) if left is None else resumed(clock, left, today, calendar)
    return due.on


def span_words(clock: Clock) -> Text:
    """10 个工作日."""
    unit = UNITS[clock.span.unit]
    return Text(f"{clock.span.days} {unit.zh}", f"{clock.span.days} {unit.en}")


def _rows(session: Session, registry: Registry, case: CaseView, told: Return) -> list[tuple[Text, str]]:
    places = {place.path: place for place in places_of(session, registry, case)}
    rows = []
    for number, one in enumerate(told.defects):
        place, pin = places.get(one.at), told.pins.get(number)
        about = place.title if place else Text(one.at, one.at) if one.at else WHOLE
        if pin is not None:
            where = pin.words
            about = Text(f"{about.zh}（{where.zh}）", f"{about.en} ({where.en})")
        rows.append((about, one.what))
    return rows


def _intro(face: CaseFace, number: str, state: State) -> Text:
    kind, filed = face.kind or Text("申请", "application"), state.filed
    when = Text(f"于 {filed} 提出的", f" filed on {filed}") if filed else Text("提出的", "")
    return Text(
        f"您{when.zh}“{kind.zh}”申请（办件 {number}）需要补正。依据《中华人民共和国行政许可法》第三十二条第一款"
        "第四项，现将需要补正的全部内容一次性告知如下。",
        f"Your application “{kind.en}” (case {number}){when.en} has to be mended. Under Article 32(1)(4) of the "
        "Administrative Licensing Law you are told of everything at once.",
    )


def _how(chain: CompiledChain, told: Return) -> Text:
    who, clock = step_title(chain, told.to), chain.steps[told.to].clock if told.to in chain.steps else None
    zh = f"请由“{who.zh}”在“我的申请”里逐条改好，一次交回，也可以到窗口办理；补正期间，办理时限停止计算。"
    en = f"Mend each point under “My applications” at the step “{who.en}” and hand it in once, or come to a window. "
    en += "The time limits stand still meanwhile."
    if told.by is not None:
        zh = f"请于 {told.by} 前交回。{zh}"
        en = f"Hand it in again by {told.by}. {en}"
    if clock is not None:
        late = MILD if clock.on_overdue in PATIENT else STRICT
        zh, en = f"{zh}{late.zh}", f"{en} {late.en}"
    return Text(zh, en)


def _office(session: Session, registry: Registry, case_id: int, step: str) -> Text:
    """The office at which the step is, or was last."""
    found = session.scalar(
        select(TASK.c.office_id)
        .where(TASK.c.case_id == case_id, TASK.c.step == step, TASK.c.office_id.is_not(None))
        .order_by(TASK.c.id.desc())
        .limit(1)
    )
    return offices_named(session, registry, [found])[found] if found is not None else Text("", "")


def _line(title: str, words: str) -> dict[str, Any]:
    return {"title": title, "words": words, "files": [], "columns": [], "rows": [], "points": []}
