"""Public verification over HTTP: what it says, what it keeps to itself, and that nobody guesses."""

import re

import pytest
from sqlalchemy import select

from addons.certificates.models import Certificate, CertificateEvent
from addons.letters import lookups
from addons.letters.models import Lookup
from addons.letters.tokens import check_code, new_token
from addons.parties.models import Person
from tests.addons.letters.pages.conftest import Site
from tests.app.offices import submit

ONE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def text_of(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def issued(site: Site, **changes):
    renewal = site.bureau.renewal(**changes)
    document = site.bureau.issue_certificate(renewal)
    site.bureau.drain()
    return renewal, document


def changed(site: Site, renewal, **values) -> None:
    """What a later effect will do: the row and its history change."""

    def act(session):
        row = session.get_one(Certificate, renewal.certificate)
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()
        session.add(
            CertificateEvent(
                certificate_id=row.id,
                seq=row.revision,
                at=site.bureau.now,
                on_day=site.bureau.clock.today(),
                operation="cancel",
                before={},
                after={"state": row.state},
                actor="test",
            )
        )

    site.bureau.act_in(act)


def test_a_valid_certificate_says_so_and_shows_masked_data_only(site: Site):
    renewal, document = issued(site)
    answer = site.client().get(f"/verify/{document.token}")
    said = text_of(answer.text)
    person = site.bureau.read(lambda session: session.get_one(Person, renewal.person))
    assert answer.status_code == 200
    for wanted in (
        "证书有效",
        "有效期至 2026-04-30，还有 51 天",
        "张*山",
        person.document_mask,
        "企业主要负责人（A）",
        "2023-03-11 至 2026-04-30",
        "吉林省住房和城乡建设厅",
        "现行的第 1 版电子证照",
        "查验时间 2026-03-10 10:00:00",
        check_code(document.token),
    ):
        assert wanted in said, wanted
    assert "张小山" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_speaks_english(site: Site):
    _, document = issued(site)
    client = site.client()
    submit(client, "/language", {"locale": "en"}, page="/verify")
    said = text_of(client.get(f"/verify/{document.token}").text)
    assert "Valid until 2026-04-30, 51 more days" in said
    assert "Checked at 2026-03-10 10:00:00" in said


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("cancelled", "证书已注销，不能使用"),
        ("revoked", "证书已吊销，不能使用"),
        ("annulled", "证书已撤销，不能使用"),
        ("suspended", "证书暂扣，目前不能使用"),
        ("lapsed", "证书已过期失效，不能使用"),
        ("transferred", "证书正在办理跨省转出"),
    ],
)
@ONE
def test_what_is_not_valid_says_why_and_what_to_do(site: Site, state, title):
    renewal, document = issued(site)
    changed(site, renewal, state=state)
    answer = site.client().get(f"/verify/{document.token}")
    said = text_of(answer.text)
    assert title in said
    assert "请不要接受，并拨打 0431-85076811" in said
    assert "证书有效" not in said
    if state == "cancelled":
        assert "2026-03-10 注销" in said


@ONE
def test_an_expired_certificate_is_expired_before_any_job_has_said_so(site: Site):
    _, document = issued(site)
    site.bureau.be(days=51)
    assert "今天是最后一天" in text_of(site.client().get(f"/verify/{document.token}").text)
    site.bureau.be(days=1)
    said = text_of(site.client().get(f"/verify/{document.token}").text)
    assert "证书已过期失效，不能使用" in said
    assert "有效期止于 2026-04-30" in said


@ONE
def test_an_old_edition_is_told_from_the_present_one(site: Site):
    renewal, first = issued(site)
    site.bureau.granted(renewal)
    site.bureau.drain()
    said = text_of(site.client().get(f"/verify/{first.token}").text)
    assert "扫到的是第 1 版电子证照，已有第 2 版" in said
    assert "有效期至 2029-04-30" in said
    assert "2026-03-10 延续；2023-03-11 首次发证" in said


def test_a_letter_is_genuine(site: Site):
    site.bureau.granted()
    (letter,) = site.bureau.documents(kind="letter")
    said = text_of(site.client().get(f"/verify/{letter.token}").text)
    for wanted in ("文书真实", "准予延续决定书", "吉建许准延〔2026〕第1号", "张*山", "长春市城乡建设委员会"):
        assert wanted in said, wanted
    assert "张小山" not in said


def test_every_code_that_is_not_ours_has_the_same_answer(site: Site):
    issued(site)
    tokens = (new_token(), new_token(), "x", "1", "..%2F..%2Fetc", "a/b", "' OR 1=1 --", "a" * 500)
    answers = [site.client().get(f"/verify/{token}") for token in tokens]
    ((status, said),) = {(answer.status_code, text_of(answer.text)) for answer in answers}
    assert status == 404
    assert "不是本系统的证书" in said
    assert "外省证书请到全国工程质量安全监管信息平台查验" in said
    assert "查验码" not in said


def test_a_number_with_the_name_on_it_finds_the_certificate(site: Site):
    renewal, _ = issued(site)
    row = site.bureau.certificate(renewal)
    typed = row.number.replace("（", "(").replace("）", ") ").lower()
    answer = submit(site.client(), "/verify", {"number": typed, "name": " 张小山 "}, page="/verify")
    assert answer.status_code == 200
    assert "证书有效" in text_of(answer.text)


