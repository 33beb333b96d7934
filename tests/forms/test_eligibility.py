"""forms.eligibility: who may fill in a form is known before they begin, and what is not met keeps it from filing."""

import pytest

from forms import service
from forms.compiler import CompiledForm
from forms.definition import examined, read_form
from forms.eligibility import unmet
from kernel.db import transaction
from tests.conftest import TODAY
from tests.forms.counter import Counter
from tests.forms.samples import TYPES, make_field, make_form, make_section

IN_POST = {"holds": 'category == "B"', "message": "只有项目负责人可以申请。"}
BODY = make_form(
    make_section(make_field("category", given=True), make_field("person", required=True)), eligible=[IN_POST]
)
ANSWERS = {"category": "B", "person": "张小山"}


def faults(**answers: str) -> list[str]:
    """What is not met by these answers."""
    form = CompiledForm(read_form(BODY, TYPES), "zh")
    return [fault.what.zh for fault in unmet(form.form, form.facts(answers, today=TODAY.date())).values()]


def test_what_is_met_keeps_nobody_out():
    assert faults(category="B") == []


@pytest.mark.parametrize("answers", [{"category": "A"}, {}], ids=["other", "unknown"])
def test_what_is_not_met_is_told_in_the_words_of_the_form(answers):
    assert faults(**answers) == ["只有项目负责人可以申请。"]


@pytest.mark.parametrize("name", ["person", "corrected"])
def test_a_condition_on_what_somebody_fills_in_is_refused_at_its_place(name):
    fields = [make_field("person"), make_field("corrected", given=True, correctable=True)]
    body = make_form(make_section(*fields), eligible=[{"holds": f'{name} == "x"', "message": "不。"}])
    [problem] = examined(body, TYPES)[1]
    assert problem.path == "eligible[0].holds"
    assert name in problem.what.zh
    assert "核对条件" in problem.remedy.zh


def test_who_is_not_eligible_files_nothing_and_loses_nothing(counter: Counter):
    with transaction(counter.engine) as session:
        counter.publish(session, BODY)
        counter.id = service.draft(session, "test.form", "person:1", counter.clock.now()).id
        service.give(session, counter.row(session), {"category": "A"}, **counter.now)
    saved = counter.save({"person": "张小山"}, seen=2)

    with pytest.raises(service.NotReady) as refusal:
        counter.submit(seen=saved.revision)

    assert [one.what.zh for one in refusal.value.problems] == ["只有项目负责人可以申请。"]
    with transaction(counter.engine) as session:
        row = counter.row(session)
        assert (row.filed_at, row.answers["person"]) == (None, "张小山")
        service.give(session, row, {"category": "B"}, **counter.now)
        revision = row.revision
    assert counter.submit(seen=revision) == ANSWERS
