"""Finding records that may be the same: each pair with its reasons, for an editor to judge. Nothing merges by itself.

A pair that was judged is remembered; found again, it only gets its new reasons.
"""

from collections import defaultdict
from itertools import product

from django.db.models import Q
from rapidfuzz import fuzz, process

from companies.models import Company, CompanyLookAlike, CompanyName, Identifier
from deals.models import Deal, DealLookAlike, Party
from deals.models.vocabulary import BYSTANDERS
from records.lookalikes import Reason
from values.text import fold

SIMILAR = 90  # of 100, whatever the order of the words
NEAR_DAYS = 120
LEGAL_FORMS = {"ag", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "inc", "limited", "ltd", "plc"}


def find_company_pairs(companies=None):
    """Write the pairs among these companies and all others (all where None is given); return how many are new."""
    everyone = Company.objects.filter(merged_into__isnull=True)
    chosen = everyone if companies is None else everyone.filter(pk__in=[company.pk for company in companies])
    reasons = defaultdict(list)
    _by_name(chosen, everyone, reasons)
    _by_identifier(chosen, reasons)
    return _write(CompanyLookAlike, reasons)


def _by_name(chosen, everyone, reasons):
    """Compare the names of the chosen with every name, legal forms left out."""
    names = _names(everyone)
    wanted, texts = set(chosen.values_list("pk", flat=True)), list(names)
    for text in texts:
        if not names[text] & wanted:
            continue
        alike = process.extract(text, texts, scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR, limit=20)
        for other, score, _place in alike:
            reason = _name_reason(*sorted((text, other)), score)
            for one, two in product(names[text], names[other]):
                if one != two:
                    reasons[_pair(one, two)].append(reason)


def _name_reason(text, other, score):
    if _squeezed(text) == _squeezed(other):
        return Reason.SAME_NAME, text
    return Reason.SIMILAR_NAME, f"{text} – {other} ({score:.0f} %)"


def _names(companies):
    """The companies by each of their names, also with its words drawn together ("We Ride", "Pony.ai")."""
    names = defaultdict(set)
    listed = [*companies.values_list("pk", "name")]
    listed += CompanyName.objects.filter(company__in=companies).values_list("company", "text")
    for pk, text in listed:
        names[_bare(text)].add(pk)
        names[_squeezed(_bare(text))].add(pk)
    names.pop("", None)
    return names


def _squeezed(text):
    return "".join(char for char in text if char.isalnum())


def _bare(text):
    words = fold(text).replace(",", " ").replace(".", " ").split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or fold(text)


def _by_identifier(chosen, reasons):
    """The same register number under another scheme, such as a ticker entered as a CIK."""
    values = Identifier.objects.filter(company__in=chosen).values_list("company", "scheme", "value")
    for company, scheme, value in values:
        others = Identifier.objects.filter(value=value, company__merged_into__isnull=True)
        for other in others.exclude(company=company).values_list("company", flat=True):
            reasons[_pair(company, other)].append((Reason.SHARED_IDENTIFIER, f"{scheme} {value}"))


def find_deal_pairs(deals=None):
    """Write the pairs of deals with the same parties, or parties that may be the same; return how many are new.

    Deals of two dates far apart are two deals, whatever else they share.
    """
    everything = Deal.objects.filter(merged_into__isnull=True)
    chosen = everything if deals is None else everything.filter(pk__in=[deal.pk for deal in deals])
    alike = _look_alike_companies()
    reasons = defaultdict(list)
    for deal in chosen.prefetch_related("parties__company").iterator(chunk_size=2000):
        sides = {party.company_id: party for party in deal.parties.all() if party.role not in BYSTANDERS}
        for other in _neighbours(
            deal, everything, {*sides, *(pk for company in sides for pk in alike.get(company, ()))}
        ):
            if why := _reasons(deal, other, sides, alike):
                reasons[_pair(deal.pk, other.pk)] = why
    return _write(DealLookAlike, reasons)


def _look_alike_companies():
    alike = defaultdict(set)
    for one, other in CompanyLookAlike.objects.open().values_list("one", "other"):
        alike[one].add(other)
        alike[other].add(one)
    return alike


def _neighbours(deal, everything, companies):
    parties = Party.objects.filter(company__in=companies).values("deal")
    near = everything.filter(pk__in=parties).exclude(pk=deal.pk)
    linked = Q(links__other=deal) | Q(linked_from__deal=deal)
    return near.exclude(linked).prefetch_related("parties__company").distinct()


def _reasons(deal, other, sides, alike):
    """At least two sides must be the same or may be; deals of two kinds must share the figure, too.

    One deal may be told as an investment and as an acquisition, so that roles count within one kind only.
    """
    is_one_kind = deal.kind == other.kind
    others = {party.company_id: party for party in other.parties.all() if party.role not in BYSTANDERS}
    fits = sorted((a, b) for a in sides for b in others if not is_one_kind or sides[a].role == others[b].role)
    shared = [str(sides[a]) for a, b in fits if a == b]
    maybe = [f"{sides[a].company} – {others[b].company}" for a, b in fits if b in alike.get(a, ())]
    has_figure = bool(deal.value and deal.value == other.value)
    if len(shared) + len(maybe) < 2 or _days_apart(deal, other) > NEAR_DAYS or not (is_one_kind or has_figure):
        return []
    reasons = [(Reason.SAME_PARTIES, ", ".join(shared))] if shared else []
    reasons += [(Reason.LOOK_ALIKE_PARTIES, ", ".join(maybe))] if maybe else []
    if deal.dated and other.dated:
        reasons.append((Reason.NEAR_DATES, f"{deal.dated_text} – {other.dated_text}"))
    if has_figure:
        reasons.append((Reason.SAME_FIGURE, str(deal.value)))
    return reasons


def _days_apart(deal, other):
    """Days between the two spans; none where one of them is undated."""
    if not (deal.dated and other.dated):
        return 0
    first, second = sorted([deal, other], key=lambda spanned: spanned.dated)
    return max((second.dated - first.dated_last).days, 0)


def _pair(one, other):
    return min(one, other), max(one, other)


def _write(model, reasons):
    """Add the new pairs; pairs that are there keep their judgement and what editors remarked."""
    known = {_pair(pair.one_id, pair.other_id): pair for pair in model.objects.all()} if reasons else {}
    new = 0
    for (one, other), why in sorted(reasons.items()):
        today = [list(reason) for reason in dict.fromkeys((str(code), detail) for code, detail in why)]
        pair = known.get((one, other))
        if pair is None:
            pair, new = model(one_id=one, other_id=other), new + 1
        remarks = [reason for reason in pair.reasons if reason[0] == Reason.EDITOR]
        if pair.reasons != remarks + today:
            pair.reasons = remarks + today
            pair._change_reason = "found"
            pair.save()
    return new
