"""addons.licensing.stories read and drawn: what a file may say, when a deed was, papers that open."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from addons.licensing.stories.papers import paper
from addons.licensing.stories.reading import FILE, told_by
from addons.licensing.stories.story import moment_of
from forms.media import Media, sniffed
from kernel.clock import LOCAL, local_day
from kernel.errors import DataFileError
from kernel.workdays import Calendar, DayKind

HOLIDAY = Calendar({date(2026, 10, day): DayKind.OFF for day in range(1, 9)})
START = datetime(2026, 1, 1, tzinfo=UTC)
HEAD = """
answers:
  window: {office: "220100"}
cases:
  - name: one
    matter: toy.renewal
    certificate: zhang
    deeds:
"""


def told(folder: Path, text: str):
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    ((plugin, found),) = told_by({"nothing": folder / "nowhere", "pack": folder})
    assert plugin == "pack"
    return found


def test_a_story_is_read_with_its_named_answers_and_the_lines_of_the_file(tmp_path):
    found = told(
        tmp_path,
        HEAD
        + '      - {ago: 3, at: "09:20", who: zhang, does: submit, with: [window], answers: {phone: "1"}}\n'
        + '      - {ago: 1, at: "10:00", who: clerk, does: return, lines: [{at: phone, what: 打不通}]}\n',
    )
    (story,) = found.stories
    first, second = story.deeds
    assert (first.ago, first.at, first.answers) == (3, time(9, 20), {"office": "220100", "phone": "1"})
    assert [(one.at, one.what, one.mark) for one in second.lines] == [("phone", "打不通", "")]
    assert found.place(second.path) == "pack/demo/cases.yaml:10"


@pytest.mark.parametrize(
    ("deed", "word"),
    [
        ('{ago: 1, at: "09:20", who: zhang, does: dance}', "dance"),
        ('{ago: 1, at: "25:00", who: zhang, does: submit}', "25:00"),
        ('{ago: 1, at: "09:20", who: zhang, does: submit, with: [door]}', "door"),
        ('{ago: 1, at: "09:20", does: submit}', "who"),
        ('{ago: 1, at: "09:20", who: zhang, does: submit, hwen: 3}', "hwen"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(tmp_path, deed, word):
    with pytest.raises(DataFileError) as refusal:
        told(tmp_path, f"{HEAD}      - {deed}\n")
    (problem,) = refusal.value.problems
    assert word in problem.what.zh
    assert problem.place == "pack/demo/cases.yaml:9"


@given(
    now=st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    ago=st.integers(0, 60),
    at=st.times(time(8), time(18)),
)
def test_a_deed_was_on_a_working_day_in_office_hours_and_never_is_to_come(now, ago, at):
    moment = moment_of(HOLIDAY, now, ago=ago, at=at)
    assert moment <= now
    assert HOLIDAY.is_working(local_day(moment))
    if moment < now:
        assert moment.astimezone(LOCAL).time() == at
    assert HOLIDAY.between(local_day(moment), local_day(now)) == ago


def test_in_a_long_holiday_days_are_counted_from_the_last_day_of_work():
    now = datetime(2026, 10, 3, 12, tzinfo=LOCAL)
    assert local_day(moment_of(HOLIDAY, now, ago=0, at=time(9))) == date(2026, 9, 30)
    assert local_day(moment_of(HOLIDAY, now, ago=1, at=time(9))) == date(2026, 9, 29)


def test_papers_are_what_their_names_say_and_open():
    assert len(PdfReader(BytesIO(paper("任职文件.pdf"))).pages) == 1
    with Image.open(BytesIO(paper("现场.png"))) as picture:
        assert picture.format == "PNG"
    assert sniffed(paper("近期照片.jpg")) is Media.JPG
