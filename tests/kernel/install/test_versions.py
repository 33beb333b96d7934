"""What patches make of definitions, in both modes; versions, numbered, never changed, comparable."""

import pytest
from sqlalchemy import select

from kernel.db import session_factory
from kernel.definitions import compared, version, versions
from kernel.differences import MISSING
from kernel.errors import NotFound
from kernel.models import DefinitionVersion
from tests.conftest import TODAY
from tests.kernel.install.house import ACTOR, House
from tests.plugins.variants import edited, with_plain_words, with_version, written

THIRD = """\
model: form
id: request
inherit: beta.request
mode: primary
patch:
  - attributes: email
    set: {title: {zh: 电子信箱, en: Mail}}
"""


def fields(house: House, definition: str) -> list[str]:
    """The names of the applicant's fields in order."""
    names: list[str] = [field["name"] for field in house.body(definition)["sections"][0]["fields"]]
    return names


def with_third(house: House) -> None:
    """A plugin whose form derives from beta's lies in the folder."""
    manifest = {"name": "third", "title": "丙", "version": "1.0.0", "license": "MIT", "depends": ["beta"]}
    written(house.addons, "third/__manifest__.py", repr(manifest | {"data": ["forms/request.yaml"]}))
    written(house.addons, "third/forms/request.yaml", THIRD)


def test_an_extension_reaches_every_descendant(with_beta: House):
    with_third(with_beta)
    with_beta.install("third")

    assert fields(with_beta, "alpha.request") == ["person", "phone", "email", "reason", "urgent"]
    assert fields(with_beta, "beta.request") == ["beta_code", *fields(with_beta, "alpha.request")]
    assert fields(with_beta, "third.request") == fields(with_beta, "beta.request")
    assert with_beta.body("third.request")["sections"][0]["fields"][3]["title"]["zh"] == "电子信箱"


def test_a_derived_definition_leaves_its_base_alone(with_alpha: House):
    chain, form = with_alpha.body("alpha.approval"), with_alpha.body("alpha.request")

    with_alpha.install("beta")

    assert with_alpha.body("alpha.approval") == chain
    assert with_alpha.number("alpha.approval") == 1
    assert [step["name"] for step in with_alpha.body("beta.approval")["steps"]] == ["filing", "city"]
    assert with_alpha.body("beta.approval")["steps"][1]["office"]["routing"] == "by_region"
    base = with_alpha.body("alpha.request")
    assert (base["title"], base["sections"][1]) == (form["title"], form["sections"][1])
    assert with_alpha.body("beta.request")["title"]["en"] == "Test request of beta"


def test_a_version_says_who_when_and_why(with_alpha: House):
    with_alpha.clock.advance(days=1)
    with_alpha.install("beta")

    with session_factory(with_alpha.engine)() as session:
        newest, first = versions(session, "alpha.request")
    assert (newest.number, newest.published_by, newest.reason) == (2, ACTOR, "install beta 1.0.0")
    assert newest.published_at == with_alpha.clock.now()
    assert (first.number, first.published_at, first.reason) == (1, TODAY, "install alpha 1.0.0")
    assert len({newest.digest, first.digest}) == 2


def test_the_same_body_makes_no_new_version(with_beta: House):
    before = with_beta.read(select(DefinitionVersion.id).order_by(DefinitionVersion.id))
    with_version(with_beta.addons, "beta", "1.1.0")
    edited(with_beta.addons, "beta/forms/request.yaml", "# In place", "# Still in place")

    with_beta.done("upgrade", "beta")

    assert with_beta.read(select(DefinitionVersion.id).order_by(DefinitionVersion.id)) == before


def test_a_version_never_changes(with_alpha: House):
    with session_factory(with_alpha.engine)() as session:
        before = version(session, "alpha.request", 1).body

    with_alpha.install("beta")
    with_alpha.uninstall("beta")

    with session_factory(with_alpha.engine)() as session:
        assert version(session, "alpha.request", 1).body == before
        assert version(session, "alpha.request", 3).body == before
    assert with_alpha.number("alpha.request") == 3


def test_any_two_versions_can_be_compared(with_alpha: House):
    with_alpha.install("beta")
    with_version(with_alpha.addons, "alpha", "1.1.0")
    edited(with_alpha.addons, "alpha/forms/request.yaml", "        max: 20", "        max: 25")
    with_alpha.done("upgrade", "alpha")

    with session_factory(with_alpha.engine)() as session:
        steps = [compared(session, "alpha.request", old=old, new=new) for old, new in ((1, 2), (2, 3))]
        [forth], [back] = steps[1], compared(session, "alpha.request", old=3, new=2)
        every = compared(session, "alpha.request", old=1, new=3)
        same = compared(session, "alpha.request", old=2, new=2)
    [email] = steps[0]
    assert (email.path, email.before) == ("sections[applicant].fields[email]", MISSING)
    assert (forth.path, forth.before, forth.after) == ("sections[unit].fields[seats_wanted].max", 20, 25)
    assert (back.before, back.after) == (25, 20)
    assert [found.path for found in every] == [email.path, forth.path]
    assert same == ()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_version_that_is_not_there_is_refused(with_alpha: House):
    with session_factory(with_alpha.engine)() as session, pytest.raises(NotFound) as refusal:
        compared(session, "alpha.request", old=1, new=7)

    assert "7" in refusal.value.what.zh
    assert refusal.value.place == "alpha.request"


def test_a_definition_no_longer_in_the_files_retires_and_keeps_its_versions(with_beta: House):
    with_version(with_beta.addons, "beta", "2.0.0")
    edited(with_beta.addons, "beta/__manifest__.py", '        "chains/approval.yaml",\n', "")

    with_beta.done("upgrade", "beta")

    assert with_beta.number("beta.approval") == 0
    with session_factory(with_beta.engine)() as session:
        assert [one.number for one in versions(session, "beta.approval")] == [1]


def test_plain_words_stay_text(ground: House):
    with_plain_words(ground.addons)

    ground.install("beta")

    options = ground.body("beta.words")["sections"][0]["fields"][0]["options"]
    assert [option["value"] for option in options] == ["on", "no", "010", "1e3"]
    assert [option["title"] for option in options] == ["off", "y", "2026-03-10", "0x10"]
