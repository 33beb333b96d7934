"""Answers of every sort that conditions can be about, and what a page posts of them."""

from typing import Any

from werkzeug.datastructures import MultiDict

from kernel.conditions import Sort, Subject
from kernel.conditions.subjects import TODAY, YES_NO
from kernel.text import Text

AB = (("a", Text("甲", "A")), ("b", Text("乙", "B")))
EVERY = (
    Subject("post", Text("职务", "Post"), Sort.TEXT, AB),
    Subject("held", Text("证书职务", "Post held"), Sort.TEXT),
    Subject("amount", Text("金额", "Amount"), Sort.NUMBER),
    Subject("workers", Text("人数", "Workers"), Sort.NUMBER),
    Subject("starts", Text("开始日期", "Start"), Sort.DATE),
    Subject("expires", Text("有效期至", "Expiry"), Sort.DATE),
    Subject("safe", Text("专职", "Full time"), Sort.TRUTH, YES_NO),
    Subject("seals", Text("印章", "Seals"), Sort.LIST, AB),
    Subject("papers", Text("材料", "Papers"), Sort.OTHER),
    Subject("people", Text("人员", "People"), Sort.LIST),
    Subject("today", TODAY, Sort.DATE),
)
SUBJECTS = {one.name: one for one in EVERY}


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
