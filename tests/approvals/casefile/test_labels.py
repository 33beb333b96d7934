"""approvals.casefile.labels: an office names its cases for itself, and nobody else sees or touches that."""

import pytest

from approvals.casefile import labels
from approvals.casefile.labels import LONGEST, MOST, Look
from approvals.lists.counting import count_of, counts_of
from approvals.lists.inbox import View, page_of
from approvals.lists.narrowing import Limit, Narrowing, Order
from kernel.clock import local_day
from kernel.db import transaction
from kernel.errors import Conflict, Invalid, NotFound, TongbanError
from tests.approvals.offices import CITY, CLERK, COLLEAGUE, DECIDE, FILING, MASTER, PROVINCE, Desk
from tests.approvals.samples import make_chain
from tests.approvals.test_races import at_once

pytestmark = pytest.mark.alike
SIMPLE = make_chain(FILING | {"files": True}, DECIDE)


@pytest.fixture
def book(desk: Desk):
    """The acts on labels, each in its transaction."""

    def act(function, *args, **more):
        with transaction(desk.engine) as session:
            return function(session, *args, **more)

    return act


def made(book, desk, name="加急", *, standing=CLERK, office=CITY, look=Look.BAD):
    found = book(labels.make, standing, office, name, look, now=desk.clock.now())
    return found.id, found.revision


def borne(book, case, offices=(CITY,)):
    return [one.name for one in book(labels.labels_on, offices, [case]).get(case, ())]


def listed(desk, narrowing, *, view=View.MINE, standing=CLERK):
    with transaction(desk.engine) as session:
        page = page_of(session, standing, view, today=local_day(desk.clock.now()), narrowing=narrowing)
        return [line.case for line in page.lines]


def test_a_case_bears_what_the_office_put_on_it_and_another_office_sees_nothing_of_it(desk, book):
    case = desk.begin(SIMPLE).id
    urgent, _ = made(book, desk)
    added = book(labels.put, CLERK, case, on={urgent}, now=desk.clock.now())
    assert added == ([urgent], [])
    assert borne(book, case) == ["加急"]
    assert borne(book, case, offices=(PROVINCE,)) == []
    with pytest.raises(NotFound):
        book(labels.put, MASTER, case, off={urgent}, now=desk.clock.now())
    assert borne(book, case) == ["加急"]


def test_what_a_colleague_put_on_it_meanwhile_stays(desk, book):
    case = desk.begin(SIMPLE).id
    one, other = made(book, desk)[0], made(book, desk, "待核实")[0]
    book(labels.put, COLLEAGUE, case, on={other}, now=desk.clock.now())
    assert book(labels.put, CLERK, case, on={one, other}, now=desk.clock.now()) == ([one], [])
    assert book(labels.put, CLERK, case, off={one}, now=desk.clock.now()) == ([], [one])
    assert book(labels.put, CLERK, case, off={one}, now=desk.clock.now()) == ([], [])
    assert borne(book, case) == ["待核实"]


def test_a_list_is_narrowed_to_a_label_and_so_are_its_numbers(desk, book):
    first, second = desk.begin(SIMPLE).id, desk.begin(SIMPLE).id
    urgent, _ = made(book, desk)
    book(labels.put, CLERK, second, on={urgent}, now=desk.clock.now())
    narrowed = Narrowing(label=urgent)
    assert listed(desk, Narrowing()) == [first, second]
    assert listed(desk, narrowed) == [second]
    assert listed(desk, Narrowing(label=urgent, order=Order.NEW)) == [second]
    assert listed(desk, Narrowing(label=urgent, limit=Limit.OVERDUE)) == []
    with transaction(desk.engine) as session:
        today = local_day(desk.clock.now())
        kept = [(View.MINE, narrowed), (View.MINE, Narrowing(label=urgent + 1))]
        assert counts_of(session, CLERK, today=today, kept=kept).kept == (1, 0)
        assert count_of(session, CLERK, today=today, narrowing=narrowed) == 1


