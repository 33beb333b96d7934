"""JL-1 without anybody: the window opens, people are told, certificates lapse, each thing once."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.addons.spine import Spine
from tests.app.processes import ROOT
from tests.stories.doomed import HANGS

FIRST, *OTHERS = HANGS
TOLD = """
SELECT n.party_kind, n.title_zh, n.body_zh FROM notices_notice n
"""


def certificate(office: Spine, serial: str, category: str) -> dict[str, object]:
    """The row of the ledger."""
    return office.row(
        "SELECT * FROM certificates_certificate WHERE category = :category AND number LIKE :number",
        category=category,
        number=f"%{serial}",
    )


def told(office: Spine, number: object) -> Counter[str]:
    """To whom a notice about the certificate went, and how many to each kind of party."""
    return Counter(
        str(row["party_kind"])
        for row in office.rows(TOLD)
        if str(number) in f"{row['title_zh']}{row['body_zh']}"
    )


def each(times: int) -> Counter[str]:
    """So many notices to the holder and as many to the enterprise."""
    return Counter({"person": times, "enterprise": times})


@contextmanager
def scheduler(office: Spine, when: str, moment: str) -> Iterator[subprocess.Popen[str]]:
    """A process with a scheduler whose clock stands at the moment, ready to begin."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stories.doomed", when, office.url, str(office.folder), moment],
        cwd=ROOT,
        env=os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        hears(process, "ready")
        yield process
    finally:
        process.kill()
        process.communicate()


def begins(process: subprocess.Popen[str]) -> None:
    """The process goes on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def hears(process: subprocess.Popen[str], words: str) -> None:
    """The process has said this."""
    assert process.stdout is not None
    assert process.stdout.readline() == f"{words}\n"


def test_holder_and_employer_are_told_on_the_day_the_window_opens(office: Spine):
    """JL26-3.1.1a JL26-4.2d: the three months of 22 June 2026 begin on 22 March."""
    number = certificate(office, "0000417", "C1")["number"]
    office.be("2026-03-21", "23:59")
    office.work()
    before = told(office, number)
    office.be("2026-03-22", "07:00")
    office.work()
    assert (before, told(office, number)) == (Counter(), each(1))


def test_reminders_come_60_30_and_10_days_before_the_expiry(office: Spine):
    """JL26-4.2d: 22 June 2026 less 60, 30 and 10 days."""
    number = certificate(office, "0000417", "C1")["number"]
    counts = []
    for day in ("2026-04-22", "2026-04-23", "2026-05-22", "2026-05-23", "2026-06-11", "2026-06-12"):
        office.be(day, "07:00")
        office.work()
        counts.append(told(office, number)["person"])
    assert counts == [1, 2, 2, 3, 3, 4]


def test_days_off_are_caught_up_once(office: Spine):
    """JL26-4.2d: nothing ran from 10 March to 25 March; the notice of the 22nd comes late and once."""
    number = certificate(office, "0000417", "C1")["number"]
    office.be("2026-03-25", "09:00")
    office.work()
    office.work()
    assert told(office, number) == each(1)


def test_certificate_lapses_the_day_after_its_last(office: Spine):
    """JL26-3.1.1a: the day of expiry is inside, the next is not."""
    office.be("2026-03-10", "23:59")
    office.work()
    last = certificate(office, "0001502", "A")
    office.be("2026-03-11", "00:10")
    office.work()
    after = certificate(office, "0001502", "A")
    assert (last["state"], after["state"]) == ("valid", "lapsed")


def test_lapsing_is_caught_up_with_one_event_each(office: Spine):
    """JL26-3.1.1a: a week off; each certificate that ended meanwhile lapses once."""
    office.be("2026-03-18", "09:00")
    office.work()
    office.work()
    events = office.rows(
        "SELECT certificate_id, count(*) AS times FROM certificates_event WHERE operation = 'lapse'"
        " GROUP BY certificate_id"
    )
    assert {row["times"] for row in events} == {1}
    assert certificate(office, "0001502", "A")["state"] == "lapsed"


def test_two_schedulers_tell_everybody_once(office: Spine):
    """JL26-4.2d: both believe that they lead."""
    number = certificate(office, "0000417", "C1")["number"]
    moment = "2026-03-22T07:00"
    with scheduler(office, "whole", moment) as first, scheduler(office, "whole", moment) as second:
        for process in (first, second):
            begins(process)
        for process in (first, second):
            hears(process, "done")
    office.be("2026-03-22", "07:00")
    office.work()
    assert told(office, number) == each(1)


@pytest.mark.kill_long
@pytest.mark.parametrize("when", [FIRST, *OTHERS])
def test_a_scheduler_killed_at_its_commit_tells_everybody_once(office: Spine, when: str):
    """JL26-4.2d: kill -9 with the work written but not committed, or committed and nothing after."""
    number = certificate(office, "0000417", "C1")["number"]
    with scheduler(office, when, "2026-03-22T07:00") as process:
        begins(process)
        hears(process, "now")
        process.kill()
        process.wait()
    office.be("2026-03-22", "09:00")
    office.work()
    assert told(office, number) == each(1)
