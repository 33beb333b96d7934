"""JL-1 in Chromium: the person with a phone, the enterprise and the clerk at desks, on a clock that stands."""

import pytest

from tests.stories.desks import Stage, accept, apply, approve, confirm
from tests.stories.renewal import NUMBER, Renewal
from tests.stories.test_jl_1_papers import code_of, words_of

pytestmark = pytest.mark.browser


def ends(stage: Stage) -> str:
    """The last day of the certificate in the ledger."""
    return str(Renewal(stage.office).certificate()["valid_to"])[:10]


@pytest.mark.fast
def test_renewal_from_the_phone_to_the_longer_certificate(stage: Stage):
    """JL26-2.2a JL26-3.1.2a JL26-3.1.2c: filed, submitted, decided; the ledger, the letter, the page of its code."""
    with stage.phone() as person, stage.wide("hengji") as firm, stage.wide("clerk") as clerk:
        apply(person)
        confirm(firm)
        accept(clerk)
        approve(clerk)
        stage.office.work()
        person.go("/my/applications/1").sees("准予延续决定书")
        with person.page.expect_download() as letter:
            person.page.get_by_role("link", name="准予延续决定书").first.click()
        person.go("/my/certificates").sees("2029-05-31")
        content = letter.value.path().read_bytes()
        assert ends(stage) == "2029-05-31"
        assert f"{NUMBER}" in words_of(content)
        with stage.phone("") as stranger:
            stranger.go(code_of(content).partition("//")[2].partition("/")[2].join(["/", ""]))
            stranger.sees("张*山")
