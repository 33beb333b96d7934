"""JL-1's guide: every block of the notice, in both languages, open to everybody."""

import pytest

from tests.addons.spine import Spine
from tests.stories.renewal import GUIDE, Renewal
from tests.stories.visitor import Visitor

BLOCKS = {
    "办理情形": "在届满前3个月内由本人通过受聘企业申请",
    "流程": "受聘企业提交",
    "材料": "证书延续申请单",
    "线上渠道一": "“吉事办”手机端",
    "线上渠道二": "“吉事办”电脑端",
    "线上渠道三": "吉林省建设工程安管人员管理系统",
    "线下渠道一": "市（州）级住房城乡建设主管部门受理（办理）窗口",
    "线下渠道二": "市（州）级政务服务中心受理窗口",
    "线下渠道三": "自助一体机",
    "咨询时间": "星期一至星期五 8:30–16:00，法定节假日除外",
    "咨询窗口": "也可咨询任一市（州）级受理（办理）窗口",
    "咨询电话": "0431-85076811",
    "投诉电话": "0431-82752527",
    "收费": "不收取任何费用",
    "通办范围": "全省市（州）级住房城乡建设主管部门通办，不受地域限制",
    "审批结果": "证书有效期自动延续3年",
    "电子证照": "自动生成电子证照，可自行下载",
}
"""What stands in the notice under 三, block by block."""


def guide(site: Spine) -> Visitor:
    """The guide as a stranger sees it."""
    return Visitor(site.app.test_client()).open(GUIDE)


def test_guide_is_open_to_everybody(site: Spine):
    """JL26-4.3 JL26-5.1: the catalogue leads there without signing in."""
    stranger = Visitor(site.app.test_client()).open("/services")
    assert stranger.follow("安管人员安全生产考核合格证书延续").path == GUIDE


@pytest.mark.parametrize("block", BLOCKS)
def test_guide_tells_every_block_of_the_notice(site: Spine, block: str):
    """JL26-1.2 JL26-2.3a JL26-3.3a JL26-3.3b JL26-3.3c JL26-3.4a JL26-3.4b JL26-3.4c JL26-3.5a JL26-3.5b
    JL26-3.5c JL26-3.6 JL26-3.7 JL26-3.8 JL26-5.2 JL26-5.3: in the words of the notice."""
    assert guide(site).shows(BLOCKS[block])


def test_guide_names_the_notice_and_its_date(site: Spine):
    """JL26-0.1: the basis."""
    assert guide(site).shows("吉建函〔2026〕7号，2026年1月9日")


def test_application_is_the_only_material(site: Spine):
    """JL26-3.1.3 JL26-2.2b JL26-4.2c: one material, no paper."""
    page = guide(site)
    assert page.shows("共 1 份")
    assert page.shows("不要求提供纸质材料")


def test_every_city_level_office_is_offered_and_no_other(site: Spine):
    """JL26-0.2 JL26-3.8: nine cities, Changbai Mountain and Meihekou; not the province."""
    page = Renewal(site).begin().press("信息无误，继续")
    offered = {
        one.get("value") for one in page.tree.xpath("//*[@name='office']/descendant-or-self::*[@value]")
    }
    cities = {row["code"] for row in site.rows("SELECT code FROM parties_office WHERE level = 'city'")}
    assert len(cities) == 11
    assert offered - {""} == cities


def test_guide_can_be_read_in_large_type(site: Spine):
    """JL26-2.3c: for those who need it."""
    page = guide(site)
    page.press("大字版")
    assert "large" in page.tree.getroottree().getroot().get("class", "")


def test_guide_is_there_in_english(site: Spine):
    """JL26-3.1.0: everything public is told in English too."""
    page = guide(site).press("English")
    assert page.open(GUIDE).shows("valid for three more years")
    assert page.shows("Free of charge")
