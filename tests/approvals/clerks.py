"""What a province's plugins bring to the workbench, in small: who clerks are, what cases look like, their panels."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import ClassVar

from markupsafe import Markup, escape
from PIL import Image
from sqlalchemy import select

from approvals.casefile.casepage import CasePage
from approvals.casefile.faces import Answer, CaseFace, Material, Place, Related
from approvals.casefile.looking import Compared, Leaves, Secret
from approvals.cases.view import CASE
from approvals.material_seams import case_compared, case_identity, material_file, material_pages
from approvals.people.assignment import Assignment, PartyRef, Standing
from approvals.people.signers import Colleague
from approvals.seams import (
    actor,
    case_answers,
    case_face,
    case_materials,
    case_paper,
    case_party,
    case_places,
    case_related,
    case_search,
    foreseen,
    message_listener,
    signers,
    standing,
)
from kernel.db import connection_of
from kernel.effects import Change, Effect
from kernel.finding import Hit
from kernel.prepared import Among, Prepared
from kernel.seams import effect, slot
from kernel.text import Text
from tests.approvals.offices import CITY, FIRM, PERSON, PROVINCE

FAR, ABOVE = 220200, 100000
MADE = datetime(2026, 3, 2, 8, tzinfo=UTC)
PEOPLE = {
    "li": ("李明", "city_clerk", CITY),
    "wang": ("王海涛", "city_clerk", CITY),
    "sun": ("孙立军", "city_clerk", FAR),
    "zhao": ("赵敏", "province_clerk", PROVINCE),
    "chen": ("陈督办", "province_clerk", ABOVE),
}
OVERSEER = "chen"
"""Looks after the cases of the city, and acts for an enterprise besides."""
APPLICANT = "zhang"
FIRM_NAME = "长春示范建筑工程有限公司"
FACES = Prepared(select(CASE.c.id, CASE.c.facts).where(Among(CASE.c.id, "cases")))


@standing("toy.people")
def people(session, user):
    """Clerks are of an office; the applicant is a person."""
    if user.username in PEOPLE:
        _, role, office = PEOPLE[user.username]
        standing = Standing(user.user_id, user.username, offices=frozenset({office}), roles=frozenset({role}))
        if user.username != OVERSEER:
            return standing
        return replace(standing, parties=frozenset({FIRM}), oversees=frozenset({CITY}))
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
    found = {}
    for case, facts in FACES.rows(connection_of(session), {"cases": cases}):
        name = json.loads(facts)["name"]
        found[case] = CaseFace(Text(name, name), FIRM_NAME, "来自网上", Text("延续 · A 证", "Renewal · A"))
    return found


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
    rows = session.execute(select(CASE.c.id, CASE.c.facts).order_by(CASE.c.id))
    return [row.id for row in rows if text in row.facts][:limit]


@case_party("toy.party")
def of_party(session, kind, text, limit):
    """Cases by the name in their facts, or all of the one enterprise."""
    if kind == "enterprise":
        return search(session, "", limit) if text in FIRM_NAME else []
    return search(session, text, limit)


@foreseen("toy.foreseen")
def in_words(session, preview, title):
    """Until when it would be extended."""
    return Text(
        f"有效期至 {preview.change.after['valid_to']}", f"valid until {preview.change.after['valid_to']}"
    )


@signers("toy.signers")
def of_office(session, assignment):
    """The clerks with the role at the office."""
    return [
        Colleague(username, name)
        for username, (name, role, office) in PEOPLE.items()
        if office == assignment.office and assignment.role in (None, role)
    ]


@case_answers("toy.answers")
def answers(session, case):
    """A telephone number, masked, and a post."""
    facts = case.facts
    phone = str(facts.get("phone", "13800000001"))
    return [
        Answer("applicant.phone", Text("联系电话", "Telephone"), f"{phone[:3]}****{phone[-4:]}", phone),
        Answer("applicant.post", Text("职务", "Post"), str(facts.get("post", "")), facts.get("post")),
    ]


@case_materials("toy.materials")
def materials(session, case, user_id):
    """A picture and a PDF."""
    return [
        Material(
            *(
                number,
                "form",
                Text("延续申请单", "Application form"),
                name,
                media,
                2048,
                MADE,
                "a1b2c3d4e5f6a7",
            ),
            *(f"/files/{number}", f"/files/{number}/view"),
        )
        for number, name, media in ((1, "申请单.jpg", "jpg"), (2, "任职文件.pdf", "pdf"))
    ]


@case_compared("toy.compared")
def compared(session, case):
    """A name that is the same, and a post that the register knows otherwise."""
    name = case.facts["name"]
    return [
        Compared(Text("姓名", "Name"), name, name, same=True),
        Compared(Text("职务", "Post"), "总经理", "技术负责人", same=False, path="applicant.post"),
    ]


@case_identity("toy.identity")
def identity(session, case, asker):
    """A number that is nobody's, for whoever says why."""
    return [Secret(Text("居民身份证", "Resident identity card"), case.facts["name"], "220100199001011234")]


@material_pages("toy.pages")
def pages(session, material):
    """Two pages of everything that is no picture."""
    return Leaves(2, page)


@material_file("toy.files")
def original(session, material):
    """What was handed in."""
    return f"the file {material.name}".encode()


def page(number: int) -> bytes:
    """A sheet with a line across it."""
    sheet, made = Image.new("RGB", (500, 700), "white"), BytesIO()
    sheet.paste("black", (50, 100 * number, 450, 100 * number + 4))
    sheet.save(made, "PNG")
    return made.getvalue()


@case_related("toy.related")
def related(session, case, seeker):
    """Another case of everybody, which not every clerk may open."""
    hit = Hit(Text("变更", "Change"), "workbench.case", {"number": 1})
    return [Related(Text("本人的办件", "Cases of the holder"), hit, Text("准予", "granted"), "ok")]


HEARD: list[tuple[int, bool, str]] = []


@message_listener("toy.message")
def heard(session, said):
    """Keeps what it hears."""
    HEARD.append((said.case.id, said.message.by_office, said.message.text))


@case_paper("toy.paper")
def paper(facts):
    """Says the facts and calls it a PDF."""
    return f"%PDF-1.4 {facts}".encode()


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
