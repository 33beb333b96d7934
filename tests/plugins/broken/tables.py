"""CSV tables that are refused."""

from kernel.errors import DataFileError
from tests.plugins.broken.variant import Broken, table

TABLES = (
    Broken(
        "csv-broken-reference",
        "beta",
        DataFileError,
        "beta/extra/alpha_case.csv:3",
        table(
            "alpha_case", "id,number,open,unit_id/id\none,B-1,true,alpha.jilin\ntwo,B-2,true,alpha.nowhere\n"
        ),
    ),
    Broken(
        "csv-unknown-column",
        "beta",
        DataFileError,
        "beta/extra/alpha_case.csv:2",
        table("alpha_case", "id,number,opne,unit_id/id\none,B-1,true,alpha.jilin\n"),
    ),
    Broken(
        "csv-unknown-register",
        "beta",
        DataFileError,
        "beta/extra/alpha_poem.csv:2",
        table("alpha_poem", "id,title\none,B-1\n"),
    ),
    Broken(
        "csv-bad-number",
        "beta",
        DataFileError,
        "beta/extra/alpha_unit.csv:2",
        table("alpha_unit", "id,name,level,seats\none,某局,city,many\n"),
    ),
    Broken(
        "csv-too-long",
        "beta",
        DataFileError,
        "beta/extra/alpha_unit.csv:2",
        table("alpha_unit", f"id,name,level,seats\none,{'长' * 90},city,1\n"),
    ),
    Broken(
        "csv-not-unique",
        "beta",
        DataFileError,
        "beta/extra/alpha_unit.csv:2",
        table("alpha_unit", "id,name,level,seats\none,吉林示例局,city,1\n"),
    ),
    Broken(
        "csv-same-id",
        "beta",
        DataFileError,
        "beta/extra/alpha_unit.csv:2",
        table("alpha_unit", "id,name,level,seats\nbaishan,某局,city,1\n"),
    ),
    Broken(
        "csv-short-row",
        "beta",
        DataFileError,
        "beta/extra/alpha_unit.csv:2",
        table("alpha_unit", "id,name,level,seats\none,某局\n"),
    ),
)
