"""What the supervisor does next."""

import pytest

from app.serve.decision import Act, Stage, View, decided, pause


def make_view(**changes: object) -> View:
    """A supervisor whose servers answer and are up to date."""
    usual = {
        "serving": Stage.READY,
        "candidate": None,
        "wanted": 3,
        "served": 3,
        "asked": False,
        "may_start": True,
    }
    return View(**(usual | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("view", "act"),
    [
        (make_view(), Act.WAIT),
        (make_view(serving=None, served=None), Act.START),
        (make_view(serving=Stage.GONE), Act.START),
        (make_view(serving=Stage.GONE, may_start=False), Act.WAIT),
        (make_view(wanted=4), Act.START),
        (make_view(wanted=2), Act.START),
        (make_view(wanted=4, may_start=False), Act.WAIT),
        (make_view(wanted=None), Act.WAIT),
        (make_view(asked=True, may_start=False), Act.START),
        (make_view(asked=True, candidate=Stage.BOOTING), Act.WAIT),
        (make_view(candidate=Stage.BOOTING, wanted=9), Act.WAIT),
        (make_view(candidate=Stage.READY), Act.PROMOTE),
        (make_view(serving=Stage.GONE, candidate=Stage.READY), Act.PROMOTE),
        (make_view(candidate=Stage.FAILED), Act.DISCARD),
        (make_view(candidate=Stage.GONE), Act.DISCARD),
    ],
)
def test_one_act_follows_from_what_is_seen(view: View, act: Act):
    assert decided(view) is act


def test_nothing_waits_before_the_first_failure():
    assert pause(0, serving=True) == 0


def test_waiting_grows_with_the_failures_and_ends_somewhere():
    assert [pause(n, serving=False) for n in (1, 2, 3, 40)] == [1, 2, 4, 30]
    assert [pause(n, serving=True) for n in (1, 2, 3, 40)] == [10, 20, 40, 600]
