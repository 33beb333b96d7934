"""What the rules of a form speak of."""

from forms.definition import examined
from forms.subjects import subjects_of
from tests.forms.samples import OPTIONS, TYPES, make_field, make_form, make_section
from tests.kernel.conditions.asked import SUBJECTS

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


def test_every_answer_and_the_day_have_the_sort_that_their_type_gives_them() -> None:
    form, problems = examined(make_form(make_section(*FIELDS)), TYPES)
    assert not problems
    assert subjects_of(form) == SUBJECTS
