"""What plugins know of cases is read along with the rows of a list, of as many offices and plugins as there are."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from approvals.casefile.faces import CaseFace, face_rows, faces_at, faces_on
from approvals.cases.facing import FaceRows
from approvals.cases.view import CASE
from approvals.lists.inbox import Line, page_of
from approvals.lists.views import View
from approvals.people.assignment import Standing
from approvals.people.copies import COPY, send_copies
from approvals.seams import case_face
from kernel.clock import local_day
from kernel.db import session_factory, transaction
from kernel.registry import Registry, assembled
from kernel.text import Text
from tests.approvals.offices import CITY, CLERK, DECIDE, FILING, PROVINCE, Desk
from tests.approvals.samples import make_chain

DATED = make_chain(FILING | {"files": True}, DECIDE)
UNDATED = make_chain(FILING | {"files": True}, {name: DECIDE[name] for name in DECIDE if name != "clock"})
BOTH = replace(CLERK, offices=frozenset({CITY, PROVINCE}))
EVERY = FaceRows(CASE.c.id, (CASE.c.chain, CASE.c.number))
SHOWN = FaceRows(COPY.c.case_id, (COPY.c.by,), ((CASE, CASE.c.id == COPY.c.case_id),))


@case_face("toy.every", rows=EVERY)
def every(session, rows):
    """Every case goes by its chain."""
    return [CaseFace(Text(chain, chain), number or "-") for chain, number in rows]


@case_face("toy.some", rows=SHOWN)
def shown(session, rows):
    """A case that somebody was shown goes by who showed it."""
    return [CaseFace(Text(by, by)) for (by,) in rows]


@case_face("toy.asked")
def asked(session, cases):
    """Knows nothing."""
    return {}


def registry(*things: Callable[..., Any]) -> Registry:
    """Approvals and a plugin that knows these of its cases."""
    import approvals.seams

    toys = ModuleType(__name__)
    for number, thing in enumerate(things):
        setattr(toys, f"thing_{number}", thing)
    return assembled({"approvals": [approvals.seams], "toy": [toys]})


def looks(desk: Desk, known: Registry, standing: Standing, *, limit: int = 50) -> dict[int, CaseFace]:
    """The faces of a list, page by page; each page says what the same cases look like by themselves."""
    found: dict[int, CaseFace] = {}
    after: Line | None = None
    today = local_day(desk.clock.now())
    with session_factory(desk.engine)() as session:
        while True:
            beside = face_rows(known)
            page = page_of(session, standing, View.MINE, today=today, after=after, limit=limit, beside=beside)
            faces = faces_on(session, known, page)
            assert faces == faces_at(session, known, page.cases)
            found |= {case: faces[case] for case in page.cases}
            after = page.last
            if after is None:
                return found


@pytest.mark.parametrize("things", [(every, shown, asked), (every,), (shown,), (asked,)])
@pytest.mark.parametrize("standing", [CLERK, BOTH])
@pytest.mark.parametrize("limit", [1, 50])
def test_a_page_has_the_faces_that_its_cases_have(desk, things: Sequence[Any], standing, limit):
    first, second, third = desk.begin(DATED), desk.begin(UNDATED), desk.begin(DATED)
    with transaction(desk.engine) as session:
        send_copies(session, second.id, ["somebody"], by="director", now=desk.clock.now())
    found = looks(desk, registry(*things), standing, limit=limit)
    assert [*found] == [first.id, third.id, second.id]
    if shown in things:
        assert found[second.id].title.zh == "director"
    if every in things:
        assert found[first.id].title.zh == first.chain


def test_rows_that_were_not_read_along_are_read_by_themselves(desk):
    case = desk.begin(DATED)
    known = registry(every)
    with session_factory(desk.engine)() as session:
        page = page_of(session, CLERK, View.MINE, today=local_day(desk.clock.now()))
        assert page.known(EVERY) is None
        assert faces_on(session, known, page)[case.id].title.zh == case.chain


def test_a_plugins_rows_are_told_by_their_columns():
    assert repr(SHOWN) == "approvals_copy.by"
