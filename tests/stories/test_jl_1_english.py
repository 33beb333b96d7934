"""JL-1 in English: on every page that links lead to, whatever is not the name of somebody or something is English."""

import re
from collections.abc import Iterator

import pytest
from lxml import html

from tests.addons.spine import Spine, spine
from tests.stories.renewal import Renewal
from tests.stories.visitor import Visitor
from tests.stories.walking import walked

NAMES = re.compile(r"中文|吉建安[ABC][123]?（\d{4}）\d{7}|吉建(?:函|许准延)〔2026〕第?\d+号")
"""What stays as it is: the switch of the language, numbers of certificates, of the notice and of letters."""
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]+")
NAMED = "SELECT name FROM parties_{}"
NAMING = ("person", "enterprise", "region")
SAID = ("aria-label", "placeholder", "title", "alt", "label")
"""Attributes that are read out or shown, besides those that scripts show."""
OWN = frozenset({"data-say", "data-must-equal"})
"""Attributes for scripts that hold what somebody typed or will write."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """Zhang's application waits at the window, and Li has a draft."""
    with spine("sqlite", tmp_path_factory.mktemp("english")) as found:
        Renewal(found).filed()
        Renewal(found, person="li").begin()
        found.work()
        found.clients.clear()
        yield found


@pytest.mark.parametrize("username", ["", "zhang", "li", "hengji", "clerk"])
def test_every_page_is_in_english(office: Spine, username: str) -> None:
    """JL26-3.1.0 JL26-2.2a: from the catalogue to the check before handing in, the course, the messages, the desks."""
    visitor = Visitor(office.client(username)).open("/services").press("English")
    known = names(office)
    walk = walked(office.app, visitor.client, "/services", "/login", "/find", "/notices")
    left = {address: words for address, page in walk if (words := chinese(page.tree, known))}
    assert left == {}


def names(office: Spine) -> re.Pattern[str]:
    """Everybody and everything with a Chinese name of its own."""
    found = [row["name"] for table in NAMING for row in office.rows(NAMED.format(table))]
    found += [row["name"] for row in office.rows("SELECT last_name || first_name AS name FROM ab_user")]
    return re.compile("|".join(re.escape(name) for name in sorted(found, key=len, reverse=True)))


def chinese(tree: html.HtmlElement, known: re.Pattern[str]) -> list[str]:
    """Every run of Chinese that a page shows, reads out or keeps for its scripts."""
    # the picture of somebody is the first letter of the name
    unsaid = "ancestor::script or ancestor::style or ancestor::*[contains(concat(@class, ' '), 'ava ')]"
    texts = tree.xpath(f"//text()[not({unsaid})]")
    for element in tree.iter():
        texts += [
            value
            for name, value in element.attrib.items()
            if name in SAID or (name.startswith("data-") and name not in OWN)
        ]
    return CHINESE.findall(known.sub("", NAMES.sub("", "\n".join(texts))))
