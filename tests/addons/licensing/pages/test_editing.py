"""A clerk corrects an answer on file with the act: asked without showing what is personal, told in the history."""

from tests.addons.licensing.pages.test_panels import Desk, desk
from tests.addons.licensing.place import MOBILE
from tests.addons.licensing.samples import make_chain
from tests.app.plugin_office import post

__all__ = ["desk"]
OTHER = "19900000002"


def test_a_step_that_may_change_answers_asks_for_them_and_the_history_tells(desk: Desk):
    assert "更正申请内容" not in desk.page()
    chain = make_chain()
    chain["steps"][2]["edits"] = ["phone", "post", "holder_name"]
    desk.counter.publish(chain=chain)
    application = desk.counter.confirmed(desk.counter.renewal(), post="经理")
    desk.number, desk.application = desk.counter.row(application).case_id or 0, application
    wang, case = desk.visitor("wang"), f"/work/{desk.number}"

    page = wang.get(case).text
    assert "更正申请内容" in page
    assert "现在是 199****0001；不改就留空。" in page
    assert MOBILE not in page
    assert 'value="经理"' in page
    assert 'name="holder_name"' not in page

    fields = {"step": "acceptance", "seen": str(desk.counter.case(application).state.seq), "verb": "accept"}
    typed = {"phone": "12", "post": "总工", "_edits": "post"}
    refused = post(wang, case, {**fields, **typed}, page=case)
    assert refused.status_code == 422
    assert 'value="总工"' in refused.text
    assert '<details class="w-edit" open' in refused.text
    assert desk.counter.submission(application).answers["post"] == "经理"

    done = post(wang, case, {**fields, **typed, "phone": OTHER}, page=case)
    assert done.status_code == 302
    answers = desk.counter.submission(application).answers
    assert (answers["phone"], answers["post"]) == (OTHER, "总工")
    told = wang.get(f"{case}?tab=feed").text
    assert "<del>199****0001</del> → <ins>199****0002</ins>" in told
    assert "<del>经理</del> → <ins>总工</ins>" in told
    assert OTHER not in told
    assert "更正申请内容" not in wang.get(case).text
