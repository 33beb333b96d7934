"""JL-1 in English: whatever is not the name of somebody or something is told in English."""

import re

import pytest

from tests.addons.spine import Spine
from tests.stories.renewal import GUIDE, Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
NAMES = re.compile(r"中文|吉建安[ABC][123]?（\d{4}）\d{7}|吉建函〔2026〕7号")
"""What stays as it is: the switch of the language, numbers of certificates, the number of the notice."""
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]+")
NAMED = "SELECT name FROM parties_{}"
DRAFT = (
    *("/services", GUIDE, "/my/certificates", "/my/certificates/1", "/my/applications", "/my/applications/1"),
    *(
        "/my/applications/1/fill/identity",
        "/my/applications/1/fill/employment",
        "/my/applications/1/fill/pledge",
    ),
    *("/my/applications/1/check", "/my/applications/1/withdraw", "/verify"),
)


def chinese_on(office: Spine, username: str, *paths: str) -> dict[str, list[str]]:
    """What each page says in Chinese once names are taken out."""
    visitor = Visitor(office.client(username)).open("/notices")
    if visitor.has_button("English"):
        visitor.press("English")
    names = [row["name"] for table in ("person", "enterprise") for row in office.rows(NAMED.format(table))]
    names += [row["name"] for row in office.rows("SELECT last_name || first_name AS name FROM ab_user")]
    known = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    initials = {name[:1] for name in names}
    found = {
        path: CHINESE.findall(known.sub("", NAMES.sub("", visitor.open(path).everything))) for path in paths
    }
    left = {path: [words for words in said if words not in initials] for path, said in found.items()}
    return {path: said for path, said in left.items() if said}


def test_pages_of_the_person_are_in_english(office: Spine):
    """JL26-3.1.0: from the catalogue to the check before handing in."""
    Renewal(office).begin()
    assert chinese_on(office, "zhang", *DRAFT) == {}


def test_pages_of_everybody_are_in_english_once_it_is_filed(office: Spine):
    """JL26-3.1.0 JL26-2.2a: the course and the messages, the enterprise's workspace, the workbench."""
    Renewal(office).filed()
    office.work()
    office.clients.clear()
    pages = {
        "zhang": ("/my/applications/1", "/my/certificates", "/notices"),
        "hengji": ("/enterprise", "/enterprise/applications/1", "/enterprise/certificates/1", "/notices"),
        "clerk": ("/work", "/work/1", "/work/1?tab=history", "/work/1/return"),
    }
    assert {who: left for who, paths in pages.items() if (left := chinese_on(office, who, *paths))} == {}
