"""Sheets of every register of parties, brought by whoever keeps it and carried in whole, on both databases."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from kernel.sheets import Format, read_sheet, sheet
from tests import cluster, databases
from tests.addons.parties.oracles import credit_number, make_identity
from tests.addons.parties.pages.newcomers import Newcomer, proof
from tests.addons.spine import Spine, spine
from tests.bringing import brought, counts, sent, table, tried

HENGJI, SONGHUA = "92999999000000001G", "92999999000000002K"
FIRM = credit_number("92999999700000001")
PEOPLE = [make_identity(date(1970, 1, 1 + number)) for number in range(9)]
Rows = Sequence[Sequence[str]]


@pytest.fixture(scope="module", params=databases.BACKENDS)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """One installation for all sheets of the module."""
    if request.param == "postgresql" and cluster.binaries() is None:
        databases.absent("PostgreSQL")
    with spine(request.param, tmp_path_factory.mktemp("sheets")) as found:
        yield found


def carried(
    office: Spine, who: str, register: str, headings: Sequence[str], rows: Rows, *, kind: Format = Format.XLSX
) -> tuple[list[int], list[tuple[str, ...]], str]:
    """The sheet is tried out and carried in: the numbers, the problems, the address of the batch."""
    content = b"".join(sheet(kind, headings, rows))
    batch = tried(office.client(who), f"/admin/{register}/import", content, name=f"表.{kind}")
    office.work()
    trial = counts(office.client(who).get(batch).text)
    assert trial[0], table(office.client(who).get(batch).text)
    assert sent(office.client(who), f"{batch}/carry").status_code == 302
    office.work()
    page = office.client(who).get(batch).text
    assert counts(page) == trial
    return trial, table(page), batch


def number(office: Spine, query: str) -> int:
    return int(office.row(f"SELECT COUNT(*) AS n FROM {query}")["n"])


def test_whom_a_roster_vouches_for_is_proved_after_the_sheet_is_in(office: Spine) -> None:
    before = number(office, "parties_roster")
    numbers, problems, batch = carried(
        office,
        "secadmin",
        "roster",
        ["证件类型", "证件号码", "姓名", "手机号", "来源"],
        [
            ["居民身份证", PEOPLE[0], "何远山", "", "省厅第三批"],
            ["居民身份证", PEOPLE[1], "何近水", "19900000031", "省厅第三批"],
            [
                "居民身份证",
                PEOPLE[1][:-1] + ("1" if PEOPLE[1][-1] != "1" else "2"),
                "何某某",
                "",
                "省厅第三批",
            ],
            ["居民身份证", PEOPLE[0], "何远山", "", "省厅第三批"],
            ["居民身份证", PEOPLE[2], "", "", "省厅第三批"],
        ],
    )
    assert numbers == [2, 3, 0]
    assert [row[:2] for row in problems] == [("4", "证件号码"), ("5", "证件类型"), ("6", "姓名")]
    assert number(office, "parties_roster") == before + 2
    page = office.client("secadmin").get(batch).text
    assert PEOPLE[1][6:14] not in page
    assert "何远山" not in office.client("secadmin").get("/admin/roster/list/").text
    proved = Newcomer(office, "何远山").registers(**proof(PEOPLE[0]))
    assert proved.shows("实名认证已通过")
    mended = office.client("secadmin").get(f"{batch}/problems").data
    assert [line.cells[-1] for line in read_sheet(mended).lines][2].startswith("必填")
    assert number(office, "audit_entry WHERE action = 'register.import_problems'") == 1
    details = str(office.rows("SELECT detail FROM audit_entry WHERE action LIKE 'register.%'"))
    assert PEOPLE[0] not in details
    assert "何远山" not in details


def test_a_city_brings_people_of_its_own_enterprises_only(office: Spine) -> None:
    numbers, problems, _ = carried(
        office,
        "clerk",
        "persons",
        ["姓名", "证件类型", "证件号码", "手机号", "聘用企业信用代码", "受聘日期"],
        [
            ["林一木", "居民身份证", PEOPLE[3], "19900000041", HENGJI, "2024-05-01"],
            ["林二木", "居民身份证", PEOPLE[4], "", SONGHUA, "2024-05-01"],
            ["林三木", "居民身份证", PEOPLE[5], "", "", ""],
            ["王建国", "居民身份证", "220000197811020009", "19900000099", "", ""],
        ],
        kind=Format.CSV,
    )
    assert numbers == [1, 3, 0]
    assert [row[0] for row in problems] == ["3", "4", "5"]
    names = {row["name"] for row in office.rows("SELECT name FROM parties_person")}
    assert ("林一木" in names, {"林二木", "林三木"} & names) == (True, set())
    stays = office.row("SELECT mobile_mask FROM parties_person WHERE name = '王建国'")
    assert stays["mobile_mask"].endswith("0003")
    assert number(office, "parties_employment WHERE source = 'register' AND started_on = '2024-05-01'") == 1
    again = carried_same(office, "clerk", "persons", ["姓名", "证件号码"], [["林一木", PEOPLE[3]]])
    assert "1 行与现有内容相同" in again


def carried_same(office: Spine, who: str, register: str, headings: Sequence[str], rows: Rows) -> str:
    """The page of the trial of a sheet that changes nothing."""
    content = b"".join(sheet(Format.CSV, headings, rows))
    batch = tried(office.client(who), f"/admin/{register}/import", content)
    office.work()
    return office.client(who).get(batch).text


def test_enterprises_come_in_and_change_by_sheet(office: Spine) -> None:
    heads = ["统一社会信用代码", "名称", "管理机构", "状态", "状态起始日期"]
    numbers, problems, _ = carried(
        office,
        "province",
        "enterprises",
        heads,
        [
            [FIRM, "白城示范土木有限公司", "220800", "正常", "2020-01-01"],
            [HENGJI, "长春恒基示范建筑有限公司", "220100", "停业", "2026-02-01"],
            ["92999999000000001X", "错码公司", "220100", "正常", ""],
        ],
    )
    assert (numbers, [row[:2] for row in problems]) == ([2, 1, 0], [("4", "统一社会信用代码")])
    assert office.row(
        "SELECT c.status, c.source FROM parties_enterprise_change c "
        "JOIN parties_enterprise e ON e.id = c.enterprise_id "
        f"WHERE e.credit_code = '{HENGJI}' ORDER BY c.id DESC LIMIT 1"
    ) == {"status": "suspended", "source": "register"}
    assert number(office, f"parties_enterprise WHERE credit_code = '{FIRM}' AND status = 'active'") == 1


def test_employments_begin_and_end_by_sheet(office: Spine) -> None:
    heads = ["证件类型", "证件号码", "企业信用代码", "受聘日期", "解聘日期"]
    numbers, problems, _ = carried(
        office,
        "province",
        "employments",
        heads,
        [
            ["居民身份证", "220000197908080008", "92999999000000005W", "2025-01-01", ""],
            ["居民身份证", "220000197811020009", SONGHUA, "2015-03-01", "2026-01-31"],
            ["居民身份证", PEOPLE[8], "92999999000000005W", "2025-01-01", ""],
            ["居民身份证", "220000198309300000", "92999999000000005W", "2025-01-01", ""],
        ],
    )
    assert numbers == [2, 2, 0]
    assert {row[0] for row in problems} == {"4", "5"}
    ended = office.row(
        "SELECT e.ended_on FROM parties_employment e JOIN parties_person p ON p.id = e.person_id "
        "WHERE p.name = '王建国'"
    )
    assert str(ended["ended_on"])[:10] == "2026-01-31"


def test_regions_offices_accounts_and_bindings_come_in_by_their_administrators(office: Spine) -> None:
    sysadmin, secadmin = "sysadmin", "secadmin"
    regions = [["220192", "示范新区", "县级", "220100"], ["220193", "悬空区", "县级", "229999"]]
    numbers, problems, _ = carried(
        office, sysadmin, "regions", ["区划代码", "名称", "级别", "上级区划代码"], regions
    )
    assert (numbers, problems[0][:2]) == ([1, 1, 0], ("3", "上级区划代码"))

    offices = [["220192W1", "新区窗口", "站所、窗口", "220192", "220100"]]
    heads = ["机构代码", "名称", "层级", "所在区划代码", "上级机构"]
    assert carried(office, sysadmin, "offices", heads, offices)[0] == [1, 0, 0]

    accounts = [["lin.yi", "林一木", "lin@example.org"], ["坏名字", "林二木", ""], ["LIN.YI", "又一个", ""]]
    numbers, problems, _ = carried(office, sysadmin, "accounts", ["用户名", "姓名", "邮箱"], accounts)
    assert numbers[:2] == [1, 2]
    made = office.row("SELECT id, password FROM ab_user WHERE username = 'lin.yi'")
    assert not made["password"]
    assert number(office, f"ab_user_role WHERE user_id = {made['id']}") == 0

    bindings = [
        ["lin.yi", "220192W1", ""],
        ["nobody", "220192W1", ""],
        ["lin.yi", "220192W1", HENGJI],
        ["Lin.Yi", "220192W1", ""],
    ]
    numbers, problems, _ = carried(
        office, secadmin, "memberships", ["用户名", "机构", "企业信用代码"], bindings
    )
    assert (numbers, [row[0] for row in problems]) == ([1, 3, 0], ["3", "4", "5"])
    assert problems[2][-1].endswith("与第 2 行重复。")
    assert number(office, f"parties_membership WHERE user_id = {made['id']}") == 1


@pytest.mark.parametrize(
    ("username", "register"),
    [
        ("window", "persons"),
        ("clerk", "regions"),
        ("clerk", "offices"),
        ("clerk", "memberships"),
        ("sysadmin", "memberships"),
        ("admin", "memberships"),
        ("admin", "roster"),
        ("sysadmin", "persons"),
        ("zhang", "persons"),
        ("auditor", "accounts"),
    ],
)
def test_a_sheet_of_somebody_elses_register_is_not_taken(office: Spine, username: str, register: str) -> None:
    imports = f"/admin/{register}/import"
    assert office.client(username).get(imports).status_code == 403
    assert brought(office.client(username), imports, "a,b\n1,2\n").status_code == 403
