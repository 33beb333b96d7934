"""Submissions: begun, saved, filed; two tabs, two owners, two versions."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms import service
from forms.usages import drafts
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, NotFound
from tests.forms.counter import APPLICANT, Counter
from tests.forms.samples import make_field, make_form, make_section


def test_a_draft_keeps_answers_and_what_is_none_yet(counter: Counter):
    saved = counter.save({"person": " 张建国 ", "phone": "12\x00 34"}, seen=1)

    assert saved.values == {"person": "张建国"}
    assert list(saved.problems) == ["phone"]
    with session_factory(counter.engine)() as session:
        assert service.typed(counter.row(session)) == {"person": "张建国", "phone": "12 34"}
    assert counter.save({"person": "张建国", "phone": ""}, seen=saved.revision).problems == {}


def test_two_tabs_do_not_overwrite_each_other(counter: Counter):
    counter.save({"person": "甲"}, seen=1)

    with pytest.raises(Conflict):
        counter.save({"person": "乙"}, seen=1)


def test_of_two_at_once_one_wins(counter: Counter):
    factory = session_factory(counter.engine)
    with factory() as one, factory() as other:
        first, second = counter.row(one), counter.row(other)
        other.commit()
        service.save(one, first, {"person": "甲"}, sections=APPLICANT, seen=1, **counter.now)
        one.commit()
        with pytest.raises(Conflict):
            service.save(other, second, {"person": "乙"}, sections=APPLICANT, seen=1, **counter.now)


def test_filing_tells_every_fault_at_once_at_its_field(counter: Counter):
    seen = counter.save({"phone": "12", "urgent": "yes"}, seen=1).revision

    with pytest.raises(service.NotReady) as refused:
        counter.submit(seen=seen)

    assert set(refused.value.faults) == {"person", "phone", "reason"}
    assert {problem.place for problem in refused.value.problems} == {"person", "phone", "reason"}


def test_what_nobody_sees_stays_in_the_draft_and_is_dropped_at_filing(counter: Counter):
    saved = counter.save({"person": "张", "urgent": "no", "reason": "急"}, seen=1)

    assert saved.values["reason"] == "急"
    assert counter.submit(seen=saved.revision) == {"person": "张", "urgent": False}


def test_each_party_fills_its_own_sections(counter: Counter):
    counter.save({"person": "张"}, seen=1)
    counter.submit(seen=2)

    wrong = counter.save({"person": "李", "agreed": "yes"}, seen=3, sections=["employer"])
    filed = counter.submit(seen=4, sections=["employer"])

    assert list(wrong.problems) == ["person"]
    assert filed == {"person": "张", "agreed": True}


def test_rules_know_the_day(counter: Counter):
    late = {"agreed": "yes", "checked_on": "2026-03-11"}

    assert list(counter.save(late, seen=1, sections=["employer"]).problems) == ["checked_on"]
    counter.clock.advance(days=1)
    assert counter.save(late, seen=2, sections=["employer"]).problems == {}


def test_only_ones_own_files_may_be_named(counter: Counter, tmp_path: Path):
    mine, theirs = counter.upload("person:1", tmp_path), counter.upload("person:2", tmp_path)

    assert counter.save({"proof": [str(mine)]}, seen=1).values == {"proof": [mine]}
    for wrong in (theirs, 99):
        found = counter.save({"proof": str(wrong)}, seen=counter_revision(counter))
        assert list(found.problems) == ["proof"]
        assert "proof" not in found.values
    assert counter.save({"proof": theirs}, seen=counter_revision(counter), actor="person:2").problems == {}


def test_files_of_the_applicant_are_not_for_others_to_name(counter: Counter, tmp_path: Path):
    named, kept_back = (counter.upload("person:1", tmp_path) for _ in range(2))
    counter.save({"proof": named}, seen=1)

    same = counter.save({"proof": named}, seen=counter_revision(counter), actor="person:2")
    other = counter.save({"proof": kept_back}, seen=counter_revision(counter), actor="person:2")

    assert same.values == {"proof": [named]}
    assert list(other.problems) == ["proof"]


def counter_revision(counter: Counter) -> int:
    """The revision that the next page carries."""
    with session_factory(counter.engine)() as session:
        return counter.row(session).revision


def test_a_submission_stays_on_its_version(counter: Counter):
    with transaction(counter.engine) as session:
        counter.publish(session, make_form(make_section(make_field("other", required=True))))
        form = service.form_of(session, counter.row(session), counter.registry)

    assert form.sections == {"applicant", "employer"}


def test_the_facts_of_a_submission_are_typed_and_whole(counter: Counter):
    counter.save({"agreed": "yes", "checked_on": "2026-03-01"}, seen=1, sections=["employer"])
    with session_factory(counter.engine)() as session:
        facts = service.facts(session, counter.row(session), counter.registry, now=counter.clock.now())

    assert (facts["checked_on"], facts["agreed"], facts["person"]) == (date(2026, 3, 1), True, None)


def test_an_unknown_form_is_refused(counter: Counter):
    with transaction(counter.engine) as session, pytest.raises(NotFound):
        service.draft(session, "test.other", "person:1", counter.clock.now())


def test_drafts_hold_a_form_in_place_until_they_are_filed(counter: Counter):
    with session_factory(counter.engine)() as session:
        assert [usage.count for usage in drafts(session, ["test.form"])] == [1]
    counter.save({"person": "张"}, seen=1)
    counter.submit(seen=2)
    with session_factory(counter.engine)() as session:
        assert drafts(session, ["test.form"]) == []


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.sampled_from(["person", "phone", "urgent", "reason", "proof"]), ANY))
def test_anything_can_be_saved_and_is_either_kept_or_told(counter: Counter, values: dict[str, Any]):
    saved = counter.save(values, seen=counter_revision(counter))

    assert {path.partition(".")[0] for path in saved.problems} <= values.keys()
    assert not saved.values.keys() & saved.problems.keys()


def test_what_is_declared_is_declared_anew_each_time_it_is_handed_in(counter: Counter):
    points = [{"value": "true", "title": "真实"}, {"value": "liable", "title": "承担责任"}]
    declared = make_field("declared", type="declaration", required=True, options=points)
    with transaction(counter.engine) as session:
        counter.publish(session, make_form(make_section(make_field("phone"), declared)))
        counter.id = service.draft(session, "test.form", "person:1", counter.clock.now()).id
    ticked = {"phone": "1", "declared": ["true", "liable"]}
    seen = counter.save(ticked, seen=1).revision

    filed = counter.submit(seen=seen)
    assert filed["declared"] is True, "it stays on file as it was declared"

    seen = counter_revision(counter)
    with session_factory(counter.engine)() as session:
        assert service.typed(counter.row(session)) == {"phone": "1", "declared": []}, (
            "no box comes back ticked"
        )
    with pytest.raises(service.NotReady) as refused:
        counter.submit(seen=seen)
    assert list(refused.value.faults) == ["declared"]
    seen = counter.save({"phone": "2"}, seen=seen).revision
    with pytest.raises(service.NotReady):
        counter.submit(seen=seen)
    seen = counter.save({"phone": "2", "declared": ["true", "liable"]}, seen=seen).revision
    assert counter.submit(seen=seen) == {"phone": "2", "declared": True}
