"""The demo that a plugin brings, proved before anybody tells it: shape and names, each fault at its line."""

from pathlib import Path
from shutil import copytree

import pytest

from app.plugincheck import problems_of

ROOT = Path(__file__).parents[3]
HERE = ROOT / "addons" / "demo_jilin"
PLUGINS = (ROOT / "forms", ROOT / "approvals", ROOT / "addons")
WRONG = """
  - name: badly_told
    matter: demo_jilin.change
    certificate: nobodys
    deeds:
      - {ago: 3, at: "09:20", who: ghost, does: submit, with: [badly_named]}
      - ago: 2
        at: "09:30"
        who: clerk
        does: return
        step: nowhere
        to: elsewhere
        lines:
          - {at: phone, what: 请改。}
          - {at: collar, what: 请改。}
      - ago: 2
        at: "09:40"
        who: clerk
        does: cc
        people: [province, stranger]
      - ago: 1
        at: "10:00"
        who: zhang
        does: resubmit
        answers:
          new_post: "99"
        files:
          reason: "任职文件.pdf"
  - name: badly_told
    matter: demo_jilin.unheard
    certificate: yu_bo_c1
    deeds:
      - {ago: 3, at: "09:20", who: zhang, does: draft}
"""
NAMED = "  badly_named: {colour: red}\n"


def told(folder: Path, *changes: tuple[str, str]) -> tuple[Path, list[str]]:
    """A demo like ours with these changes, and its lines."""
    pack = copytree(HERE, folder / "demo_jilin")
    cases = pack / "demo" / "cases.yaml"
    text = cases.read_text("utf-8")
    for old, new in changes:
        text = text.replace(old, new, 1)
    cases.write_text(text, "utf-8")
    return pack, text.splitlines()


def test_our_own_demo_is_told_as_it_should_be(tmp_path: Path):
    assert problems_of(told(tmp_path)[0], PLUGINS) == []


def test_every_name_that_is_not_there_is_told_at_its_line(tmp_path: Path):
    pack, _ = told(tmp_path, ("answers:\n", f"answers:\n{NAMED}"))
    cases = pack / "demo" / "cases.yaml"
    cases.write_text(cases.read_text("utf-8").rstrip("\n") + WRONG, "utf-8")
    lines = cases.read_text("utf-8").splitlines()

    found = {}
    for problem in problems_of(pack, PLUGINS):
        file, _, line = problem.place.rpartition(":")
        assert file == "demo_jilin/demo/cases.yaml"
        found[lines[int(line) - 1].strip()] = problem.what.zh

    assert found == {
        NAMED.strip(): "表单里没有“colour”这一栏。",
        "certificate: nobodys": "演示数据里没有证书“nobodys”。",
        '- {ago: 3, at: "09:20", who: ghost, does: submit, with: [badly_named]}': "演示数据里没有账户“ghost”。",
        "step: nowhere": "审批链没有“nowhere”这一步。",
        "to: elsewhere": "审批链没有“elsewhere”这一步。",
        "- {at: collar, what: 请改。}": "表单里没有“collar”这一栏。",
        "people: [province, stranger]": "演示数据里没有账户“stranger”。",
        'new_post: "99"': found['new_post: "99"'],
        'reason: "任职文件.pdf"': "“reason”一栏不收文件。",
        "- name: badly_told": "“badly_told”写了两次。",
        "matter: demo_jilin.unheard": found["matter: demo_jilin.unheard"],
    }
    assert found['new_post: "99"'].startswith("变更后的职务：")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("does: submit", "does: dance"),
        ("with: [renew_at_changchun]", "with: [renew_nowhere]"),
        ('at: "09:20"', 'at: "noon"'),
        ("who: zhang", "whom: zhang"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(tmp_path: Path, old: str, new: str):
    pack, lines = told(tmp_path, (old, new))
    line = 1 + next(number for number, words in enumerate(lines) if new in words)
    places = [problem.place.split()[0] for problem in problems_of(pack, PLUGINS)]
    assert f"demo_jilin/demo/cases.yaml:{line}" in places


def test_who_stands_in_has_an_account(tmp_path: Path):
    pack, lines = told(tmp_path, ("deputy: clerk", "deputy: nobody"))
    line = 1 + next(number for number, words in enumerate(lines) if "deputy: nobody" in words)
    [problem] = problems_of(pack, PLUGINS)
    assert (problem.place, problem.what.zh) == (
        f"demo_jilin/demo/cases.yaml:{line}",
        "演示数据里没有账户“nobody”。",
    )
