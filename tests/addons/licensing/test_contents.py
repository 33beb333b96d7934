"""What licensing says of a case beside its face: masked answers, files, who hears of a message."""

from addons.licensing.listeners import said
from approvals.casefile.faces import answers_of, materials_of
from approvals.casefile.messages import say
from approvals.seams import MESSAGE_LISTENER
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import MOBILE


def test_answers_are_masked_and_have_the_places_of_defects(counter: Counter):
    case = counter.case(counter.handed_in(counter.renewal()))
    found = {
        one.path: one for one in counter.read(lambda session: answers_of(session, counter.registry, case))
    }
    assert MOBILE not in found["phone"].words
    assert found["phone"].value == MOBILE
    assert found["office"].words


def test_a_case_without_files_has_no_materials(counter: Counter):
    case = counter.case(counter.handed_in(counter.renewal()))
    assert counter.read(lambda session: materials_of(session, counter.registry, case, 1)) == []


def test_the_other_side_of_a_message_is_told(counter: Counter):
    case = counter.case(counter.handed_in(counter.renewal()))

    def talk(session):
        for by_office in (True, False):
            say(
                session,
                counter.registry,
                case,
                "请补任职文件",
                author="x",
                by_office=by_office,
                now=counter.now,
            )

    counter.act_in(talk)
    assert [entry.thing for entry in counter.registry.entries(MESSAGE_LISTENER)] == [said]
