"""The closed lists of words that parties use; pure."""

from enum import StrEnum

from kernel.text import Text


class DocumentType(StrEnum):
    RESIDENT_ID = "resident_id"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    PASSPORT = "passport"
    PERMANENT_RESIDENCE = "permanent_residence"


class Level(StrEnum):
    """Of an office; those that stand beside the cities count as city."""

    PROVINCE = "province"
    CITY = "city"
    STATION = "station"


class RegionLevel(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class EnterpriseStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    DEREGISTERED = "deregistered"


GONE = frozenset({EnterpriseStatus.DEREGISTERED, EnterpriseStatus.REVOKED})
"""Nobody acts for such an enterprise any more."""


class Source(StrEnum):
    """Where an employment is known from."""

    DECLARED = "declared"
    CASE = "case"
    IMPORTED = "imported"
    REGISTER = "register"


class Duty(StrEnum):
    """What a user is for an enterprise or at an office."""

    ADMIN = "admin"
    AGENT = "agent"
    CLERK = "clerk"


DOCUMENT_TYPES = {
    DocumentType.RESIDENT_ID: Text("居民身份证", "resident identity card"),
    DocumentType.HK_MACAU_PERMIT: Text("港澳居民来往内地通行证", "Hong Kong and Macau residents' permit"),
    DocumentType.TAIWAN_PERMIT: Text("台湾居民来往大陆通行证", "Taiwan residents' permit"),
    DocumentType.PASSPORT: Text("护照", "passport"),
    DocumentType.PERMANENT_RESIDENCE: Text("外国人永久居留身份证", "foreigner's permanent residence card"),
}

LEVELS = {
    Level.PROVINCE: Text("省级", "province"),
    Level.CITY: Text("市级", "city"),
    Level.STATION: Text("站所、窗口", "station or window"),
}
REGION_LEVELS = {
    RegionLevel.PROVINCE: Text("省级", "province"),
    RegionLevel.CITY: Text("地级", "prefecture"),
    RegionLevel.COUNTY: Text("县级", "county"),
}
ENTERPRISE_STATUSES = {
    EnterpriseStatus.ACTIVE: Text("正常", "active"),
    EnterpriseStatus.SUSPENDED: Text("停业", "suspended"),
    EnterpriseStatus.REVOKED: Text("吊销", "revoked"),
    EnterpriseStatus.DEREGISTERED: Text("注销", "deregistered"),
}
SOURCES = {
    Source.DECLARED: Text("申报", "declared"),
    Source.CASE: Text("办件", "a case"),
    Source.IMPORTED: Text("导入", "imported"),
    Source.REGISTER: Text("登记", "the register"),
}
DUTIES = {
    Duty.ADMIN: Text("管理员", "administrator"),
    Duty.AGENT: Text("经办人", "agent"),
    Duty.CLERK: Text("工作人员", "clerk"),
}
