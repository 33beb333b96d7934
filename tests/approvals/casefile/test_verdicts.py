"""What an office finds of each file of a case."""

import pytest

from approvals.casefile.pinning import Pin
from approvals.casefile.verdicts import Fit, Verdict, Wrong, judge, take_back, verdicts_of
from kernel.db import transaction
from kernel.errors import Conflict, Invalid
from tests.conftest import TODAY

pytestmark = pytest.mark.alike

SEAL = (Wrong("没有盖章", Pin(7, 2, 10, 20, wide=30, high=40)), Wrong("日期不清"))


def found(desk, case, *verdicts, account="li"):
    """What is on file after these verdicts, each its file, what is found, and what is wrong."""
    with transaction(desk.engine) as session:
        for material, fit, wrong in verdicts:
            judge(session, case, material, fit, wrong, account=account, now=TODAY)
    with transaction(desk.engine) as session:
        return verdicts_of(session, case)


def test_the_latest_word_on_each_file_stands_with_its_reasons_and_who_said_it(desk):
    case = desk.begin().id
    assert found(desk, case, (7, Fit.FITS, ()), (8, Fit.NOT_NEEDED, ())).keys() == {7, 8}
    told = found(desk, case, (7, Fit.UNFIT, SEAL), account="wang")
    assert told[7] == Verdict(Fit.UNFIT, SEAL, "wang", TODAY)
    assert (told[8].words.zh, told[8].account) == ("不适用", "li")


@pytest.mark.parametrize(
    ("fit", "wrong", "error"),
    [(Fit.UNFIT, (), Invalid), (Fit.FITS, SEAL, Conflict), (Fit.NOT_NEEDED, SEAL, Conflict)],
)
def test_a_verdict_that_its_reasons_contradict_is_refused_and_nothing_changes(desk, fit, wrong, error):
    case = desk.begin().id
    before = found(desk, case, (7, Fit.FITS, ()))
    with pytest.raises(error) as refused:
        found(desk, case, (7, fit, wrong))
    assert refused.value.place == "what"
    assert found(desk, case) == before


def test_what_was_found_is_taken_back(desk):
    case = desk.begin().id
    found(desk, case, (7, Fit.FITS, ()), (8, Fit.FITS, ()))
    with transaction(desk.engine) as session:
        take_back(session, case, 7)
        take_back(session, case, 9)
    assert found(desk, case).keys() == {8}
