"""addons.licensing.unmended: what was to be mended and is as it was is handed in only with a word why."""

import pytest

from addons.licensing.findings import Refused
from approvals.cases.queries import case_history
from approvals.engine import Defect
from approvals.words import Verb
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.samples import make_chain


def test_what_was_to_be_mended_and_is_as_it_was_is_not_handed_in_without_a_word(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    both = (
        Defect("phone", "打不通"),
        Defect("office", "请选吉林市"),
        Defect("holder_name", "与证件不符"),
        Defect("", "另附说明"),
    )
    counter.act(application, "acceptance", Verb.RETURN, counter.clerk(), defects=both)
    counter.save(application, renewal, phone="19900000022")
    with pytest.raises(Refused) as refused:
        counter.resubmit(application, renewal)
    assert [one.place for one in refused.value.problems] == ["office"], (
        "the telephone is another now, and nobody can change the name here"
    )
    assert "还没有改" in refused.value.problems[0].what.zh
    counter.save(application, renewal)
    with pytest.raises(Refused) as again:
        counter.resubmit(application, renewal)
    assert [one.place for one in again.value.problems] == ["phone", "office"], "it was put back as it was"
    with pytest.raises(Refused) as long:
        counter.resubmit(application, renewal, why="长" * 501)
    assert [one.place for one in long.value.problems] == ["why"]
    counter.resubmit(application, renewal, why="电话没有错，窗口也没有错")
    case = counter.case(application).id
    last = counter.read(lambda session: case_history(session, case))[-1].entry
    assert last is not None
    assert last.act.opinion == "电话没有错，窗口也没有错", "the office reads why"


def test_what_was_put_back_as_it_was_at_an_earlier_return_is_told_by_the_last_one(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    clerk, wrong = counter.clerk(), (Defect("phone", "打不通"),)
    for phone in ("19900000022", "19900000001"):
        counter.act(application, "acceptance", Verb.RETURN, clerk, defects=wrong)
        counter.save(application, renewal, phone=phone)
        counter.resubmit(application, renewal)
        counter.confirm(application, renewal)
    counter.act(application, "acceptance", Verb.RETURN, clerk, defects=wrong)
    with pytest.raises(Refused):
        counter.resubmit(application, renewal)
    counter.save(application, renewal, phone="19900000022")
    counter.resubmit(application, renewal)


def test_enterprise_that_mends_its_own_part_hands_it_in_as_it_is(counter: Counter):
    """Its page has no place to say why: that is the applicant's."""
    steps = make_chain()["steps"]
    employer = next(one for one in steps if one["name"] == "employer")
    employer |= {"kind": "fill", "verbs": ["submit", "return"]}
    counter.publish(chain=make_chain(steps=steps))
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    values = {"employer_contact": "李娜"}
    counter.act(application, "employer", Verb.SUBMIT, renewal.boss, values=values)
    wrong = (Defect("employer_contact", "请核实联系人"),)
    counter.act(application, "acceptance", Verb.RETURN, counter.clerk(), defects=wrong, to="employer")
    counter.act(application, "employer", Verb.RESUBMIT, renewal.boss, values=values)
    assert [one.step for one in counter.case(application).state.open] == ["acceptance"]
