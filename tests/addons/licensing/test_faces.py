"""addons.licensing.faces and actors: how cases look on a workbench, how they are found, how it carries acts out."""

import pytest
from sqlalchemy import event

from addons.licensing.faces import change_in_words
from approvals.acts.deeds import Deed, carry_out
from approvals.casefile.faces import (
    cases_named,
    cases_of_party,
    face_rows,
    faces_at,
    faces_of,
    faces_on,
    places_of,
)
from approvals.lists.inbox import page_of
from approvals.lists.views import View
from approvals.people.assignment import PartyKind
from approvals.words import Verb
from forms.service import NotReady
from kernel.clock import local_day
from kernel.effects import Change, Preview
from kernel.prepared import Prepared
from kernel.text import Text
from tests.addons.licensing.counter import Counter


def case_id(counter: Counter, application) -> int:
    number = counter.row(application).case_id
    assert number is not None
    return number


def test_a_case_is_known_by_holder_matter_category_and_enterprise(counter: Counter):
    renewal = counter.renewal()
    case = counter.case(counter.handed_in(renewal))
    face = counter.read(lambda session: faces_of(session, counter.registry, [case]))[case.id]
    assert (face.title.zh, face.kind and face.kind.zh) == ("张小山", "延续 · A 证")
    assert face.subtitle.startswith("示范企业")
    assert face.note == counter.certificate(renewal).number


def test_a_whole_list_of_faces_is_one_query(counter: Counter, monkeypatch: pytest.MonkeyPatch):
    cases = [case_id(counter, counter.handed_in(counter.renewal())) for _ in range(3)]
    count = []
    run = Prepared.rows

    def rows(self, connection, parameters):
        count.append(1)
        return run(self, connection, parameters)

    def look(session):
        faces_at(session, counter.registry, cases)
        listened = session.get_bind()
        monkeypatch.setattr(Prepared, "rows", rows)
        event.listen(listened, "before_cursor_execute", lambda *_: count.append(1))
        return faces_at(session, counter.registry, cases)

    assert len(counter.read(look)) == 3
    assert len(count) == 1


def test_the_list_of_a_clerk_reads_the_faces_along_with_its_rows(counter: Counter):
    cases = [case_id(counter, counter.confirmed(counter.renewal())) for _ in range(3)]
    clerk = counter.clerk()

    def look(session):
        beside = face_rows(counter.registry)
        page = page_of(session, clerk, View.MINE, today=local_day(counter.now), beside=beside)
        assert sorted(page.known(beside[0]) or ()) == sorted(cases)
        return faces_on(session, counter.registry, page), faces_at(session, counter.registry, cases)

    along, alone = counter.read(look)
    assert along == alone
    assert all(face.title.zh and face.kind for face in along.values())


def test_a_defect_may_be_pinned_to_every_field_that_was_asked(counter: Counter):
    case = counter.case(counter.handed_in(counter.renewal()))
    places = counter.read(lambda session: places_of(session, counter.registry, case))
    assert [place.path for place in places] == [
        *("holder_name", "certificate", "valid_to", "phone", "post", "office", "employer_contact"),
    ]
    assert places[3].section is not None
    assert places[3].section.zh == "联系"


@pytest.mark.parametrize("typed", ["小山", "张小山", "220100-2603", "示范企业"])
def test_cases_are_found_by_what_they_are_about(counter: Counter, typed: str):
    case = case_id(counter, counter.handed_in(counter.renewal()))
    found = counter.read(lambda session: cases_named(session, counter.registry, typed, limit=10))
    assert found == [case]


def test_a_case_is_found_by_the_number_of_its_certificate_however_it_is_typed(counter: Counter):
    renewal = counter.renewal()
    case = case_id(counter, counter.handed_in(renewal))
    typed = counter.certificate(renewal).number.replace("（", " (").replace("）", ") ").lower()
    assert counter.read(lambda session: cases_named(session, counter.registry, typed, limit=10)) == [case]


@pytest.mark.parametrize(
    ("kind", "typed", "is_found"),
    [
        (PartyKind.PERSON, "小山", True),
        (PartyKind.PERSON, "示范企业", False),
        (PartyKind.ENTERPRISE, "示范企业", True),
        (PartyKind.ENTERPRISE, "小山", False),
        (PartyKind.ENTERPRISE, "%%", False),
        (PartyKind.PERSON, "山", False),
    ],
)
def test_people_and_enterprises_are_looked_for_apart(
    counter: Counter, kind: PartyKind, typed: str, is_found: bool
):
    case = case_id(counter, counter.handed_in(counter.renewal()))
    found = counter.read(lambda session: cases_of_party(session, counter.registry, kind, typed, limit=10))
    assert found == ([case] if is_found else [])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"valid_to": "2029-05-31", "edition": 2}, "有效期至 2026-05-31 → 2029-05-31"),
        ({"state": "cancelled"}, "证书状态 有效 → 注销"),
        ({}, "延续"),
    ],
)
def test_what_an_effect_would_change_is_told_in_one_sentence(
    counter: Counter, changed: dict[str, object], words: str
):
    before: dict[str, object] = {"valid_to": "2026-05-31", "state": "valid", "edition": 1}
    would, title = preview(before, before | changed), Text("延续", "Extend")
    assert counter.read(lambda session: change_in_words(session, would, title)).zh == words


def test_a_post_that_an_effect_would_change_goes_by_its_title(counter: Counter):
    parameters = {"certificate": counter.renewal().certificate}
    would = Preview(
        "certificates.change_fields", parameters, Change({"appointment": "03"}, {"appointment": "02"})
    )
    said = counter.read(lambda session: change_in_words(session, would, Text("变更", "Change")))
    assert said.zh == "职务 分管安全生产的副总经理（副总裁） → 总经理（总裁）"


def preview(before: dict[str, object], after: dict[str, object]) -> Preview:
    return Preview("certificates.extend", {}, Change(before, after))


@pytest.mark.parametrize("typed", ["", "山", "%%", "王建国", "__"])
def test_nothing_is_found_by_what_no_case_is_about(counter: Counter, typed: str):
    counter.handed_in(counter.renewal())
    assert counter.read(lambda session: cases_named(session, counter.registry, typed, limit=10)) == []


def deed(counter: Counter, application, step: str, verb: Verb, standing, **more) -> Deed:
    seen = counter.case(application).state.seq
    return Deed(
        step=step,
        verb=verb,
        seen=seen,
        standing=standing,
        registry=counter.registry,
        now=counter.now,
        **more,
    )


def test_an_act_at_the_workbench_closes_the_application_in_the_same_transaction(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    clerk = counter.clerk()
    for step, verb in (("acceptance", Verb.ACCEPT), ("decision", Verb.APPROVE)):
        wanted = deed(counter, application, step, verb, clerk)
        counter.act_in(lambda session, one=wanted: carry_out(session, case_id(counter, application), one))  # type: ignore[misc]
    assert counter.row(application).outcome == "granted"


def test_what_is_posted_with_an_act_is_read_as_the_form_would(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    number = case_id(counter, application)
    empty = deed(
        counter, application, "employer", Verb.APPROVE, renewal.boss, values={"employer_contact": [""]}
    )
    with pytest.raises(NotReady):
        counter.act_in(lambda session: carry_out(session, number, empty))
    full = deed(
        *(counter, application, "employer", Verb.APPROVE, renewal.boss),
        values={"employer_contact": ["李娜"], "csrf_token": ["x"], "_button": ["y"]},
    )
    counter.act_in(lambda session: carry_out(session, number, full))
    assert counter.submission(application).answers["employer_contact"] == "李娜"
