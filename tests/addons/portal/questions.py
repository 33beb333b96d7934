"""The renewal with questions whose rules hang on what is typed: put into the form before a draft is begun."""

import copy
from typing import Any

from kernel.definitions import Draft, current, publish
from tests.addons.spine import Spine

FORM = "pack_jilin.renewal_form"
ADDED: list[dict[str, Any]] = [
    {"name": "away", "type": "yes_no", "title": {"zh": "是否派驻外地", "en": "Posted elsewhere"}},
    {
        "name": "place",
        "type": "text",
        "title": {"zh": "派驻地点", "en": "Where"},
        "visible_when": "away",
    },
    {
        "name": "months",
        "type": "integer",
        "title": {"zh": "派驻几个月", "en": "For how many months"},
        "required_when": "away",
    },
    {
        "name": "days",
        "type": "integer",
        "title": {"zh": "约合天数", "en": "About so many days"},
        "compute": "months * 30",
    },
]


def with_questions(office: Spine) -> Spine:
    """The section about employment asks them too, and the form does not say how long it takes."""
    with office.platform.database.transaction() as session:
        now = current(session, FORM)
        assert now is not None
        body = copy.deepcopy(dict(now.body))
        body["sections"][1]["fields"] += ADDED
        del body["help"]
        draft = Draft(FORM, "form", "pack_jilin", body)
        publish(session, [draft], actor="test", reason="test", at=office.clock.now())
    return office