def test_the_label_of_another_office_narrows_to_nothing(desk, book):
    case = desk.begin(SIMPLE).id
    theirs, _ = made(book, desk, standing=MASTER, office=PROVINCE)
    book(labels.put, MASTER, case, on={theirs}, now=desk.clock.now())
    assert listed(desk, Narrowing(label=theirs)) == []


def test_names_are_told_apart_and_short(desk, book):
    number, seen = made(book, desk)
    with pytest.raises(Conflict):
        made(book, desk, " 加急 ")
    with pytest.raises(Invalid):
        made(book, desk, "长" * (LONGEST + 1))
    with pytest.raises(Invalid):
        made(book, desk, "  ")
    with pytest.raises(Invalid):
        made(book, desk, "加\u200b急")
    with pytest.raises(NotFound):
        made(book, desk, office=PROVINCE)
    # the other office has its own
    made(book, desk, standing=MASTER, office=PROVINCE)
    other, _ = made(book, desk, "待核实")
    with pytest.raises(Conflict):
        book(labels.change, COLLEAGUE, other, "加急", Look.OK, seen=1, now=desk.clock.now())
    found = book(labels.change, COLLEAGUE, number, "加急", Look.OK, seen=seen, now=desk.clock.now())
    assert found.look == Look.OK


def test_a_stale_change_is_refused_and_a_label_that_goes_leaves_its_cases(desk, book):
    case = desk.begin(SIMPLE).id
    number, seen = made(book, desk)
    book(labels.put, CLERK, case, on={number}, now=desk.clock.now())
    book(labels.change, COLLEAGUE, number, "特急", Look.BAD, seen=seen, now=desk.clock.now())
    with pytest.raises(Conflict):
        book(labels.change, CLERK, number, "急", Look.BAD, seen=seen, now=desk.clock.now())
    with pytest.raises(Conflict):
        book(labels.remove, CLERK, number, seen=seen)
    with pytest.raises(NotFound):
        book(labels.remove, MASTER, number, seen=seen + 1)
    assert borne(book, case) == ["特急"]
    assert book(labels.used, [CITY]) == {number: 1}
    assert book(labels.remove, CLERK, number, seen=seen + 1) == 1
    assert borne(book, case) == []
    with pytest.raises(NotFound):
        book(labels.put, CLERK, case, on={number}, now=desk.clock.now())


def test_an_office_has_no_more_labels_than_somebody_can_look_through(desk, book):
    for number in range(MOST):
        made(book, desk, f"标签{number}")
    with pytest.raises(Conflict):
        made(book, desk, "又一个")


def test_of_labels_named_alike_at_once_there_is_one_and_the_others_are_told(desk, book):
    for turn in range(6):
        came = at_once([lambda turn=turn: made(book, desk, f"加急{turn}") for _ in range(4)])  # type: ignore[misc]
        assert [type(one) for one in came if isinstance(one, TongbanError)] == [Conflict] * 3


def test_of_labels_renamed_alike_at_once_one_is(desk, book):
    numbers = [made(book, desk, f"标签{number}")[0] for number in range(4)]

    def renamed(number, turn):
        seen = turn_seen[number]
        book(labels.change, CLERK, number, f"加急{turn}", Look.OK, seen=seen, now=desk.clock.now())

    for turn in range(6):
        turn_seen = {one.id: one.revision for one in book(labels.labels_at, (CITY,))}
        came = at_once([lambda number=number, turn=turn: renamed(number, turn) for number in numbers])  # type: ignore[misc]
        assert [type(one) for one in came if one is not None] == [Conflict] * 3


def test_a_label_that_goes_while_it_is_put_on_a_case_is_gone_or_leaves_it(desk, book):
    case = desk.begin(SIMPLE).id
    for turn in range(12):
        number, seen = made(book, desk, f"加急{turn}")
        came = at_once(
            [
                lambda number=number: book(labels.put, CLERK, case, on={number}, now=desk.clock.now()),  # type: ignore[misc]
                lambda number=number, seen=seen: book(labels.remove, COLLEAGUE, number, seen=seen),  # type: ignore[misc]
            ]
        )
        assert isinstance(came[0], NotFound) or came[0] == ([number], [])
        assert came[1] in {0, 1}
        assert borne(book, case) == []
