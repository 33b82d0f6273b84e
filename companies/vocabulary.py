"""The words of the field as database values."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SegmentGroup(TextChoices):
    APPLICATION = "application", _("application")
    VALUE_CHAIN = "value_chain", _("value chain")


class CompanyKind(TextChoices):
    PUBLIC_COMPANY = "public_company", _("public company")
    PRIVATE_COMPANY = "private_company", _("private company")
    STARTUP = "startup", _("startup")
    SUBSIDIARY = "subsidiary", _("subsidiary")
    BUSINESS_UNIT = "business_unit", _("business unit")
    JOINT_VENTURE = "joint_venture", _("joint venture")
    INVESTOR = "investor", _("investor")
    GOVERNMENT_BODY = "government_body", _("government body")
    RESEARCH_INSTITUTE = "research_institute", _("research institute")
    MEDIA = "media", _("media")


class CompanyStatus(TextChoices):
    ACTIVE = "active", _("active")
    ACQUIRED = "acquired", _("acquired")
    MERGED = "merged", _("merged")
    ASSETS_PURCHASED = "assets_purchased", _("assets purchased")
    BANKRUPT = "bankrupt", _("bankrupt")
    CLOSED = "closed", _("closed")
    UNKNOWN = "unknown", _("unknown")


class NameKind(TextChoices):
    LEGAL = "legal", _("legal")
    TRADING = "trading", _("trading")
    FORMER = "former", _("former")
    TRANSLATION = "translation", _("translation")
    TRANSLITERATION = "transliteration", _("transliteration")
    BRAND = "brand", _("brand")
    MISSPELLING = "misspelling", _("misspelling")


class Scheme(TextChoices):
    LEI = "lei", _("LEI")
    WIKIDATA = "wikidata", _("Wikidata")
    CIK = "cik", _("CIK")
    ISIN = "isin", _("ISIN")
    TICKER = "ticker", _("ticker")
    USCC = "uscc", _("USCC")


class Relation(TextChoices):
    SUBSIDIARY = "subsidiary", _("subsidiary")
    AFFILIATE = "affiliate", _("affiliate")
    JOINT_OWNER = "joint_owner", _("joint ownership")
    RELATED_PARTY = "related_party", _("related party")


class CompanyField(TextChoices):
    NAME = "name", _("name")
    OWNER = "owner", _("owner")
    FOUNDED = "founded", _("founded")
    VALUATION = "valuation", _("valuation")
    TOTAL_RAISED = "total_raised", _("total raised")
    MARKET_VALUE = "market_value", _("market value")
    REVENUE = "revenue", _("revenue")
    GMV = "gmv", _("gross merchandise volume")
    FLEET_SIZE = "fleet_size", _("fleet size")
    SERVICE_FEE = "service_fee", _("service fee")
    RIVAL = "rival", _("rival")
    DISPUTE = "dispute", _("dispute")
    NOTE = "note", _("note")
