"""kernel.keys: purposes, ids, rotation, the file and who may read it."""

import base64
import json
from pathlib import Path

import pytest

from kernel.errors import Invalid, NotFound
from kernel.keys import (
    KeyRing,
    Purpose,
    ensure_keys,
    given,
    missing,
    read_keys,
    refuse_inside,
    ring_of,
    rotated,
)

SECRET = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(1, 33))).decode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secrets" / "keys.json"


def test_the_demo_makes_a_key_for_every_purpose_that_only_its_owner_can_read(path):
    ring = ensure_keys(path)
    assert missing(ring) == ()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["keys.json"]


def test_a_second_start_keeps_the_keys(path):
    assert ensure_keys(path) == ensure_keys(path) == read_keys(path)


def test_a_purpose_that_came_later_gets_its_key_and_the_others_keep_theirs(path):
    before = ensure_keys(path)
    written = json.loads(path.read_text())
    del written["audit"]
    path.write_text(json.dumps(written))
    after = ensure_keys(path)
    assert after.current(Purpose.SIGNING) == before.current(Purpose.SIGNING)
    assert after.current(Purpose.AUDIT).id != before.current(Purpose.AUDIT).id


def test_no_two_purposes_share_a_key(path):
    ring = ensure_keys(path)
    assert len({ring.current(purpose).secret for purpose in Purpose}) == len(Purpose)


def test_a_rotated_key_still_opens_what_it_closed(path):
    old = ensure_keys(path).current(Purpose.ENCRYPTION)
    rotated(path, Purpose.ENCRYPTION)
    rotated(path, Purpose.ENCRYPTION)
    ring = read_keys(path)
    assert ring.current(Purpose.ENCRYPTION) != old
    assert ring.key(Purpose.ENCRYPTION, old.id) == old
    assert len(ring.all(Purpose.ENCRYPTION)) == 3


def test_keys_come_from_values_too_and_the_first_is_in_use():
    ring = given({"audit": f"new:{SECRET} old:{OTHER}", "signing": ""})
    assert [key.id for key in ring.all(Purpose.AUDIT)] == ["new", "old"]
    assert missing(ring) == tuple(purpose for purpose in Purpose if purpose is not Purpose.AUDIT)


def test_values_come_before_the_file_whose_keys_stay_for_what_is_old(path):
    old = ensure_keys(path).current(Purpose.AUDIT)
    ring = ring_of(read_keys(path), given({"audit": f"new:{SECRET}"}))
    assert [key.id for key in ring.all(Purpose.AUDIT)] == ["new", old.id]
    assert missing(ring) == ()


def test_without_a_file_every_purpose_is_missing(path):
    assert missing(read_keys(path)) == tuple(Purpose)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read_is_refused(path, mode):
    ensure_keys(path)
    path.chmod(mode)
    with pytest.raises(Invalid, match="可被其他用户读取") as refusal:
        read_keys(path)
    assert refusal.value.place == str(path)
    assert "chmod 600" in refusal.value.remedy.en


@pytest.mark.parametrize(
    "written",
    [
        "no json",
        "[]",
        '{"audit": []}',
        '{"audit": {"current": "a", "keys": {}}}',
        f'{{"poetry": {{"current": "a", "keys": {{"a": "{SECRET}"}}}}}}',
        '{"audit": {"current": "a", "keys": {"a": "c2hvcnQ="}}}',
        f'{{"audit": {{"current": "a b", "keys": {{"a b": "{SECRET}"}}}}}}',
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(path, written):
    ensure_keys(path)
    path.write_text(written)
    with pytest.raises(Invalid) as refusal:
        read_keys(path)
    assert str(path) in refusal.value.place


@pytest.mark.parametrize("written", [SECRET, "a:c2hvcnQ=", f"a b:{SECRET}", "a:***"])
def test_a_value_that_is_no_key_is_refused(written):
    with pytest.raises(Invalid):
        given({"audit": written})


def test_a_missing_key_is_refused_by_purpose_and_id():
    with pytest.raises(NotFound, match="审计封存"):
        KeyRing({}).current(Purpose.AUDIT)
    with pytest.raises(NotFound, match="old"):
        given({"audit": f"new:{SECRET}"}).key(Purpose.AUDIT, "old")


def test_secrets_never_show(path):
    ring = ensure_keys(path)
    secret = ring.current(Purpose.AUDIT).secret
    shown = repr(ring) + repr(ring.current(Purpose.AUDIT))
    assert repr(secret) not in shown
    assert base64.b64encode(secret).decode() not in shown


def test_a_key_file_inside_the_data_folder_is_refused(tmp_path):
    refuse_inside(tmp_path / "keys.json", tmp_path / "data")
    (tmp_path / "link").symlink_to(tmp_path / "data")
    for inside in (tmp_path / "data" / "keys.json", tmp_path / "link" / "keys.json"):
        with pytest.raises(Invalid, match="数据目录之内"):
            refuse_inside(inside, tmp_path / "data")
