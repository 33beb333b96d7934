"""The formats in which forms can be had."""

from forms.interchange.exporting import Exporter
from forms.interchange.listing import written
from forms.seams import form_exporter
from kernel.sheets.writing import MIMETYPES, Format
from kernel.text import Text


@form_exporter("field_list")
def field_list() -> Exporter:
    """Every field on a line of a sheet, its rules in words, with its like in XLSForm and Form.io."""
    return Exporter(
        Text("字段清单（Excel）", "List of fields (Excel)"), "xlsx", MIMETYPES[Format.XLSX], written
    )
