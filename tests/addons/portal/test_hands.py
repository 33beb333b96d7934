"""addons.portal.hands: who had a step is told by when its task was opened."""

from addons.portal.hands import Hand, Hands
from kernel.text import Text

CHANGCHUN, JILIN, FIRM = Text("长春", "Changchun"), Text("吉林", "Jilin"), Text("公司", "Firm")


def test_each_entry_has_the_one_whose_task_it_was_then() -> None:
    hands = Hands(
        [
            Hand("employer", 2, FIRM, office=False, waits=False),
            Hand("decision", 3, CHANGCHUN, office=True, waits=False),
            Hand("decision", 6, JILIN, office=True, waits=True),
        ]
    )
    assert [hands.of("decision", seq).zh for seq in (3, 4, 6, 7)] == ["", "长春", "长春", "吉林"]
    assert (hands.of("employer", 9), hands.of("review", 9).zh) == (FIRM, "")
    assert hands.office == JILIN


def test_case_that_waits_at_no_office_says_none() -> None:
    closed = Hand("decision", 3, CHANGCHUN, office=True, waits=False)
    assert Hands([closed, Hand("employer", 5, FIRM, office=False, waits=True)]).office.zh == ""


def test_what_was_handed_in_at_once_was_the_applicants() -> None:
    hands = Hands([Hand("filing", 5, FIRM, office=False, waits=True)], Text("张小山", "Zhang"))
    assert [hands.of(*one).zh for one in (("filing", 2), ("filing", 6), ("", 3))] == ["张小山", "公司", ""]
