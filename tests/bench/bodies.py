"""The definitions that figures install and publish: a renewal's form and chain, as an office would write them."""

from typing import Any

TYPES = ("text", "phone", "date", "integer", "yes_no", "long_text", "choice")


def make_field(number: int, kind: str) -> dict[str, Any]:
    """A field with the keys that most fields have; every third is asked for under a condition."""
    field: dict[str, Any] = {
        "name": f"field_{number}",
        "type": kind,
        "title": {"zh": f"第 {number} 项", "en": f"Item {number}"},
        "help": {"zh": "按证件填写。", "en": "As it stands on the document."},
        "required": True,
    }
    if kind == "choice":
        field["options"] = [
            {"value": f"c{one}", "title": {"zh": f"选项{one}", "en": f"Option {one}"}} for one in range(5)
        ]
    if number % 3 == 2:
        field["visible_when"] = 'kind == "renewal" and employed == True'
    return field


def make_form(title: str, *, fields: int = 21) -> dict[str, Any]:
    """A form of three sections; its rules name two of its fields."""
    lead = [
        {"name": "kind", "type": "text", "title": {"zh": "类别", "en": "Kind"}},
        {"name": "employed", "type": "yes_no", "title": {"zh": "是否在岗", "en": "Employed"}},
    ]
    made = [make_field(number, TYPES[number % len(TYPES)]) for number in range(fields)]
    size = -(-fields // 3)
    parts = [lead + made[:size], made[size : 2 * size], made[2 * size :]]
    return {
        "title": {"zh": title, "en": title},
        "sections": [
            {"name": name, "title": {"zh": name, "en": name}, "filled_by": who, "fields": part}
            for (name, who), part in zip(
                (("person", "applicant"), ("post", "employer"), ("files", "applicant")), parts, strict=True
            )
        ],
    }


def make_chain(title: str) -> dict[str, Any]:
    """Filing, the employer's confirmation, city and province."""
    clock = {"days": 5, "unit": "working", "on_overdue": "remind"}
    return {
        "title": {"zh": title, "en": title},
        "steps": [
            {"name": "filing", "kind": "fill", "title": "填报", "party": "initiator", "files": True},
            {
                "name": "enterprise",
                "kind": "confirm",
                "title": "企业确认",
                "party": "employer",
                "clock": clock,
            },
            *(
                {
                    "name": level,
                    "kind": "act",
                    "title": level,
                    "office": {"level": level, "routing": "by_employer"},
                    "role": f"{level}_clerk",
                    "clock": clock,
                }
                for level in ("city", "province")
            ),
        ],
    }
