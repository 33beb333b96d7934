"""A form whose answers are of every sort, and what a page posts about it."""

from typing import Any

from werkzeug.datastructures import MultiDict

from forms.conditions import subjects_of
from forms.definition import examined
from tests.forms.samples import OPTIONS, TYPES, make_field, make_form, make_section

FIELDS = (
    make_field("post", type="choice", options=OPTIONS, title={"zh": "职务", "en": "Post"}),
    make_field("held", title={"zh": "证书职务", "en": "Post held"}),
    make_field("amount", type="decimal", title={"zh": "金额", "en": "Amount"}),
    make_field("workers", type="integer", title={"zh": "人数", "en": "Workers"}),
    make_field("starts", type="date", title={"zh": "开始日期", "en": "Start"}),
    make_field("expires", type="date", title={"zh": "有效期至", "en": "Expiry"}),
    make_field("safe", type="yes_no", title={"zh": "专职", "en": "Full time"}),
    make_field("seals", type="choices", options=OPTIONS, title={"zh": "印章", "en": "Seals"}),
    make_field("papers", type="file", title={"zh": "材料", "en": "Papers"}),
    make_field("people", type="rows", title={"zh": "人员", "en": "People"}, fields=[make_field("who")]),
)
FORM, _PROBLEMS = examined(make_form(make_section(*FIELDS)), TYPES)
SUBJECTS = subjects_of(FORM)


def make_posted(key: str = "when", **values: Any) -> "MultiDict[str, str]":
    """What a page posts: `rows` is a list of (field, op, value) or (field, op, value, group)."""
    data: MultiDict[str, str] = MultiDict()
    for number, (name, op, value, *group) in enumerate(values.pop("rows", ())):
        data[f"{key}-{number}-field"], data[f"{key}-{number}-op"] = name, op
        data[f"{key}-{number}-value"] = value
        data[f"{key}-{number}-group"] = str(group[0] if group else 0)
    for name, value in values.items():
        data[f"{key}-{name}"] = value
    return data
