"""Uploads in no answers are forgotten after a while; contents go only when nothing refers to them."""

import os
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import forms.seams
from forms.cleaning import forget
from forms.jobs import NIGHTS, orphans, uploads
from forms.models import Upload
from forms.seams import stored_digests
from forms.storage import LocalFiles, folder_in
from forms.topics import contents
from forms.uploads import UNNAMED_DAYS
from kernel.db import transaction
from kernel.errors import NotFound
from kernel.jobs import Slot
from kernel.models import OutboxItem, Plugin
from kernel.registry import Registry, assembled
from kernel.surroundings import Surroundings, surround
from tests.forms.counter import PDF, Counter

KEPT_ELSEWHERE: set[str] = set()


@pytest.fixture
def storage(tmp_path: Path) -> LocalFiles:
    """The storage of the site."""
    return LocalFiles(folder_in(tmp_path))


def rested(storage: LocalFiles) -> None:
    """Nobody has put anything lately."""
    for path in storage.folder.rglob("*"):
        os.utime(path, (0, 0))


def night(counter: Counter, folder: Path, job: Any = uploads) -> list[OutboxItem]:
    """The job has run and then what it deferred; the work that is written now."""
    around = Surroundings(elsewhere(), counter.clock, folder=folder)
    with transaction(counter.engine) as session:
        surround(session, around)
        job(session, Slot("", counter.clock.now()))
    with transaction(counter.engine) as session:
        surround(session, around)
        done = session.scalars(select(OutboxItem).order_by(OutboxItem.id)).all()
        for item in done:
            contents(session, item.payload)
            session.delete(item)
        session.flush()
        left = session.scalars(select(OutboxItem)).all()
        session.expunge_all()
        return list(left)


def elsewhere() -> Registry:
    """What is installed, with a plugin that keeps contents itself."""
    module = ModuleType("elsewhere")

    def kept(session: Session, digests: Collection[str]) -> set[str]:
        return KEPT_ELSEWHERE & set(digests)

    kept.__module__ = "elsewhere"
    module.kept = stored_digests("elsewhere")(kept)  # type: ignore[attr-defined]
    return assembled({"forms": [forms.seams], "elsewhere": [module]})


def left_of(counter: Counter) -> list[int]:
    """The uploads that there are."""
    with transaction(counter.engine) as session:
        return list(session.scalars(select(Upload.id).order_by(Upload.id)))


def test_an_old_upload_in_no_answers_is_forgotten_with_its_content(
    counter: Counter, tmp_path: Path, storage: LocalFiles
):
    counter.upload("person:1", storage.folder)
    rested(storage)
    counter.clock.advance(days=UNNAMED_DAYS)
    night(counter, tmp_path)
    assert len(left_of(counter)) == 1
    counter.clock.advance(hours=1)
    assert night(counter, tmp_path) == []
    assert left_of(counter) == []
    assert [path for path in storage.folder.rglob("*") if path.is_file()] == []
    assert night(counter, tmp_path) == []


def test_what_answers_or_typing_name_is_kept(counter: Counter, tmp_path: Path, storage: LocalFiles):
    one, other, unused = (counter.upload("person:1", storage.folder) for _ in range(3))
    seen = counter.save({"proof": [str(one), str(other)]}, seen=1).revision
    rested(storage)
    counter.clock.advance(days=60)
    night(counter, tmp_path)
    assert left_of(counter) == [one, other]
    counter.save({"proof": [str(other)]}, seen=seen)
    night(counter, tmp_path)
    assert left_of(counter) == [other]
    assert unused not in left_of(counter)
    [upload] = storage.folder.rglob("*/*")
    assert storage.get(upload.parent.name + upload.name) == PDF


def test_a_content_that_another_plugin_refers_to_stays(
    counter: Counter, tmp_path: Path, storage: LocalFiles, monkeypatch: pytest.MonkeyPatch
):
    counter.upload("person:1", storage.folder)
    digest = storage.put(PDF)
    monkeypatch.setitem(globals(), "KEPT_ELSEWHERE", {digest})
    rested(storage)
    counter.clock.advance(days=60)
    night(counter, tmp_path)
    assert left_of(counter) == []
    assert storage.get(digest) == PDF


def test_a_content_put_again_lately_stays_and_is_asked_about_later(
    counter: Counter, tmp_path: Path, storage: LocalFiles
):
    counter.upload("person:1", storage.folder)
    rested(storage)
    digest = storage.put(PDF)
    counter.clock.advance(days=60)
    [again] = night(counter, tmp_path)
    assert again.payload == {"digests": [digest]}
    assert again.due_at > counter.clock.now()
    assert storage.get(digest) == PDF


def test_a_content_that_no_upload_ever_had_is_not_touched(
    counter: Counter, tmp_path: Path, storage: LocalFiles
):
    digest = storage.put(b"a letter")
    counter.upload("person:1", storage.folder)
    rested(storage)
    counter.clock.advance(days=60)
    night(counter, tmp_path)
    assert storage.get(digest) == b"a letter"
    assert storage.remove("0" * 64)
    with pytest.raises(NotFound):
        storage.get("0" * 64)


def test_while_a_plugin_cannot_answer_no_content_goes(counter: Counter, tmp_path: Path, storage: LocalFiles):
    counter.upload("person:1", storage.folder)
    digest = storage.put(PDF)
    rested(storage)
    counter.clock.advance(days=60)
    with transaction(counter.engine) as session:
        now = counter.clock.now()
        named = {
            "name": "letters",
            "title": "文书",
            "version": "1",
            "position": 1,
            "digest": "",
            "manifest": {},
        }
        session.add(Plugin(**named, has_code=True, installed_at=now, changed_at=now))
    [again] = night(counter, tmp_path)
    assert again.payload == {"digests": [digest]}
    assert storage.get(digest) == PDF


def test_so_many_are_forgotten_in_one_run(counter: Counter, storage: LocalFiles):
    for _ in range(3):
        counter.upload("person:1", storage.folder)
    with transaction(counter.engine) as session:
        assert len(forget(session, before=counter.clock.now() + timedelta(days=1), most=2)) == 1
    assert len(left_of(counter)) == 1


def nights(counter: Counter, folder: Path) -> None:
    """Every shelf of the storage has been looked at."""
    for _ in range(NIGHTS):
        night(counter, folder, orphans)
        counter.clock.advance(days=1)


def test_the_content_of_an_upload_that_was_rolled_back_is_removed(
    counter: Counter, tmp_path: Path, storage: LocalFiles, monkeypatch: pytest.MonkeyPatch
):
    counter.upload("person:1", storage.folder)
    elsewhere_kept = storage.put(b"a letter")
    monkeypatch.setitem(globals(), "KEPT_ELSEWHERE", {elsewhere_kept})
    lost = storage.put(b"nobody committed this")
    nights(counter, tmp_path)
    assert storage.get(lost)
    rested(storage)
    nights(counter, tmp_path)
    with pytest.raises(NotFound):
        storage.get(lost)
    assert storage.get(elsewhere_kept)
    assert len([path for path in storage.folder.rglob("*") if path.is_file()]) == 2


def test_what_a_crash_left_half_written_is_removed(counter: Counter, tmp_path: Path, storage: LocalFiles):
    counter.upload("person:1", storage.folder)
    [kept] = storage.folder.rglob("*/*")
    for ending in ("new", "gone"):
        kept.with_name(f"{kept.name}.0a.{ending}").write_bytes(b"half")
    rested(storage)
    nights(counter, tmp_path)
    assert [path for path in storage.folder.rglob("*") if path.is_file()] == [kept]
