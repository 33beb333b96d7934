"""What a province's plugins bring to the workbench, in small: who clerks are, what cases look like, their panels."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup, escape

from approvals.assignment import Assignment, PartyRef, Standing
from approvals.casepage import CasePage
from approvals.faces import CaseFace, Place
from approvals.seams import actor, case_face, case_places, case_search, standing
from kernel.effects import Change, Effect
from kernel.seams import effect, slot
from kernel.text import Text
from tests.approvals.offices import CITY, FIRM, PERSON, PROVINCE

FAR = 220200
PEOPLE = {
    "li": ("李明", "city_clerk", CITY),
    "wang": ("王海涛", "city_clerk", CITY),
    "sun": ("孙立军", "city_clerk", FAR),
    "zhao": ("赵敏", "province_clerk", PROVINCE),
}
APPLICANT = "zhang"


@standing("toy.people")
def people(session, user):
    """Clerks are of an office; the applicant is a person."""
    if user.username in PEOPLE:
        _, role, office = PEOPLE[user.username]
        return Standing(user.user_id, user.username, offices=frozenset({office}), roles=frozenset({role}))
    parties = frozenset({PERSON}) if user.username == APPLICANT else frozenset()
    return Standing(user.user_id, user.username, parties=parties)


@actor("employer")
def employer(session, case, step):
    """The enterprise the application names."""
    return Assignment(party=PartyRef(FIRM.kind, case.facts["employer"]))


@actor("office.any")
def any_office(session, case, step):
    """The window the applicant chose."""
    return Assignment(office=case.facts["office"])


@actor("office.by_region")
def region(session, case, step):
    """The province."""
    return Assignment(office=PROVINCE)


@case_face("toy.face")
def face(session, cases):
    """Every case goes by the name in its facts."""
    return {
        case.id: CaseFace(
            Text(case.facts["name"], case.facts["name"]),
            "长春示范建筑工程有限公司",
            "来自网上",
            Text("延续 · A 证", "Renewal · A"),
        )
        for case in cases
    }


@case_places("toy.places")
def places(session, case):
    """A field of a section, and a material of none."""
    return [
        Place("applicant.phone", Text("联系电话", "Telephone"), Text("申请人", "Applicant")),
        Place("applicant.post", Text("职务", "Post"), Text("申请人", "Applicant")),
        Place("form", Text("延续申请单", "Application form")),
    ]


@case_search("toy.search")
def search(session, text, limit):
    """Cases by the name in their facts."""
    from sqlalchemy import select

    from approvals.cases import CASE

    rows = session.execute(select(CASE.c.id, CASE.c.facts).order_by(CASE.c.id))
    return [row.id for row in rows if text in row.facts][:limit]


@effect("toy.extend")
class Extending(Effect):
    """Says what it would do."""

    title: ClassVar = Text("延期", "extend")

    @dataclass(frozen=True)
    class Parameters:
        """Until when."""

        until: str

    def dry_run(self, session, parameters):
        return Change({"valid_to": "2026-05-31"}, {"valid_to": parameters.until})

    def apply(self, session, parameters):
        return Change({"valid_to": "2026-05-31"}, {"valid_to": parameters.until})


@slot("toy.head", slot="case.head", order=10)
def head(page: CasePage) -> Markup:
    """A tag beside the heading."""
    return Markup('<span class="tag info">手机申请</span>')


@slot("toy.panel", slot="case.panel", order=10)
def panel(page: CasePage) -> Markup:
    """What the case says, escaped."""
    return Markup(
        '<dl class="kv tight two p-3"><dt>姓名</dt><dd data-name>{}</dd><dt>步骤</dt><dd>{}</dd></dl>'
    ).format(escape(page.case.facts["name"]), page.step)
