"""The letter that tells an applicant everything there is to mend: the same code writes it beforehand and afterwards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.casefile.demanding import returns_in
from approvals.casefile.faces import CaseFace, faces_of, places_of
from approvals.casefile.naming import offices_named
from approvals.casefile.pinning import Pin
from approvals.casefile.pins import pins_of
from approvals.casefile.timeline import WHOLE
from approvals.cases.queries import case_history
from approvals.cases.view import TASK, CaseView
from approvals.chains.definition import Clock
from approvals.chains.versions import compiled_chain
from approvals.engine import CompiledChain, Defect, State
from approvals.engine.clocks import due_of, resumed
from approvals.engine.openings import Left
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
LAW = Text(
    "《中华人民共和国行政许可法》第三十二条第一款第四项：申请材料不齐全或者不符合法定形式的，一次告知需要补正的全部内容。",
    "Administrative Licensing Law, Article 32(1)(4): whoever has to mend an application is told of everything at once.",
)
HANDING_IN = Text(
    "登录后在“我的申请”里逐条改好，一次交回；也可以到窗口办理。补正期间，办理时限停止计算。",
    "Mend each point under “My applications” and hand everything in at once, or come to a window. The time limits "
    "stand still meanwhile.",
)
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
    days: int = 0
    """How long that is, where it is not what the chain says."""
    number: int = 1
    """The how manyth return of the case it is."""
    pins: Mapping[int, Pin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter in words: each point with what it is about, and how everything is to be mended."""

    number: str
    office: Text
    to: Text
    ground: Sequence[tuple[Text, Text]]
    """Which application it is, and on what ground it is told."""
    rows: Sequence[tuple[Text, str]]
    how: Sequence[tuple[Text, Text]]
    on: date

    def paper(self, locale: str, *, site: str) -> dict[str, Any]:
        """The letter as it is laid out on paper."""
        rows = [(f"{n}. {about.of(locale)}", what) for n, (about, what) in enumerate(self.rows, 1)]
        told = (
            (Text("告知事项", "What this is about"), _said(self.ground, locale)),
            (Text("需要补正的全部内容", "Everything to be mended"), rows),
            (Text("怎样补正", "How to mend it"), _said(self.how, locale)),
        )
        return {
            "name": f"{TITLE.of(locale)} {self.number}",
            "title": TITLE.of(locale),
            "author": site,
            "authority": self.office.of(locale),
            "state": Text(f"编号 {self.number}", f"No. {self.number}").of(locale),
            "marks": [[Text("致", "To").of(locale), self.to.of(locale)]],
            "parts": [
                {"title": title.of(locale), "lines": [_line(*line) for line in lines]}
                for title, lines in told
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
        ground=_ground(face, number, case.state),
        rows=_rows(session, registry, case, told),
        how=list(_how(chain, told)),
        on=local_day(told.at),
    )


def returns_of(session: Session, registry: Registry, case: CaseView) -> dict[int, Return]:
    """The returns of the case by the office to a party, each by the entry of the log that holds it."""
    chain = compiled_chain(session.connection(), registry, case.version_id)
    kinds = {name: step.kind for name, step in chain.steps.items()}
    entries = [one.entry for one in case_history(session, case.id) if one.entry is not None]
    returns = [one.seq for one in returns_in(entries, kinds)]
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
                days=act.days,
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
    chain: CompiledChain, state: State, step: str, *, today: date, calendar: Calendar, days: int = 0
) -> date | None:
    """By when a case that goes back to the step today would have to be handed in again."""
    clock, left = chain.steps[step].clock, Left(days) if days else state.left.get(step)
    if clock is None:
        return None
    due = due_of(clock, today, calendar) if left is None else resumed(clock, left, today, calendar)
    return due.on


def span_words(clock: Clock, days: int = 0) -> Text:
    """10 个工作日."""
    unit, count = UNITS[clock.span.unit], days or clock.span.days
    return Text(f"{count} {unit.zh}", f"{count} {unit.en}")


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


def _ground(face: CaseFace, number: str, state: State) -> list[tuple[Text, Text]]:
    kind, filed = face.kind or Text("申请", "application"), state.filed
    when = Text(f"，{filed} 提出", f", filed on {filed}") if filed else Text("", "")
    about = Text(f"{kind.zh}（办件 {number}{when.zh}）", f"{kind.en} (case {number}{when.en})")
    return [(Text("申请事项", "Application"), about), (Text("告知依据", "Ground"), LAW)]


def _how(chain: CompiledChain, told: Return) -> Iterator[tuple[Text, Text]]:
    step = chain.steps[told.to]
    yield Text("由谁补正", "Who mends it"), step.title
    if told.by is not None and step.clock is not None:
        span, late = span_words(step.clock, told.days), MILD if step.clock.on_overdue in PATIENT else STRICT
        yield (
            Text("交回期限", "By when"),
            Text(
                f"{told.by} 前（{span.zh}）。{late.zh}",
                f"By {told.by} ({span.en}). {late.en}",
            ),
        )
    yield Text("怎样交回", "How to hand it in"), HANDING_IN
    if told.remark:
        yield Text("补充说明", "Remark"), Text(told.remark, told.remark)


def _office(session: Session, registry: Registry, case_id: int, step: str) -> Text:
    """The office at which the step is, or was last."""
    found = session.scalar(
        select(TASK.c.office_id)
        .where(TASK.c.case_id == case_id, TASK.c.step == step, TASK.c.office_id.is_not(None))
        .order_by(TASK.c.id.desc())
        .limit(1)
    )
    return offices_named(session, registry, [found])[found] if found is not None else Text("", "")


def _said(lines: Sequence[tuple[Text, Text]], locale: str) -> list[tuple[str, str]]:
    return [(title.of(locale), words.of(locale)) for title, words in lines]


def _line(title: str, words: str) -> dict[str, Any]:
    return {"title": title, "words": words, "files": [], "columns": [], "rows": [], "points": []}
