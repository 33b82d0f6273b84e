"""The words of the field as database values, and which of them go together."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    INVESTMENT = "investment", _("investment")
    ACQUISITION = "acquisition", _("acquisition")
    PARTNERSHIP = "partnership", _("partnership")


class Form(TextChoices):
    """What exactly the deal is; each form belongs to one kind."""

    STAKE = "stake", _("stake")
    FUNDING_ROUND = "funding_round", _("funding round")
    MINORITY_STAKE = "minority_stake", _("minority stake")
    ASSET_FOR_EQUITY = "asset_for_equity", _("assets for equity")
    SECONDARY_SALE = "secondary_sale", _("secondary sale")
    DEBT = "debt", _("debt")
    GRANT = "grant", _("grant")
    IPO = "ipo", _("IPO")
    SPAC_MERGER = "spac_merger", _("SPAC merger")
    ACQUISITION = "acquisition", _("whole company")
    MAJORITY_STAKE = "majority_stake", _("majority stake")
    ASSET_ACQUISITION = "asset_acquisition", _("business or assets")
    MERGER = "merger", _("merger")
    SPIN_OFF = "spin_off", _("spin-off")
    COOPERATION = "cooperation", _("cooperation")
    JOINT_VENTURE = "joint_venture", _("joint venture")
    JOINT_DEVELOPMENT = "joint_development", _("joint development")
    SUPPLY = "supply", _("supply")
    FLEET_ORDER = "fleet_order", _("fleet order")
    DEPLOYMENT = "deployment", _("deployment")
    RIDE_HAILING_INTEGRATION = "ride_hailing_integration", _("ride-hailing integration")
    DATA_AND_MAPPING = "data_and_mapping", _("data and mapping")
    MANUFACTURING = "manufacturing", _("manufacturing")
    LICENSING = "licensing", _("licensing")
    DISTRIBUTION = "distribution", _("distribution")
    PILOT = "pilot", _("pilot")
    RESEARCH = "research", _("research")
    MEMORANDUM = "memorandum", _("memorandum")


FORMS_OF = {
    Kind.INVESTMENT: Form.values[0:9],
    Kind.ACQUISITION: Form.values[9:14],
    Kind.PARTNERSHIP: Form.values[14:],
}


class Role(TextChoices):
    """What a company is in a deal; which roles there are depends on the kind."""

    INVESTOR = "investor", _("investor")
    ISSUER = "issuer", _("company invested in")
    SELLER = "seller", _("seller")
    CONTRIBUTED_BUSINESS = "contributed_business", _("business put in")
    ACQUIRER = "acquirer", _("acquirer")
    TARGET = "target", _("target")
    BIDDER = "bidder", _("bidder")
    PARTNER = "partner", _("partner")
    SUPPLIER = "supplier", _("supplier")
    CUSTOMER = "customer", _("customer")
    LICENSOR = "licensor", _("licensor")
    LICENSEE = "licensee", _("licensee")
    JOINT_VENTURE = "joint_venture", _("joint venture")
    ADVISER = "adviser", _("adviser")
    REGULATOR = "regulator", _("regulator")


BYSTANDERS = (Role.ADVISER, Role.REGULATOR)
ROLES_OF = {
    Kind.INVESTMENT: (Role.INVESTOR, Role.ISSUER, Role.SELLER, Role.CONTRIBUTED_BUSINESS, *BYSTANDERS),
    Kind.ACQUISITION: (Role.ACQUIRER, Role.TARGET, Role.SELLER, Role.BIDDER, *BYSTANDERS),
    Kind.PARTNERSHIP: (
        Role.PARTNER,
        Role.SUPPLIER,
        Role.CUSTOMER,
        Role.LICENSOR,
        Role.LICENSEE,
        Role.JOINT_VENTURE,
        *BYSTANDERS,
    ),
}
# The two sides as the files and pages show them.
BUYERS = (Role.ACQUIRER, Role.INVESTOR)
TARGETS = (Role.TARGET, Role.ISSUER, Role.JOINT_VENTURE)
PARTNERS = (Role.PARTNER, Role.SUPPLIER, Role.CUSTOMER, Role.LICENSOR, Role.LICENSEE)


class Status(TextChoices):
    """How far a deal has come, in the order that breaks ties."""

    UNKNOWN = "unknown", _("took place, stage not stated")
    TALKS = "talks", _("talks")
    REPORTED = "reported", _("reported")
    ANNOUNCED = "announced", _("announced")
    REGULATORY_REVIEW = "regulatory_review", _("regulatory review")
    COMPLETED = "completed", _("completed")
    ENDED = "ended", _("ended")
    TERMINATED = "terminated", _("never came about")
    DENIED = "denied", _("denied")


BEFORE_ANNOUNCEMENT = (Status.UNKNOWN, Status.TALKS, Status.REPORTED)
NOT_SUMMED = (Status.TALKS, Status.REPORTED, Status.TERMINATED, Status.DENIED)


class Measure(TextChoices):
    """What the figure of the deal value is."""

    DEAL_VALUE = "deal_value", _("deal value")
    PRICE_PAID = "price_paid", _("price paid")
    PRICE_AT_CLOSING = "price_at_closing", _("price at closing")
    TOTAL_WITH_CONTINGENT = "total_with_contingent", _("total with contingent payments")
    AMOUNT_INVESTED = "amount_invested", _("amount invested")
    CAPITAL_RAISED = "capital_raised", _("capital raised")
    COMMITTED = "committed", _("committed")
    CONTRACT_VALUE = "contract_value", _("contract value")
    ASSET_VALUE = "asset_value", _("value of the assets")
    TARGET_RAISE = "target_raise", _("target raise")


SUMMED = (Measure.AMOUNT_INVESTED, Measure.CAPITAL_RAISED, Measure.PRICE_PAID, Measure.PRICE_AT_CLOSING)


class ValuationMeasure(TextChoices):
    VALUATION = "valuation", _("valuation")
    PRE_MONEY = "pre_money", _("pre-money valuation")
    POST_MONEY = "post_money", _("post-money valuation")
    ENTERPRISE_VALUE = "enterprise_value", _("enterprise value")
    EQUITY_VALUE = "equity_value", _("equity value")


class OtherFigure(TextChoices):
    """Figures that are claims only and never become a deal value."""

    CASH_PART = "cash_part", _("cash part")
    IN_KIND_PART = "in_kind_part", _("part in kind")
    CONTINGENT_PART = "contingent_part", _("contingent part")
    INVESTOR_SHARE = "investor_share", _("one investor's share")
    TOTAL_RAISED = "total_raised", _("raised so far")
    SERVICE_FEE = "service_fee", _("service fee")
    MARKET_VALUE = "market_value", _("market value")
    REVENUE = "revenue", _("revenue")
    GMV = "gmv", _("gross merchandise volume")


class Disclosure(TextChoices):
    DISCLOSED = "disclosed", _("disclosed by a party")
    PRESS_FIGURE = "press_figure", _("press figure")
    UNDISCLOSED = "undisclosed", _("stated as undisclosed")
    NOT_MENTIONED = "not_mentioned", _("not mentioned")


WITH_AMOUNT = (Disclosure.DISCLOSED, Disclosure.PRESS_FIGURE)


class Consideration(TextChoices):
    CASH = "cash", _("cash")
    SHARES = "shares", _("shares")
    CASH_AND_SHARES = "cash_and_shares", _("cash and shares")
    ASSETS_FOR_SHARES = "assets_for_shares", _("assets for shares")
    ASSETS_AND_CASH_FOR_SHARES = "assets_and_cash_for_shares", _("assets and cash for shares")
    EARN_OUT = "earn_out", _("earn-out")
    DEBT_ASSUMPTION = "debt_assumption", _("debt taken over")
    LICENCE = "licence", _("licence")
    OTHER = "other", _("other")


WITHOUT_CASH = (Consideration.SHARES, Consideration.ASSETS_FOR_SHARES, Consideration.LICENCE)


class Round(TextChoices):
    PRE_SEED = "pre_seed", _("pre-seed")
    SEED = "seed", _("seed")
    ANGEL = "angel", _("angel")
    SERIES_A = "series_a", _("Series A")
    SERIES_B = "series_b", _("Series B")
    SERIES_C = "series_c", _("Series C")
    SERIES_D = "series_d", _("Series D")
    SERIES_E = "series_e", _("Series E")
    SERIES_F = "series_f", _("Series F")
    SERIES_G = "series_g", _("Series G")
    SERIES_H = "series_h", _("Series H")
    SERIES_I = "series_i", _("Series I")
    SERIES_J = "series_j", _("Series J")
    SERIES_UNKNOWN = "series_unknown", _("series not known")
    GROWTH = "growth", _("growth")
    CORPORATE_ROUND = "corporate_round", _("corporate round")
    STRATEGIC = "strategic", _("strategic")
    CONVERTIBLE_NOTE = "convertible_note", _("convertible note")
    PIPE = "pipe", _("PIPE")
    PRE_IPO = "pre_ipo", _("pre-IPO")
    POST_IPO_EQUITY = "post_ipo_equity", _("post-IPO equity")
    POST_IPO_DEBT = "post_ipo_debt", _("post-IPO debt")


class DatedBasis(TextChoices):
    """Where the date comes from that orders the deals."""

    ANNOUNCED = "announced", _("announced")
    REPORTED = "reported", _("reported")
    MILESTONE = "milestone", _("another milestone")
    SOURCE = "source", _("date of its first source")


class LinkRelation(TextChoices):
    """How a deal stands to another one."""

    PART_OF = "part_of", _("part of")
    ALONGSIDE = "alongside", _("alongside")
    EXTENDS = "extends", _("extends")
    REPLACES = "replaces", _("replaces")


class DecisionReason(TextChoices):
    """Why a value was chosen where sources differ."""

    PARTY_CONFIRMED = "party_confirmed", _("a party confirmed it")
    PRIMARY_SOURCE = "primary_source", _("primary source")
    LATER_REPORT = "later_report", _("later report")
    MORE_PRECISE = "more_precise", _("more precise")
    INDEPENDENT_MAJORITY = "independent_majority", _("most independent reports")
    MISREADING = "misreading", _("the other version is a misreading")
    EDITOR_JUDGEMENT = "editor_judgement", _("the editors' judgement")
    LEFT_OPEN = "left_open", _("left open")


class DealField(TextChoices):
    VALUE = "value", _("deal value")
    VALUATION = "valuation", _("valuation")
    ANNOUNCED = "announced", _("announced")
    COMPLETED = "completed", _("completed")
    STATUS = "status", _("status")
    FORM = "form", _("deal type")
    PARTY = "party", _("party")
    STAKE = "stake", _("stake")
    CONSIDERATION = "consideration", _("paid in")
    ROUND = "round", _("round")
    SEGMENT = "segment", _("segment")
    SAE_LEVEL = "sae_level", _("SAE level")
    CONTROL = "control", _("control")
    OTHER_FIGURE = "other_figure", _("other figure")
