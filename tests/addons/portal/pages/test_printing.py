"""The filled form on paper, before it is handed in and afterwards; and the list of what is left to do."""

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from addons.portal.pages import printing
from tests.addons.spine import Spine, spine
from tests.stories.renewal import CHANGCHUN, TICKED, Renewal
from tests.stories.visitor import Visitor


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """One installation for all of them."""
    with spine("sqlite", tmp_path_factory.mktemp("printing")) as found:
        yield found


@pytest.fixture
def draft(site: Spine) -> Iterator[str]:
    """The address of a fresh draft, which is gone afterwards."""
    page = Renewal(site).begin()
    address = page.path.partition("/fill/")[0]
    yield address
    page.open(address).follow("删除草稿").press("删除草稿")


def states(page: Visitor) -> list[str]:
    """How each section of the draft stands."""
    return [
        " ".join(one.text_content().split()) for one in page.tree.xpath("//ol[contains(@class,'tasks-l')]/li")
    ]


def test_sections_say_how_they_stand_and_how_long_it_takes(site: Spine, draft: str) -> None:
    visitor = Visitor(site.client("zhang")).open(draft)
    assert visitor.shows("约需五分钟")
    assert not visitor.shows("填写约需")
    assert visitor.shows("最晚 2026-05-31 提交")
    assert states(visitor) == [
        "证书与持证人系统已填，请核对",
        "聘用与办理窗口待填写",
        "承诺待填写",
        "核对并提交填好后可以提交",
    ]
    assert visitor.links(f"{draft}/fill/identity")
    site.clock.advance(minutes=1)
    visitor.open(f"{draft}/fill/employment").press("保存，以后再填", appointment="05")
    assert states(visitor)[1] == "聘用与办理窗口还有 1 处填了一部分"
    visitor.open(f"{draft}/fill/employment").press("保存，以后再填", office=CHANGCHUN)
    assert states(visitor)[1] == "聘用与办理窗口已填好"


def test_draft_is_printed_as_it_stands(site: Spine, draft: str) -> None:
    page = Visitor(site.client("zhang")).open(f"{draft}/fill/employment")
    page.press("保存，以后再填", appointment="05", office=CHANGCHUN)
    paper = page.open(draft).follow("打印申请表")
    for words in ("草稿，还没有提交", "张小山", "技术负责人", "长春市城乡建设委员会", "以上内容真实有效"):
        assert paper.shows(words)
    assert paper.tree.xpath("//*[@aria-label='未勾选']")
    page.open(f"{draft}/fill/pledge").press("保存并继续", declaration=TICKED)
    assert not page.follow("先打印申请表").tree.xpath("//*[@aria-label='未勾选']")


def test_pdf_says_the_same(site: Spine, draft: str) -> None:
    page = Visitor(site.client("zhang")).open(f"{draft}/paper")
    token = page.tree.xpath("//main//input[@name='csrf_token']/@value")[0]
    answer = page.client.post(f"{draft}/paper", data={"csrf_token": token})
    reader = PdfReader(io.BytesIO(answer.data))
    text = "".join(one.extract_text() for one in reader.pages).replace(" ", "")
    assert answer.mimetype == "application/pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert reader.metadata is not None
    assert reader.metadata.title == "安管人员安全生产考核合格证书延续申请单"
    for words in ("张小山", "草稿，还没有提交", "第1页，共1页", "长春恒基示范建筑有限公司", "申请人（签名）"):
        assert words in text


def test_without_a_chinese_font_the_page_says_what_to_install(
    site: Spine, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "chinese", lambda: None)
    page = Visitor(site.client("zhang")).open(f"{draft}/paper")
    assert page.shows("apt-get install fonts-noto-cjk")
    assert not page.has_button("下载 PDF")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    answer = page.client.post(f"{draft}/paper", data={"csrf_token": token})
    assert answer.status_code == 409


def test_nobody_prints_a_draft_of_somebody_else(site: Spine, draft: str) -> None:
    assert site.client("li").get(f"{draft}/paper").status_code == 404


def test_pdf_is_not_drawn_without_end(site: Spine, draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "MOST", 1)
    monkeypatch.setattr(printing, "PURPOSE", "test")
    monkeypatch.setattr("addons.letters.rendering.drawing.form", lambda _facts: b"%PDF")
    page = Visitor(site.client("zhang")).open(f"{draft}/paper")
    token = page.tree.xpath("//main//input[@name='csrf_token']/@value")[0]
    found = [page.client.post(f"{draft}/paper", data={"csrf_token": token}).status_code for _ in range(2)]
    assert found == [200, 429]
