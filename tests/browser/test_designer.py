"""The form designer in a browser: every act by mouse, by keyboard and without scripts, wide and on a phone, axe clean."""

import pytest
from playwright.sync_api import expect

from tests.app.plugin_office import FORM
from tests.browser.conftest import PHONE, Check
from tests.browser.drawing import Board, Sit, office_with_sample, seats, slow
from tests.browser.visiting import choose_english, overflow

pytestmark = pytest.mark.browser


office = pytest.fixture(scope="module", name="office")(office_with_sample)
sit = pytest.fixture(name="sit")(seats)


def test_fields_are_added_moved_copied_and_removed_by_mouse(sit: Sit) -> None:
    board = sit()
    board.begin()
    text, day, phone = board.add("text"), board.add("date"), board.add("phone")
    board.choose(day)
    board.press("上移")
    expect(board.fields.first).to_have_attribute("data-name", day)
    board.press("复制")
    expect(board.fields).to_have_count(4)
    board.press("删除")
    expect(board.fields).to_have_count(3)
    board.press("撤销")
    expect(board.fields).to_have_count(4)
    board.press("重做")
    expect(board.fields).to_have_count(3)
    board.page.reload()
    assert board.names == [day, text, phone]


def test_types_questions_and_sections_are_dragged_to_their_places(sit: Sit) -> None:
    board = sit()
    board.begin()
    text, phone = board.add("text"), board.add("phone")
    board.drag("[data-type=date]", f"#node-{phone}")
    expect(board.fields).to_have_count(3)
    day = board.names[1]
    expect(board.sheet).to_have_attribute("data-of", day)
    board.drag(f"#node-{phone}", f"#node-{text}")
    expect(board.fields.first).to_have_attribute("data-name", phone)
    board.press("加一个分节")
    expect(board.page.locator(".fd-sec")).to_have_count(2)
    expect(board.page.locator(".fd-sec .fd-void")).to_be_visible()
    board.saved()
    board.drag(f"#node-{day}", ".fd-sec .fd-void")
    expect(board.page.locator(".fd-sec").last.locator(".fd-f")).to_have_attribute("data-name", day)
    board.page.reload()
    assert board.names == [phone, text, day]


def test_questions_are_dragged_across_the_two_columns_of_a_section(sit: Sit) -> None:
    board = sit()
    board.begin()
    first, second, third, fourth = (board.add("text") for _ in range(4))
    board.choose("section_1")
    board.fill("columns", "2")
    expect(board.page.locator(".fd-list.two")).to_have_count(1)
    assert board.rows == [[first, second], [third, fourth]]
    board.drag_within(f"#node-{fourth}", f"#node-{first}")
    expect(board.fields.first).to_have_attribute("data-name", fourth)
    board.saved()
    board.drag_within(f"#node-{first}", f"#node-{third}")
    expect(board.fields.nth(3)).to_have_attribute("data-name", first)
    board.page.reload()
    assert board.rows == [[fourth, second], [third, first]]


def test_types_are_found_and_questions_chosen_by_keyboard(sit: Sit) -> None:
    board = sit()
    board.begin()
    text, phone = board.add("text"), board.add("phone")
    keyboard = board.page.keyboard
    board.page.locator("#canvas").focus()
    keyboard.press("/")
    expect(board.page.locator("[data-palette-search]")).to_be_focused()
    keyboard.type("证件类型")
    expect(board.page.locator("#palette li:not([hidden]) button")).to_have_count(1)
    keyboard.press("Enter")
    expect(board.fields).to_have_count(3)
    number = board.names[2]
    keyboard.press("Escape")
    expect(board.page.locator(f"[data-at={number}]")).to_be_focused()
    keyboard.press("ArrowUp")
    expect(board.sheet).to_have_attribute("data-of", phone)
    keyboard.press("Enter")
    expect(board.entry("title.zh")).to_be_focused()
    keyboard.press("Escape")
    expect(board.page.locator(f"[data-at={phone}]")).to_be_focused()
    assert board.names == [text, phone, number]


def test_questions_are_moved_copied_and_removed_by_keyboard(sit: Sit) -> None:
    board = sit()
    board.begin()
    text, phone = board.add("text"), board.add("phone")
    keyboard = board.page.keyboard
    board.page.locator(f"[data-at={phone}]").focus()
    keyboard.press("Alt+ArrowUp")
    expect(board.fields.first).to_have_attribute("data-name", phone)
    board.saved()
    keyboard.press("Control+d")
    expect(board.fields).to_have_count(3)
    keyboard.press("Delete")
    expect(board.fields).to_have_count(2)
    keyboard.press("Control+z")
    expect(board.fields).to_have_count(3)
    keyboard.press("Control+y")
    expect(board.fields).to_have_count(2)
    assert board.names == [phone, text]


def test_who_is_quicker_than_the_network_acts_on_what_they_chose(sit: Sit) -> None:
    board = sit()
    board.begin()
    first, last = board.add("text"), board.add("date")
    board.page.route("**/studio/forms/*", slow)
    board.page.locator(f"#canvas [data-at='{first}']").click()
    board.page.locator("#palette button[value=phone]").click()
    expect(board.fields).to_have_count(3)
    phone = board.names[1]
    assert board.names == [first, phone, last]
    board.page.locator(f"#canvas [data-at='{first}']").click()
    expect(board.sheet).to_have_attribute("data-of", first)
    board.page.locator(f"[data-at='{first}']").focus()
    board.page.keyboard.press("ArrowDown")
    board.page.keyboard.press("Delete")
    expect(board.fields).to_have_count(2)
    assert board.names == [first, last]