def test_a_letter_is_found_by_its_number_and_the_name_on_it(site: Site):
    site.bureau.granted()
    fields = {"number": "吉建许准延[2026] 第1号", "name": "张小山"}
    assert "文书真实" in text_of(submit(site.client(), "/verify", fields, page="/verify").text)
    fields["name"] = "李安娜"
    assert submit(site.client(), "/verify", fields, page="/verify").status_code == 404


def test_a_wrong_name_and_a_wrong_number_have_the_same_answer(site: Site):
    renewal, _ = issued(site)
    number = site.bureau.certificate(renewal).number

    def looked(number, name):
        answer = submit(site.client(), "/verify", {"number": number, "name": name}, page="/verify")
        return answer.status_code, text_of(answer.text).replace(number, "…")

    wrong = [
        (number, "李安娜"),
        (number, "?!"),
        (number, "张*山"),
        ("吉建安A（2023）9999999", "张小山"),
        ("x", "x"),
    ]
    assert len({looked(*pair) for pair in wrong}) == 1


def test_what_a_scanner_read_may_be_pasted(site: Site):
    _, document = issued(site)
    pasted = {"number": f" https://tongban.example.gov.cn/verify/{document.token}?from=x ", "name": ""}
    assert "证书有效" in text_of(submit(site.client(), "/verify", pasted, page="/verify").text)
    for foreign in ("http://jlzj-cert.example/verify/88213", "http://jlzj-cert.example/q?id=88213"):
        answer = submit(site.client(), "/verify", {"number": foreign, "name": ""}, page="/verify")
        assert answer.status_code == 404
        assert foreign in text_of(answer.text)
        assert "不是本系统的证书" in answer.text


@pytest.mark.parametrize(
    ("fields", "field"), [({"number": ""}, "number"), ({"number": "吉建安A（2023）0000001"}, "name")]
)
@ONE
def test_what_is_missing_is_asked_for(site: Site, fields, field):
    answer = submit(site.client(), "/verify", fields, page="/verify")
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


@ONE
def test_markup_that_is_typed_is_text(site: Site):
    fields = {"number": "<script>alert(1)</script>", "name": "<b>"}
    page = submit(site.client(), "/verify", fields, page="/verify").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_address_that_guesses_is_stopped_and_others_are_not(site: Site):
    renewal, _ = issued(site)
    guesser = site.client(address="198.51.100.1")
    for _ in range(lookups.MOST):
        assert guesser.get(f"/verify/{new_token()}").status_code == 404
    stopped = guesser.get(f"/verify/{new_token()}")
    assert stopped.status_code == 429
    assert stopped.headers["Retry-After"] == "600"
    named = {"number": site.bureau.certificate(renewal).number, "name": "张小山"}
    assert submit(guesser, "/verify", named, page="/verify").status_code == 429
    other = site.client(address="198.51.100.2")
    assert other.get(f"/verify/{new_token()}").status_code == 404
    site.bureau.be(minutes=4)
    assert guesser.get(f"/verify/{new_token()}").headers["Retry-After"] == "360"
    site.bureau.be(minutes=6)
    assert guesser.get(f"/verify/{new_token()}").status_code == 404


def test_a_code_of_ours_is_answered_among_the_misses_of_a_neighbour(site: Site):
    _, document = issued(site)
    shared = site.client(address="198.51.100.1")
    for _ in range(lookups.MOST + 1):
        shared.get(f"/verify/{new_token()}")
    assert shared.get(f"/verify/{document.token}").status_code == 200


@ONE
def test_those_who_scan_what_is_ours_are_not_stopped(site: Site):
    _, document = issued(site)
    client = site.client()
    for _ in range(lookups.MOST + 5):
        assert client.get(f"/verify/{document.token}").status_code == 200


@ONE
def test_the_count_is_shared_and_keeps_no_address(site: Site):
    site.client(address="198.51.100.1").get(f"/verify/{new_token()}")
    site.client(address="198.51.100.1").get(f"/verify/{new_token()}")
    (row,) = site.bureau.read(lambda session: list(session.scalars(select(Lookup))))
    assert row.misses == 2
    assert "198.51" not in row.address


@ONE
def test_guesses_from_one_house_count_together(site: Site):
    for number in range(3):
        site.client(address=f"2001:db8:1:2::{number}").get(f"/verify/{new_token()}")
    site.client(address="2001:db8:1:3::1").get(f"/verify/{new_token()}")
    misses = site.bureau.house.read(select(Lookup.misses).order_by(Lookup.misses))
    assert misses == [1, 3]


@ONE
def test_a_form_without_its_token_is_refused(site: Site):
    assert site.client().post("/verify", data={"number": "1", "name": "2"}).status_code == 400


@ONE
def test_old_counts_are_forgotten(site: Site):
    site.client().get(f"/verify/{new_token()}")
    site.bureau.be(days=1)
    site.bureau.run("letters.lookups")
    assert site.bureau.house.read(select(Lookup.address)) == []
