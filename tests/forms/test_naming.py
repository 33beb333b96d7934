"""Which uploads a submission names: as answers, or only as typed; and how many may wait for that."""

from pathlib import Path

import pytest
from sqlalchemy import select

from forms import service, uploads
from forms.fieldtype import AnswerError
from forms.models import Naming
from kernel.db import transaction
from tests.forms.counter import PDF, Counter
from tests.forms.samples import make_field, make_form, make_section


def named(counter: Counter) -> dict[int, bool]:
    """What the submission names, and whether as answers."""
    with transaction(counter.engine) as session:
        rows = session.execute(select(Naming.upload_id, Naming.answered)).all()
    return {row.upload_id: row.answered for row in rows}


def test_what_is_saved_is_named_and_what_is_taken_out_no_longer(counter: Counter, tmp_path: Path):
    one, other = (counter.upload("person:1", tmp_path) for _ in range(2))
    seen = counter.save({"person": "甲", "proof": [str(one)]}, seen=1).revision
    assert named(counter) == {one: True}
    seen = counter.save({"person": "甲", "proof": [str(other)]}, seen=seen).revision
    assert named(counter) == {other: True}
    seen = counter.save({"person": "甲", "proof": []}, seen=seen).revision
    assert named(counter) == {}


def test_what_is_refused_is_named_as_typed_until_it_is_an_answer(counter: Counter, tmp_path: Path):
    one, other = (counter.upload("person:1", tmp_path) for _ in range(2))
    saved = counter.save({"proof": [str(one), str(other), "9999", "2147483648", "x"]}, seen=1)
    assert "proof" in saved.problems
    assert named(counter) == {one: False, other: False}
    counter.save({"proof": [str(one)]}, seen=saved.revision)
    assert named(counter) == {one: True}


def test_a_material_for_the_window_may_be_uploaded_after_all_and_nobody_elses(
    counter: Counter, tmp_path: Path
):
    items = [{"name": "scan", "title": "身份证", "at_window": True}]
    with transaction(counter.engine) as session:
        counter.publish(session, make_form(make_section(make_field("papers", type="materials", items=items))))
        counter.id = service.draft(session, "test.form", "person:1", counter.clock.now()).id
    seen = counter.save({"scan": "window"}, seen=1).revision
    strange, mine = counter.upload("person:2", tmp_path), counter.upload("person:1", tmp_path)

    saved = counter.save({"scan": [str(strange)]}, seen=seen)

    assert "scan" in saved.problems
    assert counter.save({"scan": [str(mine)]}, seen=saved.revision).problems == {}


def test_the_names_go_with_the_draft(counter: Counter, tmp_path: Path):
    counter.save({"proof": [str(counter.upload("person:1", tmp_path))]}, seen=1)
    with transaction(counter.engine) as session:
        session.delete(counter.row(session))
    assert named(counter) == {}


def test_an_account_may_hold_so_many_files_in_no_answers(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "UNNAMED_FILES", 2)
    one, _ = (counter.upload("person:1", tmp_path) for _ in range(2))
    with pytest.raises(AnswerError) as refused:
        counter.upload("person:1", tmp_path)
    assert "请先保存" in refused.value.remedy.zh
    assert "14 days" in refused.value.remedy.en
    counter.upload("person:2", tmp_path)
    counter.save({"proof": [str(one)]}, seen=1)
    counter.upload("person:1", tmp_path)


def test_what_is_only_typed_counts_as_in_no_answers(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "UNNAMED_FILES", 2)
    counter.save({"proof": [str(counter.upload("person:1", tmp_path)) for _ in range(2)]}, seen=1)
    with pytest.raises(AnswerError):
        counter.upload("person:1", tmp_path)


def test_their_sizes_are_counted_and_nothing_refused_is_stored(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "MEGABYTE", len(PDF))
    monkeypatch.setattr(uploads, "UNNAMED_MEGABYTES", 1)
    counter.upload("person:1", tmp_path / "first")
    with pytest.raises(AnswerError):
        counter.upload("person:1", tmp_path / "second")
    assert not (tmp_path / "second").exists()