def test_what_is_typed_is_saved_and_shown_at_once(sit: Sit) -> None:
    board = sit()
    board.begin()
    field = board.add("choice")
    board.entry("title.zh").fill("申请类型")
    expect(board.page.locator(f"#node-{field} legend").first).to_contain_text("申请类型")
    expect(board.entry("title.zh")).to_be_focused()
    board.sheet.get_by_role("button", name="再加一项").click()
    board.page.keyboard.type("third")
    board.entry("options.2.title.zh").fill("变更")
    expect(board.page.locator(f"#node-{field}")).to_contain_text("变更")
    board.tab("校验")
    expect(board.sheet.locator("[data-tab=check]")).to_be_visible()
    board.tab("基本")
    board.entry("name").fill("9x")
    expect(board.sheet.locator(".err")).to_be_visible()
    expect(board.entry("name")).to_have_value("9x")
    board.fill("name", "kind")
    expect(board.sheet).to_have_attribute("data-of", "kind")
    board.page.reload()
    assert board.names == ["kind"]
    expect(board.entry("options.2.title.zh")).to_have_value("变更")


def test_a_condition_is_built_of_rows_and_read_on_the_canvas(sit: Sit) -> None:
    board = sit()
    name = board.begin()
    board.add("yes_no")
    board.fill("name", "moved")
    expect(board.sheet).to_have_attribute("data-of", "moved")
    board.fill("title.zh", "是否迁入")
    board.saved()
    reason = board.add("text")
    condition = board.sheet.locator("[id='p.visible_when-condition']")
    condition.get_by_role("button", name="加一行").first.click()
    condition.locator("[data-field]:visible").first.select_option("moved")
    condition.locator("[data-value]:visible").first.select_option(index=1)
    expect(board.page.locator(f"#node-{reason} .fd-marks")).to_contain_text("是否迁入")
    board.open(name, "?view=rules")
    expect(board.page.locator(".fd-rules tbody tr")).to_have_count(1)


def test_a_second_tab_is_told_and_overwrites_nothing(sit: Sit) -> None:
    board = sit()
    name = board.begin()
    board.add("text")
    second = Board(board.page.context.new_page(), board.address)
    second.open(name)
    board.add("date")
    second.page.locator("#palette button[value=phone]").click()
    expect(second.page.locator("[data-part=told] .bad").first).to_be_visible()
    expect(second.fields).to_have_count(2)
    second.add("phone")
    board.page.reload()
    expect(board.fields).to_have_count(3)


def test_somebody_else_at_the_same_form_is_named(sit: Sit) -> None:
    board, other = sit(), sit("sysadmin")
    board.open(FORM)
    board.add("text")
    other.open(FORM)
    expect(other.page.locator("[data-part=told]")).to_contain_text("也在改这份表单")
    board.page.locator(".fd-menu > summary").click()
    board.page.locator(".fd-menu summary", has_text="放弃").click()
    board.page.locator(".fd-menu [value=discard]").click()
    expect(board.page.locator(".fd-bar")).to_contain_text("现行第 1 版")


def test_everything_works_without_scripts(sit: Sit) -> None:
    board = sit(java_script_enabled=False)
    board.begin()
    for number, kind in enumerate(("text", "date", "phone"), start=1):
        board.page.locator(f"#palette button[value={kind}]").click()
        expect(board.fields).to_have_count(number)
    board.press("上移")
    board.press("复制")
    expect(board.fields).to_have_count(4)
    board.press("删除")
    board.press("撤销")
    expect(board.fields).to_have_count(4)
    board.press("重做")
    expect(board.fields).to_have_count(3)
    board.page.locator("#canvas [data-at]").last.click()
    last = board.names[-1]
    board.entry("title.zh").fill("出生日期")
    board.press("保存属性")
    expect(board.page.locator(f"#node-{last}")).to_contain_text("出生日期")
    board.open(FORM, "?q=电话")
    expect(board.page.locator(".fd-hits a").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_opens_the_sheet_and_the_palette_over_the_canvas(sit: Sit, scripts: bool) -> None:
    board = sit(viewport=PHONE, java_script_enabled=scripts)
    board.begin()
    expect(board.sheet).to_be_hidden()
    board.page.get_by_role("link", name="加字段").click()
    board.page.locator("#palette button[value=phone]").click()
    expect(board.fields).to_have_count(1)
    expect(board.page.locator("#palette")).to_be_hidden()
    if scripts:
        board.page.locator("#canvas .fd-f [data-at]").click()
    expect(board.sheet).to_be_visible()
    board.sheet.get_by_role("link", name="关闭属性").click()
    expect(board.sheet).to_be_hidden()
    assert overflow(board.page) == 0


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_view_is_accessible_and_fits(sit: Sit, violations: Check, size: str, language: str) -> None:
    board = sit(**({"viewport": PHONE} if size == "phone" else {}))
    if language == "en":
        board.page.goto(board.address)
        choose_english(board.page)
    found: dict[str, object] = {}
    for query in (
        "",
        "?at=phone",
        "?at=phone&tab=check",
        "?view=phone",
        "?view=pc",
        "?view=print",
        "?view=rules",
    ):
        board.open(FORM, query)
        found |= {query: violations(board.page), f"{query} fits": overflow(board.page)}
    assert {query: wrong for query, wrong in found.items() if wrong} == {}


def test_the_page_of_no_rules_and_of_an_empty_form_say_what_to_do(sit: Sit, violations: Check) -> None:
    board = sit()
    name = board.begin()
    expect(board.page.locator(".fd-void")).to_be_visible()
    found = violations(board.page)
    board.open(name, "?view=rules")
    expect(board.page.get_by_text("还没有规则")).to_be_visible()
    board.open(name, "?view=phone")
    expect(board.page.get_by_text("现在还画不出来")).to_be_visible()
    assert found + violations(board.page) == []
