"""A renewal granted: its letter, its number and its e-certificate, on both databases."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from addons.letters.models import Document
from addons.letters.tokens import TOKEN, check_code
from approvals.words import Verb
from kernel.effects import previewed
from kernel.errors import NotFound
from kernel.models import EffectRun, OutboxItem
from tests.addons.letters.bureau import ADDRESS, BASIS, Bureau
from tests.addons.letters.rendering.files import parts_of, words
from tests.addons.letters.test_qr import read
from tests.addons.parties.town import CHANGCHUN


def said(pdf: bytes) -> str:
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace(" ", "").replace("\n", "")


def test_a_grant_makes_a_letter_and_an_e_certificate(bureau: Bureau):
    application = bureau.granted()
    letter, certificate = bureau.documents()
    assert (letter.kind, letter.number, letter.serial) == ("letter", "吉建许准延〔2026〕第1号", 1)
    assert (certificate.kind, certificate.edition, certificate.number) == ("certificate", 2, None)
    assert {letter.case_id, certificate.case_id} == {application.case_id}
    assert {letter.application_id, certificate.application_id} == {application.id}
    assert TOKEN.fullmatch(letter.token)
    assert letter.token != certificate.token
    assert letter.state == certificate.state == "queued"


def test_the_letter_says_what_was_decided(bureau: Bureau):
    application = bureau.granted()
    bureau.drain()
    (letter,) = bureau.documents(kind="letter")
    assert letter.state == "ready"
    text = "\n".join(words(bureau.file(letter.docx_digest)))
    for wanted in (
        "吉林省住房和城乡建设厅",
        "准予延续决定书",
        "吉建许准延〔2026〕第1号",
        "张小山：",
        "你于2026年3月10日提出的",
        f"办件编号{application.number}",
        "经长春市城乡建设委员会审查",
        f"第五十条、{BASIS}规定的延续条件",
        "2023年3月11日至2026年4月30日",
        "2029年4月30日",
        check_code(letter.token),
    ):
        assert wanted in text, wanted
    assert read(parts_of(bureau.file(letter.docx_digest))["word/media/tongban_qr.png"]) == [
        f"{ADDRESS}/verify/{letter.token}"
    ]


def test_the_e_certificate_says_what_the_ledger_says(bureau: Bureau):
    bureau.granted()
    bureau.drain()
    (document,) = bureau.documents(kind="certificate")
    text = said(bureau.file(document.pdf_digest))
    for wanted in (
        "张小山",
        "企业主要负责人（A）",
        "2023年03月11日至2029年04月30日",
        "发证机关：吉林省住房和城乡建设厅",
        "发证日期：2026年03月10日",
        "1.2.156.3005.2.11100000000013338W011.112299990000000124.A2023",
        ".002.",
        check_code(document.token),
    ):
        assert wanted in text, wanted
    assert "220000" not in text


def test_the_effects_happen_once(bureau: Bureau):
    application = bureau.granted()
    bureau.drain()
    bureau.drain()
    assert len(bureau.effects(application)) == 3
    assert len(bureau.documents()) == 2
    keys = bureau.read(lambda session: list(session.scalars(select(EffectRun.effect))))
    assert sorted(keys) == ["e_certificate", "extend", "letter"]


def test_a_preview_takes_no_number_and_writes_nothing(bureau: Bureau):
    renewal = bureau.renewal()
    application = bureau.confirmed(renewal)
    rows = bureau.case(application)

    def look(session):
        facts = {"certificate": renewal.certificate, "case_id": rows.id}
        effects = [
            {
                "effect": "letter",
                "with": {"letter": '"toy.granted"', "case": "case_id", "certificate": "certificate"},
            },
            {"effect": "e_certificate", "with": {"certificate": "certificate", "case": "case_id"}},
        ]
        return previewed(session, bureau.registry, effects, facts)

    found = bureau.read(look)
    assert [one.change.after["title"]["zh"] for one in found] == ["准予延续决定书", "新一版电子证照"]
    assert bureau.documents() == []


def test_a_refusal_makes_neither(bureau: Bureau):
    application = bureau.confirmed(bureau.renewal())
    clerk = bureau.clerk(CHANGCHUN)
    bureau.act(application, "acceptance", Verb.ACCEPT, clerk)
    bureau.act(application, "decision", Verb.REJECT, clerk, opinion="不符合条件")
    assert bureau.documents() == []


def test_the_same_edition_is_made_once(bureau: Bureau):
    renewal = bureau.renewal()
    first, second = bureau.issue_certificate(renewal), bureau.issue_certificate(renewal)
    assert first.id == second.id
    waiting = select(OutboxItem.id).where(OutboxItem.topic == "letters.render")
    assert len(bureau.house.read(waiting)) == 1


def test_what_is_not_there_gets_no_letter(bureau: Bureau):
    renewal = bureau.renewal()
    renewal.certificate += 1000
    with pytest.raises(NotFound):
        bureau.issue(renewal=renewal)
    assert bureau.house.read(select(Document.id)) == []
