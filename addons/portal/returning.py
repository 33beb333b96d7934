"""What an enterprise may find wrong: the applicant's answers one by one, and what it wrote about them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from addons.portal.filling import Filling
from forms.fieldtype import Offer
from kernel.text import Text

LONGEST = 500
"""Characters of one defect: it stands beside its field and in messages."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer to which a defect may be pinned."""

    path: str
    title: Text
    section: Text
    words: str


def rows_of(
    found: Filling, sections: Collection[str], *, offers: Mapping[str, Sequence[Offer]], on: date
) -> list[Row]:
    """The visible answers of the sections, what is personal masked."""
    form, stored = found.form, found.submission.answers
    stance = form.state(stored, today=on)
    values = form.restored(stored)
    rows = []
    for section in form.form.sections:
        if section.name not in sections or section.name in stance["hidden"]:
            continue
        for field in section.fields:
            if not field.type.asks or field.compute or field.name in stance["hidden"]:
                continue
            value = values.get(field.name)
            said = "" if value is None else field.type.mask(value, form.locale)
            chosen = (offer.words for offer in offers.get(field.name, ()) if offer.value == value)
            rows.append(Row(field.name, field.title, section.title, next(chosen, said)))
    return rows


def wrong_with(written: Mapping[str, str], rows: Collection[Row]) -> dict[str, Text]:
    """Why what was written cannot be sent, by the path of its row; what concerns no row under nothing."""
    titles = {row.path: row.title for row in rows}
    told = {path: words for path, words in written.items() if words}
    wrong = {
        path: Text(
            f"“{titles[path].zh}”处写了 {len(words)} 字，最多 {LONGEST} 字：请缩短。",
            f"“{titles[path].en}” has {len(words)} characters, at most {LONGEST} are taken: shorten it.",
        )
        for path, words in told.items()
        if path in titles and len(words) > LONGEST
    }
    if told.keys() - titles.keys():
        wrong[""] = Text(
            "有一处意见针对的栏目不在这份申请里，没有退回：请在下列栏目中写明。",
            "A remark is about a field that is not in this application; nothing was returned: use the fields below.",
        )
    elif not told:
        wrong[""] = Text("请至少在一处写明哪里不对。", "Say in at least one place what is wrong.")
    return wrong
