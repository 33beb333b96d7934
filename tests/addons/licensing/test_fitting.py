"""A form, a chain and the matter that binds them have to fit before one of them is published."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from approvals.chains.fitting import ground_of
from approvals.grounds import footing_of
from approvals.seams import CHAIN_GROUND
from kernel import studio
from kernel.datafiles.writing import written
from kernel.db import session_factory, transaction
from kernel.definitions import current, published
from kernel.errors import DefinitionError
from kernel.install.plan import Act
from kernel.install.situation import surveyed
from kernel.nodes import Body
from kernel.proposals.acts import propose
from tests.addons.spine import Spine, spine
from tests.approvals.pages.chain_boards import Board

FORM, CHAIN, MATTER = "pack_jilin.renewal_form", "pack_jilin.renewal_chain", "pack_jilin.renewal"
OWN = "studio.renewal"
FIXED = {"level": "city", "routing": "fixed"}
Change = Callable[[Body], None]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Spine]:
    """An installation with the matter of pack_jilin."""
    with spine("sqlite", tmp_path) as found:
        yield found


@pytest.fixture
def kept(backend: str, tmp_path: Path) -> Iterator[Spine]:
    """The same on either database."""
    with spine(backend, tmp_path) as found:
        yield found


def body_of(office: Spine, name: str) -> Body:
    """What the definition says now."""
    with session_factory(office.engine)() as session:
        found = current(session, name)
        assert found is not None
        return deepcopy(dict(found.body))


def publish(office: Spine, name: str, change: Change) -> None:
    """The definition is changed and in force."""
    body = body_of(office, name)
    change(body)
    with transaction(office.engine) as session:
        seen = published(session)[name].number
        now = office.clock.now()
        studio.change(session, office.registry, name, body, seen=seen, actor="a", reason="b", now=now)


def make(office: Spine, name: str, kind: str, body: Body) -> None:
    """There is one definition more."""
    with transaction(office.engine) as session:
        now = office.clock.now()
        studio.make(session, office.registry, name, kind, body, actor="a", reason="b", now=now)


def refused(act: Callable[..., None], *args: Any) -> dict[str, str]:
    """What the act is refused for, by place, in English."""
    with pytest.raises(DefinitionError) as caught:
        act(*args)
    assert all(one.remedy.zh for one in caught.value.problems)
    return {one.place: one.what.en for one in caught.value.problems}


def step(body: Body, name: str) -> Body:
    """A step of a chain."""
    return next(one for one in body["steps"] if one["name"] == name)


def routed(rule: str, after: int = 2) -> Change:
    """A branch with this rule stands behind so many steps."""
    special = {
        "name": "special",
        "kind": "act",
        "title": "复核",
        "office": {"level": "city", "routing": "any"},
    }
    case = {"name": "case", "when": rule, "steps": [special]}
    branch = {"name": "route", "kind": "branch", "cases": [case], "else": []}
    return lambda body: body["steps"].insert(after, branch)


def setting(name: str, **keys: Any) -> Change:
    """The step says these things."""
    return lambda body: step(body, name).update(keys)


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        ('category == "A"', 1),
        ("certificate_valid_to > today", 1),
        ("renewed_to > today and office > 0", 1),
        ('employer_contact == "x"', 2),
        ('matter == "x" and employer > 0 and holder > 0', 2),
    ],
)
def test_rules_read_facts_and_what_has_been_filled_in(office: Spine, rule: str, after: int):
    publish(office, CHAIN, routed(rule, after))


@pytest.mark.parametrize(
    ("change", "path", "what"),
    [
        (routed("no_such_field > 1"), "steps[route].cases[case].when", "Nobody gives “no_such_field”"),
        (routed("declared == True"), "steps[route].cases[case].when", "Nobody gives “declared”"),
        (
            routed('employer_contact == "x"', 1),
            "steps[route].cases[case].when",
            "is filled in at employer only",
        ),
        (
            setting("filing", sections=["identity", "no_such_part"]),
            "steps[filing].sections",
            "has no section",
        ),
        (setting("decision", edits=["no_such_field"]), "steps[decision].edits", "has no field"),
        (
            setting("decision", effects=[{"effect": "letter", "when": "nothing == 1", "with": {}}]),
            "steps[decision].effects[0].when",
            "Nobody gives “nothing”",
        ),
        (setting("filing", party="employer"), "steps[filing].party", "The applicant begins cases"),
        (setting("decision", role="no_such_role"), "steps[decision].role", "There is no role “no_such_role”"),
        (
            setting("decision", office={"level": "city", "routing": "fixed", "fixed": "no.such_office"}),
            "steps[decision].office.fixed",
            "There is no office “no.such_office”",
        ),
        (
            setting("decision", office={"level": "station", "routing": "fixed", "fixed": "parties.o220100"}),
            "steps[decision].office.level",
            "is of level city, not station",
        ),
    ],
)
def test_a_chain_that_does_not_fit_is_not_published(office: Spine, change: Change, path: str, what: str):
    if "effects" in path:
        rows = step(body_of(office, CHAIN), "decision")["effects"]
        change = setting("decision", effects=[{**rows[0], "when": "nothing == 1"}, *rows[1:]])
    found = refused(publish, office, CHAIN, change)
    assert list(found) == [f"{CHAIN} {path}"]
    assert what in found[f"{CHAIN} {path}"]
    body = body_of(office, CHAIN)
    change(body)
    with session_factory(office.engine)() as session:
        drawn = footing_of(session, office.registry, CHAIN, body)
    assert [one.path for one in drawn.problems] == [path]
    assert drawn.warnings == ()


def test_an_office_of_the_right_level_may_be_fixed(kept: Spine):
    publish(
        kept,
        CHAIN,
        setting("decision", office={"level": "city", "routing": "fixed", "fixed": "parties.o220100"}),
    )


def test_the_first_step_is_the_applicants(office: Spine):
    wait = {"name": "wait", "kind": "wait", "title": "等", "lasts": {"days": 1}}
    found = refused(publish, office, CHAIN, lambda body: body["steps"].insert(0, wait))
    assert list(found) == [f"{CHAIN} steps[wait].kind"]
    publish(office, CHAIN, setting("filing", party="holder"))


def test_those_who_draw_a_chain_choose_from_what_its_matters_know(kept: Spine):
    assert kept.registry.names(CHAIN_GROUND) == {"licensing"}
    with session_factory(kept.engine)() as session:
        ground = ground_of(session, kept.registry, CHAIN)
    assert {"category", "certificate_valid_to"} <= ground.facts.keys()
    assert (ground.levels["parties.o220100"], "employment" in ground.sections) == ("city", True)


def without(name: str) -> Change:
    """A form that no longer asks for it."""

    def change(body: Body) -> None:
        for section in body["sections"]:
            section["fields"] = [one for one in section["fields"] if one["name"] != name]

    return change


def test_a_form_keeps_what_a_chain_in_force_reads(office: Spine):
    publish(office, CHAIN, routed('employer_contact == "x"'))
    found = refused(publish, office, FORM, without("employer_contact"))
    assert list(found) == [f"{CHAIN} steps[route].cases[case].when"]
    publish(office, FORM, without("employer_phone"))


def test_what_a_chain_without_a_matter_reads_is_proved_when_a_matter_binds_it(kept: Spine):
    body = body_of(kept, CHAIN)
    routed("no_such_field > 1")(body)
    with session_factory(kept.engine)() as session:
        drawn = footing_of(session, kept.registry, OWN, body)
    sections = [f"steps[{name}].sections" for name in ("filing", "employer")]
    warned = [one.path for one in drawn.warnings]
    assert (drawn.problems, warned) == ((), ["steps[route].cases[case].when", *sections])
    make(kept, OWN, "chain", body)
    matter = {**body_of(kept, MATTER), "chain": OWN, "code": "JL-9"}
    place = f"{OWN} steps[route].cases[case].when"
    assert list(refused(make, kept, "studio.matter", "matter", matter)) == [place]
    with transaction(kept.engine) as session:
        more: dict[str, Any] = {"seen": 0, "actor": "a", "reason": "b", "now": kept.clock.now()}
        with pytest.raises(DefinitionError) as caught:
            propose(session, kept.registry, "studio.matter", "matter", matter, **more)
    assert [one.place for one in caught.value.problems] == [place]


def pack_of(office: Spine, folder: Path, change: Change) -> Path:
    """A pack with a matter of its own, whose chain is that of pack_jilin but for the change."""
    pack = folder / "tryout"
    for kind, name in (("form", FORM), ("chain", CHAIN), ("matter", MATTER)):
        body = body_of(office, name)
        if kind == "chain":
            change(body)
        if kind == "matter":
            body |= {"form": "tryout.form", "chain": "tryout.chain", "code": "T-1"}
        pack.mkdir(exist_ok=True)
        (pack / f"{kind}.yaml").write_text(written({"model": kind, "id": kind, **body}), encoding="utf-8")
    files = ["form.yaml", "chain.yaml", "matter.yaml"]
    manifest = {"name": "tryout", "title": "t", "version": "1.0.0", "license": "MIT"}
    (pack / "__manifest__.py").write_text(repr({**manifest, "depends": ["pack_jilin"], "data": files}))
    return pack


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (setting("decision", edits=["phone"]), ""),
        (setting("decision", edits=["no_such_field"]), "没有字段“no_such_field”"),
        (setting("decision", office={**FIXED, "fixed": "parties.o220100"}), ""),
        (setting("decision", office={**FIXED, "fixed": "no.such_office"}), "没有机构“no.such_office”"),
    ],
)
def test_a_pack_that_does_not_fit_is_not_installed(kept: Spine, tmp_path: Path, change: Change, said: str):
    folder = tmp_path / "packs"
    folder.mkdir()
    pack_of(kept, folder, change)
    site = replace(kept.platform.site, addons=(*kept.platform.site.addons, folder))
    with session_factory(kept.engine)() as session:
        found = surveyed(session, site, Act.INSTALL, "tryout", choices={}, registry=kept.registry)
    assert [said in one.what.zh for one in found.obstacles] == ([True] if said else [])


def test_what_does_not_fit_is_shown_while_the_chain_is_drawn(office: Spine):
    board = Board(office.client("sysadmin"), CHAIN, "sysadmin")
    assert "必改" not in board.page
    board.set("decision", role="no_such_role")
    page = unescape(board.page)
    assert "必改" in page
    assert "没有角色“no_such_role”" in page
    assert f'href="/studio/chains/{CHAIN}?at=decision#node-decision"' in page
    refused = board.proposed()
    assert refused.status_code == 422
    assert "没有角色“no_such_role”" in unescape(refused.text)
    for name in ("filing", "employer", "acceptance", "decision"):
        board.act("remove", name)
    assert "没有步骤" in unescape(board.page)


def test_an_entry_that_cannot_be_read_hides_nothing_of_other_steps(office: Spine):
    board = Board(office.client("sysadmin"), CHAIN, "sysadmin")
    board.set("decision", role="no_such_role")
    board.set("acceptance", link__url="ftp://x")
    page = unescape(board.page)
    assert "不是网页地址" in page
    assert "没有角色“no_such_role”" in page


def test_what_has_not_fitted_before_keeps_nobody_from_mending_something_else(office: Spine, monkeypatch):
    with monkeypatch.context() as patched:
        # a chain from before chains were proved beside their forms
        patched.setattr(studio, "refuse_misfits", lambda *_: None)
        publish(office, CHAIN, routed("no_such_field > 1"))
    publish(office, FORM, lambda body: body.update(title={"zh": "延续申请表（改错字）", "en": "Renewal"}))

    def worse(body: Body) -> None:
        body.update(json.loads(json.dumps(body).replace("field > 1", "field > 1 or another_field > 1")))

    with pytest.raises(DefinitionError, match="another_field"):
        publish(office, CHAIN, worse)
