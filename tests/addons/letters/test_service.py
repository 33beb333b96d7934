"""Documents drawn, failed and drawn again; what is settled stays settled, on both databases."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from addons.certificates.portraits import portrait
from addons.letters import service
from addons.letters.health import failed, fonts, issuers
from addons.letters.models import Document, Issuer
from addons.letters.queries import documents_of_case, documents_of_certificate, e_certificates
from addons.letters.rendering.layout import PORTRAIT
from addons.letters.rendering.trial import document as docx
from addons.letters.usages import issued
from addons.letters.words import Ending
from kernel.errors import Conflict, NotFound
from kernel.health import HealthState
from kernel.models import OutboxItem
from kernel.surroundings import Surroundings, surround
from kernel.text import Text
from tests.addons.letters.bureau import LETTER, Bureau
from tests.addons.letters.rendering.files import words

ONE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def one(bureau: Bureau, document: Document) -> Document:
    return bureau.read(lambda session: session.get_one(Document, document.id))


def with_template(bureau: Bureau, document: Document, content: bytes) -> None:
    """The letter goes by another template."""
    digest = bureau.storage.put(content)
    bureau.act_in(lambda session: setattr(session.get_one(Document, document.id), "template_digest", digest))


def test_a_document_is_drawn_once(bureau: Bureau):
    document = bureau.issue(renewal=bureau.renewal())
    bureau.drain()
    drawn = one(bureau, document)
    bureau.act_in(lambda session: service.draw(session, document.id))
    assert (drawn.state, drawn.made_at) == ("ready", bureau.now)
    assert one(bureau, document).docx_digest == drawn.docx_digest


def test_what_a_letter_says_is_settled_when_it_is_decided(bureau: Bureau):
    renewal = bureau.renewal()
    document = bureau.issue(renewal=renewal)
    bureau.house.write("UPDATE parties_person SET name = '别人'")
    bureau.be(days=3)
    bureau.drain()
    text = "\n".join(words(bureau.file(one(bureau, document).docx_digest)))
    assert "张小山：" in text
    assert "2026年3月10日" in text
    assert "别人" not in text


def test_the_template_is_the_one_of_the_decision(bureau: Bureau, monkeypatch, tmp_path):
    document = bureau.issue(renewal=bureau.renewal())
    monkeypatch.setattr("addons.letters.templates.PRODUCT", tmp_path)
    bureau.drain()
    assert one(bureau, document).state == "ready"


def test_a_template_that_fails_is_told_and_tried_again_at_night(bureau: Bureau):
    document = bureau.issue(renewal=bureau.renewal())
    good = document.template_digest
    with_template(bureau, document, docx("{{ missing }}"))
    bureau.drain()
    found = one(bureau, document)
    assert found.state == "failed"
    assert "missing" in (found.error or "")
    assert bureau.read(failed).state is HealthState.BAD
    bureau.act_in(lambda session: setattr(session.get_one(Document, document.id), "template_digest", good))
    bureau.run("letters.again")
    assert one(bureau, document).state == "ready"
    assert bureau.read(failed).state is HealthState.OK


def test_a_file_lost_from_the_storage_is_tried_again_by_the_outbox(bureau: Bureau):
    document = bureau.issue(renewal=bureau.renewal())
    bureau.act_in(
        lambda session: setattr(session.get_one(Document, document.id), "template_digest", "0" * 64)
    )
    with pytest.raises(AssertionError):
        bureau.drain()
    assert one(bureau, document).state == "queued"
    waiting = select(OutboxItem.error).where(OutboxItem.topic == "letters.render")
    (error,) = bureau.house.read(waiting)
    assert "文件不在存储中" in error


def test_without_a_data_folder_nothing_is_lost(bureau: Bureau):
    document = bureau.issue(renewal=bureau.renewal())

    def drawn(session):
        surround(session, Surroundings(bureau.registry, bureau.clock))
        service.draw(session, document.id)

    with pytest.raises(Conflict):
        bureau.act_in(drawn)
    assert one(bureau, document).state == "queued"


def test_a_letter_that_is_not_in_force_is_refused(bureau: Bureau):
    with pytest.raises(NotFound):
        bureau.issue("toy.nothing", renewal=bureau.renewal())


@ONE
def test_a_portrait_is_on_the_certificate(bureau: Bureau):
    renewal = bureau.renewal(photo_digest=bureau.storage.put(portrait("张小山")))
    document = bureau.issue_certificate(renewal)
    bureau.drain()
    page = PdfReader(io.BytesIO(bureau.file(one(bureau, document).pdf_digest))).pages[0]
    assert [image.image.size for image in page.images if image.image] == [PORTRAIT]


@ONE
def test_a_portrait_that_is_no_picture_is_told(bureau: Bureau):
    renewal = bureau.renewal(photo_digest=bureau.storage.put(b"no picture"))
    document = bureau.issue_certificate(renewal)
    bureau.drain()
    assert one(bureau, document).state == "failed"
    assert "证件照" in (one(bureau, document).error or "")


def test_the_papers_of_a_case_and_of_a_certificate_are_listed(bureau: Bureau):
    renewal = bureau.renewal()
    bureau.issue_certificate(renewal)
    case = bureau.granted(renewal).case_id or 0
    waiting = bureau.read(lambda session: documents_of_case(session, case))
    assert [(paper.ready, paper.address()) for paper in waiting] == [(False, ""), (False, "")]
    bureau.drain()
    letter, certificate = bureau.read(lambda session: documents_of_case(session, case))
    assert (letter.title, letter.number) == (
        Text("准予延续决定书", "Decision to grant the renewal"),
        "吉建许准延〔2026〕第1号",
    )
    assert letter.address() == f"/letters/{letter.id}.docx"
    assert (certificate.edition, certificate.endings) == (2, (Ending.PDF,))
    of_certificate = bureau.read(lambda session: documents_of_certificate(session, renewal.certificate))
    assert [paper.edition for paper in of_certificate] == [2, None, 1]
    newest = bureau.read(lambda session: e_certificates(session, [renewal.certificate]))
    assert newest[renewal.certificate].edition == 2


def test_issued_letters_keep_their_definition(bureau: Bureau):
    assert bureau.read(lambda session: issued(session, [LETTER])) == []
    bureau.issue(renewal=bureau.renewal())
    (found,) = bureau.read(lambda session: issued(session, [LETTER]))
    assert (found.count, found.examples) == (1, ("吉建许准延〔2026〕第1号",))


@ONE
def test_an_issuer_without_a_code_is_told_and_its_certificates_bear_no_identifier(bureau: Bureau):
    renewal = bureau.renewal()
    assert bureau.read(issuers).state is HealthState.OK
    bureau.house.write("DELETE FROM letters_issuer")
    assert bureau.read(issuers).state is HealthState.WARN
    assert bureau.house.read(select(Issuer.id)) == []
    assert bureau.issue_certificate(renewal).facts["identifier"] is None


@ONE
def test_this_machine_has_the_fonts(bureau: Bureau):
    assert bureau.read(fonts).state is HealthState.OK


@ONE
def test_a_machine_without_fonts_is_told(bureau: Bureau, monkeypatch):
    monkeypatch.setattr("addons.letters.fonts.SERIF", ("No Such Font",))
    assert bureau.read(fonts).state is HealthState.BAD
