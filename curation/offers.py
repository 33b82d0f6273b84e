"""Claims offered from a pasted quote: rows for the form, as typed, for an editor to confirm, mend or leave out."""

from companies.models import Company, CompanyClaim, CompanyName
from deals.models import DealClaim
from deals.models.vocabulary import DealField, Measure, ValuationMeasure
from sources.models import Claim
from values.mentions import fragment, how_said, is_valuation, mentions_in, possible_names, sentence_at, who_speaks

LONGEST = 2000  # characters of a passage that are looked at
MOST = 12  # offers at once


def offers(passage, model, roles):
    """Return the rows: {field of the claim's form: typed text}.

    `model` is DealClaim or CompanyClaim; `roles` are the roles of the companies that the form has already, by id.
    """
    passage = passage[:LONGEST].replace("\0", " ").strip()  # PostgreSQL takes none
    figures = mentions_in(passage)
    rows, end = [], 0
    for figure in figures:
        row = _of_figure(model, passage, figure, end)
        rows.append(row | _circumstances(passage, figure.start, figure.end))
        end = figure.end
    for words, company, (start, stop) in _companies(passage):
        named = {"company": company.pk} if model is DealClaim else {"other": company.pk}
        field = {"field": DealField.PARTY, "role": roles.get(company.pk, "")} if model is DealClaim else {"field": ""}
        rows.append(named | field | {"value": words} | _circumstances(passage, start, stop))
    if not rows and passage:
        rows = [{"field": "", "value": ""} | _circumstances(passage, 0, 1)]
    return [{name: str(value) for name, value in row.items()} for row in rows[:MOST]]


def _of_figure(model, passage, figure, end):
    """What the claim would be about; a measure of the vague kind, since only an editor knows a precise one."""
    if model is CompanyClaim:
        fields = {"money": "valuation" if is_valuation(passage, figure, end) else "", "date": "founded", "percent": ""}
        measure = f" {ValuationMeasure.VALUATION}" if fields[figure.sort] == "valuation" else ""
        return {"field": fields[figure.sort], "value": figure.words + measure}
    if figure.sort == "money":
        worth = is_valuation(passage, figure, end)
        measure = ValuationMeasure.VALUATION if worth else Measure.DEAL_VALUE
        field = DealField.VALUATION if worth else DealField.VALUE
        return {"field": field, "value": f"{figure.words} {measure}", "basis": _basis(passage, figure)}
    return {"field": DealField.ANNOUNCED if figure.sort == "date" else DealField.STAKE, "value": figure.words}


def _basis(passage, figure):
    """An amount in brackets behind another one is the source's own conversion."""
    is_bracketed = passage[: figure.start].endswith("(") and passage[figure.end :].startswith(")")
    return Claim.Basis.CONVERTED if is_bracketed else Claim.Basis.STATED


def _circumstances(passage, start, end):
    sentence = sentence_at(passage, start)
    return {
        "quote_exact": fragment(passage, start, end),
        "said_by": who_speaks(sentence),
        "modality": how_said(sentence),
    }


def _companies(passage):
    """Yield the known companies that the passage names, each once, by its longest name there, from left to right."""
    places = possible_names(passage)
    known = Company.objects.filter(merged_into__isnull=True)
    names = list(CompanyName.objects.filter(text__in=places, company__in=known).select_related("company"))
    named = [(name.text, name.company) for name in names]
    named += [(company.name, company) for company in known.filter(name__in=places)]
    taken = {}
    for words, company in sorted(named, key=lambda pair: (-len(pair[0]), places[pair[0]])):
        start, end = places[words]
        is_inside = any(start < stop and begin < end for _words, _company, (begin, stop) in taken.values())
        if company.pk not in taken and not is_inside:
            taken[company.pk] = (words, company, (start, end))
    yield from sorted(taken.values(), key=lambda one: one[2])
