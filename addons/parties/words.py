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
