"""Cases look as the plugins say that know what they are about, and never look like nothing."""

from types import ModuleType

import pytest

from approvals.casefile.faces import CaseFace, Place, cases_named, faces_of, places_of
from approvals.cases.queries import case_views
from approvals.cases.view import CaseView
from approvals.seams import case_face, case_places, case_search
from kernel.db import session_factory
from kernel.registry import Registry, assembled
from kernel.text import Text
from tests.approvals.offices import Desk

pytestmark = pytest.mark.alike


ZHANG = CaseFace(Text("张建国", "Zhang Jianguo"), "长春示范建筑工程有限公司")
PLACE = Place("applicant.phone", Text("联系电话", "Telephone"))


@case_face("toy.face")
def face(session, cases):
    """Knows the cases of amount 1."""
    return {case: ZHANG for case, seen in case_views(session, cases).items() if seen.facts["amount"] == 1}


@case_places("toy.places")
def places(session, case):
    """One field."""
    return [PLACE]


@case_search("toy.search")
def search(session, text, limit):
    """Finds three cases, one of them twice."""
    return [3, 1, 3, 2] if text == "张" else []


def registry() -> Registry:
    """Approvals and the toy that knows its cases."""
    import approvals.seams

    toys = ModuleType(__name__)
    for number, thing in enumerate((face, places, search)):
        setattr(toys, f"thing_{number}", thing)
    return assembled({"approvals": [approvals.seams], "toy": [toys]})


def found(desk: Desk, *cases: CaseView) -> dict[int, CaseFace]:
    """The faces of the cases."""
    with session_factory(desk.engine)() as session:
        return faces_of(session, registry(), cases)


def test_a_case_goes_by_what_its_plugin_says(desk):
    case = desk.begin()
    assert found(desk, case) == {case.id: ZHANG}


def test_a_case_that_no_plugin_knows_goes_by_its_chain_and_number(desk):
    known, unknown = desk.begin(), desk.begin(amount=2)
    faces = found(desk, known, unknown)
    assert faces[known.id] == ZHANG
    assert faces[unknown.id].subtitle == f"#{unknown.id}"
    assert faces[unknown.id].title.zh


def test_without_cases_nobody_is_asked(desk):
    assert found(desk) == {}


def test_the_places_of_all_plugins_are_together(desk):
    case = desk.begin()
    with session_factory(desk.engine)() as session:
        assert places_of(session, registry(), case) == [PLACE]


def test_a_case_is_found_once_and_no_more_than_asked(desk):
    with session_factory(desk.engine)() as session:
        assert cases_named(session, registry(), "张", limit=2) == [3, 1]
        assert cases_named(session, registry(), "李", limit=2) == []
