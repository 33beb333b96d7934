"""A choice that may still be made while a public notice stands."""

from datetime import date
from typing import Any

import pytest

from approvals.engine import Actor, allowed
from approvals.words import Happening, Verb
from kernel.errors import Invalid
from tests.approvals.engine.test_waiting import begun, make_choice, make_notice, pass_days
from tests.approvals.samples import make_branch, make_case, make_step


def test_the_holder_may_still_choose_while_the_notice_stands():
    late: dict[str, Any] = {"clock": {"days": 5, "on_overdue": "go_to"}, "on": {"overdue": "n"}}
    notice = make_notice(party="holder", choice="c")
    way = make_branch("r", make_case("t", notice, when="chosen_c == ''"))
    after = make_branch("s", make_case("u", make_step("theirs"), when="chosen_c == 'theirs'"))
    holder = Actor("zhang", frozenset({"n"}))

    run = begun(date(2024, 4, 26), make_choice(**late), way, after, make_step("cancel"))
    assert pass_days(run, date(2024, 5, 8))[-1] == (date(2024, 5, 8), Happening.OVERDUE, "c")
    assert allowed(run.chain, run.state, holder) == {"n": (Verb.SUBMIT,)}
    with pytest.raises(Invalid) as refused:
        run.act("n", Verb.SUBMIT, by=holder, value="both")
    assert refused.value.remedy.en == "Choose one of: ours, theirs."
    run.act("n", Verb.SUBMIT, by=holder, value="theirs")
    assert (run.state.chosen, run.open) == ({"c": "theirs"}, ["theirs"])
    run.refuse_incoherent()

    silent = begun(date(2024, 4, 26), make_choice(**late), way, after, make_step("cancel"))
    pass_days(silent, date(2024, 5, 15))
    assert (silent.state.chosen, silent.open) == ({}, ["cancel"])
