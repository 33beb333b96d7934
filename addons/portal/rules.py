"""What the rules say of a page as it stands: hidden, wanted, not wanted, computed; the browser only shows it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from addons.portal.filling import Filling
from forms import service as forms


def rules_on(
    found: Filling, sections: Collection[str], raw: Mapping[str, Any], *, on: date
) -> dict[str, object]:
    """For the fields of these sections, as JSON says it; nothing of other sections."""
    told = found.form.state(forms.retyped(found.submission, found.form, raw), today=on)
    fields = [field for one in found.opened if one.name in sections for field in one.fields]
    here = {field.name for field in fields}
    optional = here & set(told["optional"])
    return {
        "hidden": sorted(here & set(told["hidden"])),
        "required": sorted({field.name for field in fields if field.required_when} - optional),
        "optional": sorted(optional),
        "computed": {name: words for name, words in told["computed"].items() if name in here},
    }
