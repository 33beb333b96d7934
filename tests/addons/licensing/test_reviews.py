"""addons.licensing.reviews: who publishes a form or a matter is told which cases stand on the older versions."""

import pytest

from addons.licensing.reviews import of_form, of_matter
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.samples import FORM, MATTER


@pytest.mark.parametrize(("review", "name"), [(of_matter, MATTER), (of_form, FORM)])
def test_open_cases_are_counted_by_version_and_drafts_are_not(counter: Counter, review, name):
    filed, drafted = counter.renewal(), counter.renewal()
    application = counter.begin(filed)
    counter.save(application, filed)
    counter.submit(application, filed)
    counter.begin(drafted)

    [section] = counter.read(lambda session: review(session, counter.registry, name, {}, {}))

    assert section.told[-1].words.zh == "1 件在办，保持原版"
    assert section.title.zh == "涉及的事项与办件"


def test_a_matter_that_nobody_filed_touches_nothing(counter: Counter):
    assert counter.read(lambda session: of_matter(session, counter.registry, MATTER, {}, {})) == ()
