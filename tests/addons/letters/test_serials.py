"""Numbers of letters: none is skipped and none given twice, whoever comes and whatever fails, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from addons.letters.models import Document
from addons.letters.serials import next_serial
from kernel.db import transaction
from tests.addons.letters.bureau import Bureau

WORKERS, EACH = 4, 6


class Fails(Exception):
    """An act that comes to nothing."""


def taken(bureau: Bureau, *, fails: bool = False, word: str = "准延", year: int = 2026) -> int:
    with transaction(bureau.house.engine) as session:
        number = next_serial(session, "吉建许", word, year)
        if fails:
            raise Fails
        return number


def test_numbers_begin_at_one_and_go_on(bureau: Bureau):
    assert [taken(bureau) for _ in range(3)] == [1, 2, 3]


def test_each_kind_and_each_year_begins_anew(bureau: Bureau):
    taken(bureau)
    assert taken(bureau, word="不准延") == 1
    assert taken(bureau, year=2027) == 1
    assert taken(bureau) == 2


def test_a_number_that_comes_to_nothing_is_given_to_the_next(bureau: Bureau):
    taken(bureau)
    with pytest.raises(Fails):
        taken(bureau, fails=True)
    assert taken(bureau) == 2


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(outcomes=st.lists(st.booleans(), max_size=12), year=st.integers(3000, 9999))
def test_whatever_fails_the_numbers_that_stand_have_no_hole(bureau: Bureau, outcomes, year):
    stand = []
    before = taken(bureau, year=year)
    for fails in outcomes:
        try:
            stand.append(taken(bureau, fails=fails, year=year))
        except Fails:
            continue
    assert stand == list(range(before + 1, before + 1 + len(stand)))


def test_those_who_come_at_once_get_numbers_without_holes(bureau: Bureau):
    barrier = Barrier(WORKERS)

    def one(worker: int) -> list[int]:
        barrier.wait(timeout=30)
        found = []
        for turn in range(EACH):
            try:
                found.append(taken(bureau, fails=(worker + turn) % 3 == 0))
            except Fails:
                continue
        return found

    with ThreadPoolExecutor(WORKERS) as pool:
        numbers = sorted(number for found in pool.map(one, range(WORKERS)) for number in found)
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


def test_letters_issued_at_once_bear_numbers_without_holes(bureau: Bureau):
    renewal = bureau.renewal()
    barrier = Barrier(WORKERS)

    def one(_: int) -> str | None:
        barrier.wait(timeout=30)
        return bureau.issue(renewal=renewal).number

    with ThreadPoolExecutor(WORKERS) as pool:
        numbers = set(pool.map(one, range(WORKERS)))
    assert numbers == {f"吉建许准延〔2026〕第{number}号" for number in range(1, WORKERS + 1)}


def test_a_letter_without_numbering_bears_none(bureau: Bureau):
    renewal = bureau.renewal()
    bureau.issue("toy.bare", renewal=renewal)
    assert bureau.house.read(select(Document.number)) == [None]
    assert bureau.issue(renewal=renewal).serial == 1


def test_the_new_year_in_shanghai_begins_the_numbers_anew(bureau: Bureau):
    renewal = bureau.renewal()
    bureau.issue(renewal=renewal)
    bureau.be(days=297)  # 1 January 2027, 10:00 in Shanghai
    assert bureau.issue(renewal=renewal).number == "吉建许准延〔2027〕第1号"
