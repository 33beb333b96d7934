"""Downloads over HTTP: to whose the document is, to nobody else, each one on record."""

import io

import pytest
from docx import Document as Docx
from sqlalchemy import select

from addons.letters.models import Document
from addons.parties.service import dismiss
from addons.parties.words import Source
from kernel.models import AuditEntry
from tests.addons.letters.pages.conftest import Site
from tests.addons.parties.town import CHANGCHUN, JILIN

ONE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def granted(site: Site):
    renewal = site.bureau.renewal()
    site.bureau.granted(renewal)
    site.bureau.drain()
    letter, certificate = site.bureau.documents()
    return renewal, letter, certificate


def users(site: Site) -> dict[str, int]:
    """Every account by its name."""
    rows = site.bureau.house.read("SELECT username, id FROM ab_user", scalars=False)
    return dict(rows)


def test_the_holder_downloads_letter_and_certificate(site: Site):
    renewal, letter, certificate = granted(site)
    client = site.client(users(site)[f"person{renewal.person}"])
    answer = client.get(f"/letters/{letter.id}.docx")
    assert answer.status_code == 200
    assert Docx(io.BytesIO(answer.data)).core_properties.title == "准予延续决定书 吉建许准延〔2026〕第1号"
    assert "%E5%87%86%E4%BA%88" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"/letters/{certificate.id}.pdf").data.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["boss", "city_clerk", "province_clerk"])
def test_employer_and_clerks_of_the_case_download_as_well(site: Site, who):
    renewal, letter, _ = granted(site)
    user: int | None
    if who == "boss":
        user = users(site)[f"boss{renewal.enterprise}"]
    elif who == "city_clerk":
        user = next(number for name, number in users(site).items() if name.startswith(f"clerk{CHANGCHUN}"))
    else:
        user = site.bureau.act_in(
            lambda session: site.bureau.ledger(session).clerk("220000", "province_clerk").user_id
        )
    assert site.client(user).get(f"/letters/{letter.id}.docx").status_code == 200


def test_the_employer_downloads_no_longer_than_the_holder_works_there(site: Site):
    renewal, letter, certificate = granted(site)
    boss = site.client(users(site)[f"boss{renewal.enterprise}"])
    assert boss.get(f"/letters/{letter.id}.docx").status_code == 200
    until = site.bureau.clock.today()
    site.bureau.act_in(
        lambda session: dismiss(
            session, renewal.person, renewal.enterprise, until=until, source=Source.REGISTER
        )
    )
    assert boss.get(f"/letters/{letter.id}.docx").status_code == 404
    assert boss.get(f"/letters/{certificate.id}.pdf").status_code == 404
    holder = site.client(users(site)[f"person{renewal.person}"])
    assert holder.get(f"/letters/{letter.id}.docx").status_code == 200


def test_to_others_it_is_not_there(site: Site):
    _, letter, _ = granted(site)
    stranger = site.bureau.renewal()
    site.bureau.clerk(JILIN)
    for name in (f"person{stranger.person}", f"boss{stranger.enterprise}"):
        answer = site.client(users(site)[name]).get(f"/letters/{letter.id}.docx")
        missing = site.client(users(site)[name]).get("/letters/999999.docx")
        assert answer.status_code == missing.status_code == 404
    clerk = next(number for name, number in users(site).items() if name.startswith(f"clerk{JILIN}"))
    assert site.client(clerk).get(f"/letters/{letter.id}.docx").status_code == 404
    assert site.client().get(f"/letters/{letter.id}.docx").location.startswith("/login")


@ONE
def test_a_download_is_on_record(site: Site):
    renewal, letter, _ = granted(site)
    site.client(users(site)[f"person{renewal.person}"]).get(f"/letters/{letter.id}.docx")
    wanted = select(AuditEntry).where(AuditEntry.action == "letter.downloaded")
    (entry,) = site.bureau.read(lambda session: list(session.scalars(wanted)))
    assert (entry.actor, entry.thing) == (f"person{renewal.person}", f"letter:{letter.id}")
    assert entry.detail == {"file": "docx", "digest": letter.docx_digest}
    assert entry.address == "203.0.113.7"


@ONE
def test_a_refused_download_is_not_on_record(site: Site):
    _, letter, _ = granted(site)
    stranger = site.bureau.renewal()
    site.client(users(site)[f"person{stranger.person}"]).get(f"/letters/{letter.id}.docx")
    wanted = select(AuditEntry.id).where(AuditEntry.action == "letter.downloaded")
    assert site.bureau.house.read(wanted) == []


@ONE
def test_what_is_still_being_made_says_so(site: Site):
    renewal = site.bureau.renewal()
    letter = site.bureau.issue(renewal=renewal)
    answer = site.client(users(site)[f"person{renewal.person}"]).get(f"/letters/{letter.id}.docx")
    assert answer.status_code == 409
    assert "还在生成" in answer.text


@ONE
def test_a_kind_of_file_that_there_is_not_is_not_found(site: Site):
    renewal, letter, certificate = granted(site)
    client = site.client(users(site)[f"person{renewal.person}"])
    assert client.get(f"/letters/{letter.id}.pdf").status_code == 404
    assert client.get(f"/letters/{certificate.id}.docx").status_code == 404
    assert client.get(f"/letters/{letter.id}.exe").status_code == 404
    assert client.get("/letters/99999999999999.docx").status_code == 404


@ONE
def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(site: Site):
    renewal, letter, _ = granted(site)
    digest = site.bureau.read(lambda session: session.get_one(Document, letter.id)).docx_digest or ""
    site.bureau.storage._path(digest).write_bytes(b"forged")
    answer = site.client(users(site)[f"person{renewal.person}"]).get(f"/letters/{letter.id}.docx")
    assert answer.status_code == 404
