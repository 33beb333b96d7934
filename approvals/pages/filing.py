"""The file of a case: everything that it says, came with it and happened to it, on a page and as PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.casefile.faces import Answer, CaseFace, Material, answers_of, faces_of, materials_of
from approvals.casefile.feed import Item, conversation
from approvals.casefile.logbook import log_of
from approvals.casefile.timeline import Point, timeline
from approvals.casefile.verdicts import Verdict, verdicts_of
from approvals.cases.view import CaseView
from approvals.engine.telling import OUTCOMES
from approvals.pages.course import Row, rows_of
from approvals.pages.desk import Desk, desk
from approvals.pages.papers import drawn, spoken
from approvals.pages.recorded import record_taken
from approvals.people.authority import looked_at
from approvals.seams import CASE_PAPER
from kernel.clock import local_minute
from kernel.text import Text
from kernel.web import platform, visitor
from kernel.web.settings import setting

PURPOSE = "approvals.file_pdf"
OPEN = Text("在办", "open")


@dataclass(frozen=True, slots=True)
class File:
    """Everything on paper; `unbroken` when every entry of the log is as it was written."""

    view: CaseView
    face: CaseFace
    sections: Sequence[tuple[Text | None, Sequence[Answer]]]
    materials: Sequence[Material]
    verdicts: Mapping[int, Verdict]
    """What was found of the files, by their ids."""
    rows: Sequence[Row]
    """Its course in the language of the reader."""
    points: Sequence[Point]
    said: Sequence[Item]
    """What office and applicant have written to each other; the notes of the office are no part of the file."""
    unbroken: bool
    papers: bool
    """Whether it can be had as PDF."""

    @property
    def outcome(self) -> Text:
        """How the case ended, or that it has not."""
        found = self.view.state.outcome
        return OUTCOMES[found] if found is not None else OPEN


def file_of(at: Desk, number: int) -> File:
    """The file of the case, for somebody whose task it is or was."""
    case, _speaks, has_messages, has_verdicts, *_seen = looked_at(at.session, at.standing, number)
    sections: dict[Text | None, list[Answer]] = {}
    for one in answers_of(at.session, at.registry, case):
        sections.setdefault(one.section, []).append(one)
    log = log_of(at.session, case)
    points = timeline(at.session, at.registry, case, log)
    return File(
        view=case,
        face=faces_of(at.session, at.registry, [case])[number],
        sections=list(sections.items()),
        materials=materials_of(at.session, at.registry, case, visitor().user_id),
        verdicts=verdicts_of(at.session, number) if has_verdicts else {},
        rows=rows_of(points, number),
        points=points,
        said=conversation(at.session, number) if has_messages else (),
        unbroken=log.unbroken,
        papers=bool(at.registry.entries(CASE_PAPER)),
    )


def pdf(number: int) -> ResponseReturnValue:
    """The same as a PDF."""
    at = desk(platform().database.session())
    answer = drawn(at, facts_of(at, file_of(at, number)), purpose=PURPOSE)
    record_taken("file_pdf", number, {})
    return answer


def facts_of(at: Desk, file: File) -> dict[str, Any]:
    """The file as it is laid out."""
    locale, case = spoken(), file.view
    parts = [
        {
            "title": section.of(locale) if section else _("内容"),
            "lines": [_line(one, locale) for one in lines],
        }
        for section, lines in file.sections
    ]
    if file.materials:
        rows = [
            [one.title.of(locale), one.name, _at(one.at), _found(file.verdicts.get(one.id), locale)]
            for one in file.materials
        ]
        parts.append(_table(_("材料"), [_("名称"), _("文件"), _("交来"), _("审查")], rows))
    rows = [_row(point, locale) for point in file.points if point.at is not None]
    parts.append(_table(_("办理过程"), [_("时间"), _("步骤"), _("办理人"), _("意见")], rows))
    if file.said:
        rows = [[_at(one.at), one.who.of(locale) if one.who else "", one.text] for one in file.said]
        parts.append(_table(_("往来消息"), [_("时间"), _("谁"), _("内容")], rows))
    number = case.number or f"#{case.id}"
    return {
        "name": f"{_('案卷')} {number}",
        "title": f"{file.face.title.of(locale)}{_('：')}{file.face.kind.of(locale) if file.face.kind else ''}",
        "author": str(setting("site_name")),
        "authority": "",
        "state": _("编号 %(number)s", number=number),
        "marks": [[_("办理结果"), file.outcome.of(locale)]],
        "parts": parts,
        "sign": [_("经办人（签名）"), _("日期")],
        "date": at.today.isoformat(),
        "foot": _("%(at)s 打印", at=_at(at.now)),
        "page": _("第 %(n)s 页，共 %(m)s 页", n="{n}", m="{m}"),
    }


def _found(verdict: Verdict | None, locale: str) -> str:
    """What was found of a file, and below what is wrong with it."""
    return "\n".join((verdict.words.of(locale), *(one.what for one in verdict.wrong))) if verdict else ""


def _line(one: Answer, locale: str) -> dict[str, Any]:
    words = "；".join(one.rows) if one.rows else one.words
    return {
        "title": one.title.of(locale),
        "words": words,
        "files": [],
        "columns": [],
        "rows": [],
        "points": [],
    }


def _table(title: str, columns: list[str], rows: list[list[str]]) -> dict[str, Any]:
    line = {"title": "", "words": "", "files": [], "columns": columns, "rows": rows, "points": []}
    return {"title": title, "lines": [line]}


def _row(point: Point, locale: str) -> list[str]:
    said = [point.opinion, *(f"{one.at.of(locale)}{_('：')}{one.what}" for one in point.defects)]
    step = " · ".join(filter(None, (point.step.of(locale), point.what.of(locale))))
    return [_at(point.at), step, point.who.of(locale) if point.who else "", "\n".join(filter(None, said))]


def _at(moment: Any) -> str:
    return local_minute(moment)
