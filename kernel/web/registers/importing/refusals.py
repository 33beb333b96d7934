"""What is said of a sheet as a whole before a row of it is tried."""

from collections.abc import Iterable

from kernel.errors import Invalid
from kernel.text import Text, listed

COLUMNS = "columns"


def no_file() -> Invalid:
    """The form was sent without a file."""
    return Invalid(
        Text("没有选择文件。", "No file was chosen."),
        remedy=Text("请选择 xlsx 或 CSV 文件后再上传。", "Choose an xlsx or CSV file, then upload it."),
        place="file",
    )


def shared_columns(titles: Iterable[Text]) -> Invalid:
    """Several fields are to be taken from one column."""
    names = _names(titles)
    return Invalid(
        Text(f"{names.zh}选了同一列。", f"{names.en} are taken from the same column."),
        remedy=Text("请给每一项选不同的列。", "Choose a column of its own for each."),
        place=COLUMNS,
    )


def unmatched_columns(titles: Iterable[Text]) -> Invalid:
    """Fields without which no row is understood have no column."""
    names = _names(titles)
    return Invalid(
        Text(f"没有对应的列：{names.zh}。", f"No column is given for: {names.en}."),
        remedy=Text(
            "请为它们选择列；文件里没有的，请补上这一列再上传。",
            "Choose their columns; if the file has none, add them and upload it again.",
        ),
        place=COLUMNS,
    )


def nothing_good(number: int) -> Invalid:
    """No row was found that would change anything."""
    return Invalid(
        Text("没有可以导入的行。", "There is no row to import."),
        remedy=Text("请按问题清单改好文件后再上传。", "Mend the rows as told and upload the file again."),
        place=f"import:{number}",
    )


def _names(titles: Iterable[Text]) -> Text:
    found = list(titles)
    return Text(listed(one.zh for one in found).zh, listed(one.en for one in found).en)
