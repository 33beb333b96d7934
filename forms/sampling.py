"""A valid answer to a field, for previews, for trying out and for tests; pure."""

from typing import Any

from forms.definition import Field, Form


def sample_of(field: Field) -> Any:
    """What somebody could fill in; None when the field is not asked or has no sample."""
    if not field.asked:
        return None
    if not field.type.tabular:
        return field.type.sample()
    return [
        {column.name: value for column in field.columns if (value := column.type.sample()) is not None}
        for _ in range(max(1, getattr(field.type, "min_rows", 1)))
    ]


def samples_of(form: Form) -> dict[str, Any]:
    """What somebody could fill in for the whole form, as a page posts it."""
    found = ((field.name, sample_of(field)) for field in form.fields)
    return {name: value for name, value in found if value is not None}
