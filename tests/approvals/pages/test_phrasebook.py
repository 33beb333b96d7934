"""The phrase book in the browser, and phrases where they are used."""

from approvals.cases.asides import Phrase
from kernel.db import transaction
from tests.approvals.workbench_office import posted


def add(client, text: str, *, use: str = "defect", office: str = "own"):
    return posted(client, "/work/phrases", {"do": "add", "text": text, "use": use, "office": office})


def test_a_phrase_is_added_changed_used_and_removed(office, li):
    assert add(li, "没有盖章").status_code == 302
    assert add(li, "情况属实", use="opinion", office="220100").status_code == 302
    page = li.get("/work/phrases").text
    assert "没有盖章</textarea>" in page
    # two offices of one clerk are told apart by their names; here no plugin knows any
    assert page.count("#220100共用") == 2
    case = office.begin().id
    assert 'data-say="情况属实"' in office.clerk("wang").get(f"/work/{case}").text
    assert '<option value="没有盖章">' in li.get(f"/work/{case}/return").text
    inserted = posted(
        li, f"/work/{case}/return", {"do": "phrase", "phrase": "没有盖章", "step": "acceptance", "seen": "2"}
    )
    assert "没有盖章</textarea>" in inserted.text
    with transaction(office.engine) as session:
        number = session.query(Phrase).filter_by(text="没有盖章").one().id
    changed = {"phrase": str(number), "seen": "1", "text": "未盖公章"}
    assert posted(li, "/work/phrases", {"do": "change", **changed}).status_code == 302
    assert posted(li, "/work/phrases", {"do": "change", **changed}).status_code == 409
    assert (
        posted(li, "/work/phrases", {"do": "remove", "phrase": str(number), "seen": "2"}).status_code == 302
    )
    assert "未盖公章" not in li.get("/work/phrases").text


def test_the_same_phrase_twice_leads_to_the_one_that_is_there(office, li):
    add(li, "没有盖章")
    again = add(li, "没有盖章")
    assert again.status_code == 409
    assert "已有一条同样的常用语" in again.text
    assert '<a href="#phrase-1">' in again.text
    assert '<li id="phrase-1">' in again.text
    assert again.text.count("没有盖章</textarea>") == 2, "what was typed is kept"


def test_what_is_wrong_with_a_phrase_is_told_and_it_is_kept(office, li):
    answer = add(li, "长" * 501)
    assert (answer.status_code, "长" * 501 in answer.text) == (422, True)
    assert add(li, "x", office="220000").status_code == 404
    assert posted(li, "/work/phrases", {"do": "remove", "phrase": "77", "seen": "1"}).status_code == 404
