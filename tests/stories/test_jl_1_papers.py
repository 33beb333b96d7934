"""JL-1's papers: the letter and the e-certificate, who may fetch them, and the page that their codes open."""

import io
from urllib.parse import urlsplit

import docx
import pypdf
import pytest
import zxingcpp
from PIL import Image

from tests.stories.renewal import NUMBER, Renewal
from tests.stories.visitor import Visitor

LETTER_NUMBER = "吉建许准延〔2026〕第1号"


def fetched(renewal: Renewal, kind: str, ending: str, username: str = "zhang") -> bytes:
    """The file of the letter or of the e-certificate, downloaded by somebody."""
    paper = renewal.office.row(
        "SELECT id, state FROM letters_document WHERE kind = :kind AND case_id = :case",
        kind=kind,
        case=renewal.application()["case_id"],
    )
    answer = renewal.office.client(username).get(f"/letters/{paper['id']}.{ending}")
    return answer.data if answer.status_code == 200 else b""


def words_of(letter: bytes) -> str:
    """Everything that the letter says, its tables too."""
    document = docx.Document(io.BytesIO(letter))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def code_of(letter: bytes) -> str:
    """What a phone reads from the QR code of the letter."""
    document = docx.Document(io.BytesIO(letter))
    parts = [part for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    (picture,) = [Image.open(io.BytesIO(part.blob)).convert("L") for part in parts]
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_letter_and_electronic_certificate_are_made_by_themselves(granted: Renewal):
    """JL26-3.9c JL26-3.9d: nobody makes them; the page of the application leads the holder to both."""
    made = granted.office.rows(
        "SELECT kind, state FROM letters_document WHERE case_id = :case ORDER BY kind",
        case=granted.application()["case_id"],
    )
    page = granted.page()
    assert [(row["kind"], row["state"]) for row in made] == [("certificate", "ready"), ("letter", "ready")]
    assert len(page.links("/letters/")) == 2


@pytest.mark.parametrize(
    "words",
    [
        "准予延续决定书",
        LETTER_NUMBER,
        "张小山",
        NUMBER,
        "长春恒基示范建筑有限公司",
        "长春市城乡建设委员会审查",
        "吉建函〔2026〕7号",
        "2023年6月1日至2026年5月31日",
        "2029年5月31日",
        "吉林省住房和城乡建设厅\n2026年3月10日",
        "不收取任何费用",
    ],
)
def test_letter_says_what_was_decided(granted: Renewal, words: str):
    """JL26-3.9a JL26-3.7: who, which certificate, from when to when, on what basis, and that it is free."""
    assert words in words_of(fetched(granted, "letter", "docx"))


def test_letter_hides_the_number_of_the_identity_document(granted: Renewal):
    """JL26-3.9c: a letter that is shown around tells no more than it has to."""
    assert "220000198503120002" not in words_of(fetched(granted, "letter", "docx"))


@pytest.mark.parametrize(
    "words", [NUMBER, "张小山", "2029年05月31日", "技术负责人", "吉林省住房和城乡建设厅"]
)
def test_electronic_certificate_says_the_new_end(granted: Renewal, words: str):
    """JL26-3.9c: the next edition, under the same number."""
    reader = pypdf.PdfReader(io.BytesIO(fetched(granted, "certificate", "pdf")))
    assert words in reader.pages[0].extract_text()


def test_code_of_the_letter_opens_the_page_that_verifies_it(granted: Renewal):
    """JL26-3.9c: a stranger reads the code with a phone; the page says valid and shows no more than it has to."""
    address = urlsplit(code_of(fetched(granted, "letter", "docx")))
    page = Visitor(granted.office.client()).open(address.path)
    assert address.path.startswith("/verify/")
    assert page.shows(LETTER_NUMBER)
    assert page.shows("张*山")
    assert not page.shows("张小山")


def test_certificate_is_verified_by_its_number_and_name(granted: Renewal):
    """JL26-3.9c: without a code, by what is printed; the new end is shown."""
    page = Visitor(granted.office.client()).open("/verify")
    page.press("查验", number="吉建安a(2023)0001234", name="张小山")
    assert page.shows("2029-05-31")


def test_code_that_is_not_ours_is_said_to_be_unknown(granted: Renewal):
    """JL26-3.9c: every wrong code has the same answer."""
    assert Visitor(granted.office.client()).open("/verify/AAAAAAAAAAAAAAAAAAAAAAAAAA", status=404).text


@pytest.mark.parametrize(
    ("username", "may"), [("hengji", True), ("clerk", True), ("li", False), ("songhua", False)]
)
def test_papers_are_for_those_they_concern(granted: Renewal, username: str, may: bool):
    """JL26-3.9d: holder, employer and the window of the case; nobody else, not even by the address."""
    assert bool(fetched(granted, "letter", "docx", username)) == may


def test_every_download_is_on_record(granted: Renewal):
    """JL26-3.9d: the audit log says who took which file."""
    fetched(granted, "certificate", "pdf")
    taken = granted.office.rows("SELECT actor FROM audit_entry WHERE action = 'letter.downloaded'")
    assert "zhang" in {row["actor"] for row in taken}
