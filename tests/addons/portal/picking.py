"""The renewal with every picker, a photo and a list of materials in its section about employment."""

import copy
from typing import Any

from kernel.db import transaction
from kernel.definitions import Draft, current, publish
from tests.addons.spine import Spine

FORM = "pack_jilin.renewal_form"
PLACES: list[dict[str, Any]] = [
    {
        "name": "home",
        "type": "region",
        "title": {"zh": "户籍地", "en": "Place of registration"},
        "required": True,
    },
    {
        "name": "next_firm",
        "type": "enterprise",
        "title": {"zh": "新受聘企业", "en": "Next employer"},
        "among": "known",
    },
    {"name": "job", "type": "employment", "title": {"zh": "受聘关系", "en": "Employment"}},
    {"name": "me", "type": "person", "title": {"zh": "本人", "en": "Yourself"}},
    {"name": "held", "type": "certificate", "title": {"zh": "所持证书", "en": "Certificate held"}},
    {"name": "trade", "type": "trade", "title": {"zh": "操作工种", "en": "Trade"}},
    {"name": "post", "type": "post", "title": {"zh": "拟任职务", "en": "Post"}, "category": "A"},
    {
        "name": "photo",
        "type": "id_photo",
        "title": {"zh": "证件照", "en": "Photo"},
        "profile": "one_inch_white",
    },
]
PAPERS: dict[str, Any] = {
    "name": "papers",
    "type": "materials",
    "title": {"zh": "申请材料", "en": "Materials"},
    "items": [
        {
            "name": "id_scan",
            "title": {"zh": "身份证复印件", "en": "Copy of the identity card"},
            "paper": "copy",
            "at_window": True,
            "help": {"zh": "正反两面。", "en": "Both sides."},
        },
        {
            "name": "release",
            "title": {"zh": "解聘证明", "en": "Release"},
            "one_of": "left",
            "source": "other",
        },
        {
            "name": "verdict",
            "title": {"zh": "仲裁裁决书", "en": "Award"},
            "one_of": "left",
            "later": True,
            "source": "office",
            "blank": "/services",
        },
    ],
}


def widened(office: Spine, *fields: dict[str, Any]) -> None:
    """The form of the renewal asks these as well, and the phone on record may be corrected."""
    with transaction(office.engine) as session:
        version = current(session, FORM)
        assert version is not None
        body = copy.deepcopy(version.body)
        section = next(one for one in body["sections"] if one["name"] == "employment")
        phone = next(one for one in section["fields"] if one["name"] == "phone")
        phone |= {"given": True, "correctable": True, "source": {"zh": "来自账户", "en": "From your account"}}
        section["fields"] += fields
        draft = Draft(FORM, "form", "pack_jilin", body)
        publish(session, [draft], actor="test", reason="test", at=office.clock.now())
