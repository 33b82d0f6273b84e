"""What the words of the field mean, one sentence for each value: what the pages that explain them are made of."""

from django.utils.translation import gettext_lazy as _

from companies.vocabulary import CompanyField, CompanyKind, CompanyStatus
from records.changes import Sort
from sources.agreement import Verdict
from sources.models import Claim
from sources.standing import Standing
from sources.vocabulary import SourceKind
from values.money import Qualifier

from .models.vocabulary import (
    Consideration,
    DatedBasis,
    DealField,
    DecisionReason,
    Disclosure,
    Form,
    Kind,
    Measure,
    Role,
    Round,
    Status,
    ValuationMeasure,
)

MEANINGS = {
    Kind: {
        Kind.INVESTMENT: _(
            "Somebody puts money or a business into a company, or buys a part of it, without taking it over."
        ),
        Kind.ACQUISITION: _(
            "A company, most of it, or a business is taken over; mergers and spin-offs stand here too."
        ),
        Kind.PARTNERSHIP: _("Companies do something together or for each other: a joint venture, an order, a pilot."),
    },
    Form: {
        Form.STAKE: _("The source says no more than “invested in” or “backed by”."),
        Form.FUNDING_ROUND: _("A company raises money from one investor or several."),
        Form.MINORITY_STAKE: _("Less than half of a company, or a part that the source calls not controlling."),
        Form.ASSET_FOR_EQUITY: _("A business or assets go into a company in return for its shares."),
        Form.SECONDARY_SALE: _("Owners sell shares to others; the company itself gets no money."),
        Form.DEBT: _("The money is lent."),
        Form.GRANT: _("The money is given and buys no part of the company."),
        Form.IPO: _("The company sells its shares on an exchange for the first time."),
        Form.SPAC_MERGER: _("The company gets to an exchange by merging with a listed shell."),
        Form.ACQUISITION: _("The whole company is bought; “acquires” without a percentage is read so."),
        Form.MAJORITY_STAKE: _("Half of a company or more, or a part that the source calls controlling."),
        Form.ASSET_ACQUISITION: _("A business or assets are bought, not the company that they belong to."),
        Form.MERGER: _("Two companies become one."),
        Form.SPIN_OFF: _("A part of a company becomes a company of its own."),
        Form.COOPERATION: _("The source says no more than that they work together."),
        Form.JOINT_VENTURE: _("They set up a company together."),
        Form.JOINT_DEVELOPMENT: _("They develop something together."),
        Form.SUPPLY: _("One supplies the other with parts, systems or vehicles."),
        Form.FLEET_ORDER: _("One orders vehicles for a fleet."),
        Form.DEPLOYMENT: _("Vehicles are put to work at a place or with an operator."),
        Form.RIDE_HAILING_INTEGRATION: _("The vehicles of one can be hailed through the app of the other."),
        Form.DATA_AND_MAPPING: _("One gives the other data or maps, or they share them."),
        Form.MANUFACTURING: _("One builds vehicles or systems for the other."),
        Form.LICENSING: _("One lets the other use its technology."),
        Form.DISTRIBUTION: _("One sells what the other makes."),
        Form.PILOT: _("A trial of limited size or length."),
        Form.RESEARCH: _("They do research together."),
        Form.MEMORANDUM: _("They sign that they intend to work together, and are not bound yet."),
    },
    Role: {
        Role.INVESTOR: _("Puts in the money or the business."),
        Role.ISSUER: _("Gets the investment."),
        Role.SELLER: _("Gives up what is sold."),
        Role.CONTRIBUTED_BUSINESS: _("The business that goes in for shares."),
        Role.ACQUIRER: _("Buys."),
        Role.TARGET: _("Is bought."),
        Role.BIDDER: _("Made an offer and did not win."),
        Role.PARTNER: _("Takes part; the source says no more precisely as what."),
        Role.SUPPLIER: _("Supplies the other side."),
        Role.CUSTOMER: _("Is supplied, or orders."),
        Role.LICENSOR: _("Lets others use its technology."),
        Role.LICENSEE: _("Uses the technology of another."),
        Role.JOINT_VENTURE: _("The company that the partners set up."),
        Role.ADVISER: _("Advises a party, and is none itself."),
        Role.REGULATOR: _("Has to approve the deal, and is no party to it."),
    },
    Status: {
        Status.UNKNOWN: _("A source speaks of the deal as something that exists and says no more."),
        Status.TALKS: _("The parties are said to talk."),
        Status.REPORTED: _("The press reports it; no party has confirmed it."),
        Status.ANNOUNCED: _("A party has confirmed it or signed."),
        Status.REGULATORY_REVIEW: _("It waits for the approval of an authority."),
        Status.COMPLETED: _("It is closed: the joint venture is set up, the partnership in force."),
        Status.ENDED: _("It was in force and has stopped."),
        Status.TERMINATED: _("It was withdrawn, collapsed or found no investors."),
        Status.DENIED: _("A party denies it."),
    },
    DatedBasis: {
        DatedBasis.ANNOUNCED: _("The first announcement."),
        DatedBasis.REPORTED: _("The first report, where it came before any dated announcement."),
        DatedBasis.MILESTONE: _(
            "The first dated milestone of another kind, where no report or announcement has a date."
        ),
        DatedBasis.SOURCE: _("The day its first source was published, where no milestone has a date."),
    },
    Measure: {
        Measure.DEAL_VALUE: _("The source says no more than that the deal is worth it."),
        Measure.PRICE_PAID: _("What the buyer pays."),
        Measure.PRICE_AT_CLOSING: _("What is paid when the deal closes, without any later payments."),
        Measure.TOTAL_WITH_CONTINGENT: _("The price with all payments that depend on what happens later."),
        Measure.AMOUNT_INVESTED: _("What is put into the company."),
        Measure.CAPITAL_RAISED: _("What the company raises in all."),
        Measure.COMMITTED: _("What is promised, whether it is ever paid or not."),
        Measure.CONTRACT_VALUE: _("What a contract or order is worth over its time."),
        Measure.ASSET_VALUE: _("What the business or assets that change hands are worth."),
        Measure.TARGET_RAISE: _("What the company seeks to raise."),
    },
    ValuationMeasure: {
        ValuationMeasure.VALUATION: _("The source says no more than that a company is valued at it."),
        ValuationMeasure.PRE_MONEY: _("What the company is worth before the new money comes in."),
        ValuationMeasure.POST_MONEY: _("What the company is worth with the new money in it."),
        ValuationMeasure.ENTERPRISE_VALUE: _("What its business is worth: its shares and debts less its cash."),
        ValuationMeasure.EQUITY_VALUE: _("What all of its shares are worth."),
    },
    Disclosure: {
        Disclosure.DISCLOSED: _("A party gave the amount."),
        Disclosure.PRESS_FIGURE: _("The press gives an amount, the parties do not."),
        Disclosure.UNDISCLOSED: _(
            "A source says that the amount is not disclosed: a fact of its own, and no gap here."
        ),
        Disclosure.NOT_MENTIONED: _("No source says anything of an amount."),
    },
    Consideration: {
        Consideration.CASH: _("Money."),
        Consideration.SHARES: _("Shares."),
        Consideration.CASH_AND_SHARES: _("Money and shares."),
        Consideration.ASSETS_FOR_SHARES: _("A business or assets go one way, shares the other; no money is paid."),
        Consideration.ASSETS_AND_CASH_FOR_SHARES: _("A business or assets go one way with money, shares the other."),
        Consideration.EARN_OUT: _("Payments that depend on how the business does later."),
        Consideration.DEBT_ASSUMPTION: _("The buyer takes over debts."),
        Consideration.LICENCE: _("The right to use technology."),
        Consideration.OTHER: _("Something else, as the claims say."),
    },
    Round: {
        Round.PRE_SEED: _("Money before there is a product, mostly from founders and friends."),
        Round.SEED: _("The first money from investors by trade."),
        Round.ANGEL: _("Money from private persons."),
        Round.SERIES_A: _("The first of the lettered rounds."),
        Round.SERIES_B: _("The second lettered round."),
        Round.SERIES_C: _("The third lettered round."),
        Round.SERIES_D: _("The fourth lettered round."),
        Round.SERIES_E: _("The fifth lettered round."),
        Round.SERIES_F: _("The sixth lettered round."),
        Round.SERIES_G: _("The seventh lettered round."),
        Round.SERIES_H: _("The eighth lettered round."),
        Round.SERIES_I: _("The ninth lettered round."),
        Round.SERIES_J: _("The tenth lettered round."),
        Round.SERIES_UNKNOWN: _("A lettered round of which no source gives the letter."),
        Round.GROWTH: _("Money for a company that sells already, outside the lettered rounds."),
        Round.CORPORATE_ROUND: _("A company that is no investor by trade puts in money."),
        Round.STRATEGIC: _("An investor who wants more than returns, such as to use the technology."),
        Round.CONVERTIBLE_NOTE: _("A loan that may become shares."),
        Round.PIPE: _("Chosen investors buy shares of a listed company, not over an exchange."),
        Round.PRE_IPO: _("The last money before the company goes to an exchange."),
        Round.POST_IPO_EQUITY: _("A listed company sells new shares."),
        Round.POST_IPO_DEBT: _("A listed company borrows."),
    },
    DealField: {
        DealField.VALUE: _("What changes hands."),
        DealField.VALUATION: _("What a company is said to be worth in this deal."),
        DealField.ANNOUNCED: _("When it was announced."),
        DealField.COMPLETED: _("When it was completed, or is to be."),
        DealField.STATUS: _("How far it has come."),
        DealField.FORM: _("What exactly the deal is."),
        DealField.PARTY: _("Who is in it, and as what."),
        DealField.STAKE: _("Which part of a company changes hands."),
        DealField.CONSIDERATION: _("What is given in return."),
        DealField.ROUND: _("Which financing round it is."),
        DealField.SEGMENT: _("Which part of the industry it is about, in words."),
        DealField.SAE_LEVEL: _("Which level of automation it is about."),
        DealField.CONTROL: _("Who has the say in a company afterwards, in words."),
        DealField.OTHER_FIGURE: _("A figure that is no deal value and no valuation, such as the part paid in cash."),
    },
    Qualifier: {
        Qualifier.EXACT: _("The number as it is; half of its last digit to either side, at most 5 %, agrees with it."),
        Qualifier.ABOUT: _("Around the number; up to 5 % to either side agrees with it."),
        Qualifier.NEARLY: _("A little below the number; up to 5 % less agrees with it."),
        Qualifier.MORE_THAN: _("More than the number; how much more is not said."),
        Qualifier.AT_LEAST: _("The number or more."),
        Qualifier.UP_TO: _("The number or less."),
        Qualifier.LESS_THAN: _("Less than the number; how much less is not said."),
        Qualifier.RANGE: _("Between two numbers that the source gives."),
        Qualifier.SEVERAL: _("A span that a vague word stands for: “several hundred million” is 200 to 900 million."),
    },
    Standing: {
        Standing.PARTY_CONFIRMED: _("A party, a filing or a court says so as a fact. It may be cited."),
        Standing.CORROBORATED: _(
            "Two independent reports or more say so; retellings of one report count once, and guesses not at all. "
            "It may be cited."
        ),
        Standing.SINGLE_REPORT: _("All rests on one report, however often it is retold. Cite it with its source."),
        Standing.SOURCES_DIFFER: _(
            "A source contradicts it, and the editors have not chosen yet or left it open. "
            "Cite it only with the other version."
        ),
        Standing.NO_SOURCE: _(
            "No source that we have read says so: there is none, it was set aside, or it says something else. "
            "Do not cite it."
        ),
    },
    Verdict: {
        Verdict.AGREES: _(
            "The source says the same, or what goes with it: “over 10 billion” goes with 12 billion, a day with its "
            "month."
        ),
        Verdict.DIFFERS: _("What the source says and what the record has cannot both be true."),
        Verdict.OTHER_MEANING: _(
            "The source makes something else of the figure, such as a valuation of what the record has as a price, or "
            "says it of another company."
        ),
        Verdict.SUPERSEDED: _(
            "An earlier stage of the deal, or a plan, rumour or denial that a later source overtook with a fact."
        ),
    },
    Claim.SaidBy: {
        Claim.SaidBy.PARTY_STATEMENT: _("A party to the deal, or the company itself."),
        Claim.SaidBy.FILING: _("A document that was filed with an authority or exchange."),
        Claim.SaidBy.COURT: _("A court."),
        Claim.SaidBy.NAMED_PERSON: _("Somebody else whom the source names, such as an analyst."),
        Claim.SaidBy.UNNAMED_SOURCES: _("People whom the source does not name."),
        Claim.SaidBy.OTHER_OUTLET: _("Another outlet, whose report the source passes on."),
        Claim.SaidBy.OUTLET: _("The source in its own words."),
    },
    Claim.Basis: {
        Claim.Basis.STATED: _("The quoted words say it."),
        Claim.Basis.INFERRED: _("It follows from what the source says; a note tells how."),
        Claim.Basis.CONVERTED: _("The source's own conversion to another currency; it is shown and never compared."),
    },
    Claim.Modality: {
        Claim.Modality.FACT: _("The source says that it is so."),
        Claim.Modality.PLAN: _("Somebody means to do it."),
        Claim.Modality.EXPECTATION: _("It is expected."),
        Claim.Modality.SPECULATION: _("It is a rumour or a guess, and makes no second report of anything."),
        Claim.Modality.DENIAL: _("The source says that it is not so; where the record has it, the two differ."),
    },
    Claim.Rank: {
        Claim.Rank.PREFERRED: _("Where the record has no place for a figure, other claims are compared with this one."),
        Claim.Rank.NORMAL: _("A claim like any other."),
        Claim.Rank.DEPRECATED: _("Struck through and no evidence any more; a note tells why."),
    },
    DecisionReason: {
        DecisionReason.PARTY_CONFIRMED: _("A party says so, and it should know."),
        DecisionReason.PRIMARY_SOURCE: _("It stands in the document itself, the other version in a report on it."),
        DecisionReason.LATER_REPORT: _("The later report knew more."),
        DecisionReason.MORE_PRECISE: _("It says the same as the other version, more precisely."),
        DecisionReason.INDEPENDENT_MAJORITY: _("More independent reports say so."),
        DecisionReason.MISREADING: _("The other version comes from a misunderstanding."),
        DecisionReason.EDITOR_JUDGEMENT: _("The editors find it more plausible; their note says why."),
        DecisionReason.LEFT_OPEN: _("The editors looked at it and cannot say which is right."),
    },
    Sort: {
        Sort.NEWS: _("Something came in."),
        Sort.CORRECTION: _("Something that stood here was changed or taken out."),
    },
    CompanyField: {
        CompanyField.NAME: _("A name by which the source calls it."),
        CompanyField.OWNER: _("Who owns it or is tied to it, and how."),
        CompanyField.FOUNDED: _("When it was founded."),
        CompanyField.VALUATION: _("What it is said to be worth, apart from any deal."),
        CompanyField.TOTAL_RAISED: _("What it has raised so far."),
        CompanyField.MARKET_VALUE: _("What its shares are worth on the exchange."),
        CompanyField.REVENUE: _("What it takes in."),
        CompanyField.GMV: _("What is sold over its platform."),
        CompanyField.FLEET_SIZE: _("How many vehicles it runs."),
        CompanyField.SERVICE_FEE: _("What it charges."),
        CompanyField.RIVAL: _("Whom it competes with."),
        CompanyField.DISPUTE: _("Whom it is in dispute with, and over what."),
        CompanyField.NOTE: _("Something else that a source says of it, in our words."),
    },
    CompanyKind: {
        CompanyKind.PUBLIC_COMPANY: _("Its shares are traded on an exchange."),
        CompanyKind.PRIVATE_COMPANY: _("Its shares are not traded on an exchange."),
        CompanyKind.STARTUP: _("A young company that lives on investors' money."),
        CompanyKind.SUBSIDIARY: _("A company that belongs to another one."),
        CompanyKind.BUSINESS_UNIT: _("A part of a company and no company of its own."),
        CompanyKind.JOINT_VENTURE: _("A company that others set up together."),
        CompanyKind.INVESTOR: _("It invests by trade."),
        CompanyKind.GOVERNMENT_BODY: _("A state, a city, or what belongs to one."),
        CompanyKind.RESEARCH_INSTITUTE: _("A university or institute."),
        CompanyKind.MEDIA: _("A publisher or outlet."),
    },
    CompanyStatus: {
        CompanyStatus.ACTIVE: _("It is in business."),
        CompanyStatus.ACQUIRED: _("Another company bought it."),
        CompanyStatus.MERGED: _("It became one with another company."),
        CompanyStatus.ASSETS_PURCHASED: _("Another company bought its assets."),
        CompanyStatus.BANKRUPT: _("It is bankrupt."),
        CompanyStatus.CLOSED: _("It has stopped."),
        CompanyStatus.UNKNOWN: _("Nobody has recorded it."),
    },
    SourceKind: {
        SourceKind.NEWS: _("An article by a newspaper, agency or site for news."),
        SourceKind.BLOG: _("An article that somebody publishes on their own account."),
        SourceKind.PODCAST_NOTES: _("The text that goes with an episode of a podcast."),
        SourceKind.PRESS_RELEASE: _("What a company or body tells the press."),
        SourceKind.COMPANY_SITE: _("A page of a company's own site."),
        SourceKind.FILING: _("A document filed with an authority or exchange."),
        SourceKind.COURT_RECORD: _("A document of a court."),
        SourceKind.DATASET: _("A table or register of many records."),
    },
}
