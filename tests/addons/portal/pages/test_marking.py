"""What the window marks on a file, seen by the applicant in place, with the letter that says all of it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from addons.letters.rendering import drawing
from tests.addons.letters.rendering.test_leaves import sheets, written
from tests.addons.portal.pages.test_filling import picture, posted
from tests.addons.spine import Spine, spine
from tests.stories.renewal import CHANGCHUN, TICKED, Renewal

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def renewal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renewal]:
    """A renewal with a picture and a PDF, sent back with a remark on each."""
    with spine("sqlite", tmp_path_factory.mktemp("marking")) as site:
        found = Renewal(site)
        section = found.begin().press("信息无误，继续")
        files = [(BytesIO(picture()), "照片.png"), (BytesIO(written(sheets(2))), "任职文件.pdf")]
        section = posted(section, **{"supplement-upload": files, "_upload": "supplement"})
        section.press("保存并继续", appointment="05", office=CHANGCHUN)
        section.press("保存并继续", declaration=TICKED).press("确认并提交")
        found.confirm()
        send_back(found)
        yield found


def send_back(renewal: Renewal) -> None:
    """The window points at both files."""
    case = renewal.application()["case_id"]
    first, second = numbers(renewal.office)
    viewer = renewal.visitor("clerk").open(f"/work/{case}/materials")
    viewer.press("记下这条问题", what="公章不清", spot="250,400")
    sheet = viewer.press(
        "带着问题去补正", what=["公章不清", "缺第二页签名"], shown=str(second), page="2", cell="9"
    )
    assert sheet.shows("（至 2026-03-24）")
    assert sheet.press("预览告知书").shows("补充说明（任职文件.pdf，第 2 页右下）")
    sheet.press("发出补正告知", complete="1")
    assert first < second


def numbers(site: Spine) -> list[int]:
    return [row["id"] for row in site.rows("SELECT id FROM forms_upload ORDER BY id")]


def test_the_applicant_sees_the_marks_on_the_pages_themselves(renewal: Renewal) -> None:
    page = renewal.page().follow("看材料上的标注")
    assert page.tree.xpath("//*[contains(@class, 'mv-marks')]/g/@transform") == ["translate(250 400)"]
    for words in ("公章不清", "第 1 页标注处", "缺第二页签名", "第 2 页右下"):
        assert page.shows(words)
    drawn = next(one for one in page.tree.xpath("//img/@src") if one.endswith("/2.png"))
    answer = page.client.get(drawn)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert page.client.get(drawn.replace("/2.png", "/3.png")).status_code == 404


def test_the_letter_says_all_of_it_with_the_last_day(renewal: Renewal, monkeypatch) -> None:
    page = renewal.page().follow("补正告知书")
    for words in ("一次告知", "1. 补充说明（照片.png，第 1 页标注处）", "公章不清", "2026-03-24", "再提醒您"):
        assert page.shows(words)
    monkeypatch.setattr(drawing, "form", lambda facts: facts["title"].encode())
    pdf = page.client.post(
        page.path, data={"csrf_token": page.tree.xpath("//input[@name='csrf_token']/@value")[0]}
    )
    assert (pdf.status_code, pdf.mimetype, pdf.text) == (200, "application/pdf", "补正告知书")


def test_the_window_takes_the_whole_file_away_with_every_file_as_it_was_handed_in(
    renewal: Renewal, monkeypatch
) -> None:
    monkeypatch.setattr(drawing, "form", lambda facts: facts["title"].encode())
    clerk = renewal.visitor("clerk")
    page = clerk.open(f"/work/record/{renewal.application()['case_id']}/pack")
    token = page.tree.xpath("//form//input[@name='csrf_token']/@value")[0]
    answer = page.client.post(page.path, data={"csrf_token": token, "purpose": "归档"})
    with zipfile.ZipFile(BytesIO(answer.data)) as archive:
        names = archive.namelist()
        assert names[1:3] == ["材料/01-补充说明-照片.png", "材料/02-补充说明-任职文件.pdf"]
        assert archive.read(names[2]) == written(sheets(2))


def test_nobody_else_reads_the_letter_or_sees_the_file(renewal: Renewal) -> None:
    number, (file, _) = renewal.application()["id"], numbers(renewal.office)
    li = renewal.visitor("li")
    for path in ("letter/4", "marks", f"materials/{file}/1.png"):
        li.open(f"/my/applications/{number}/{path}", status=404)
    renewal.page().open(f"/my/applications/{number}/letter/1", status=404)
