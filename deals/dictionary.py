"""The data dictionary: the files and their columns as they are declared, each with what its cells hold."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from companies.columns import COMPANY_COLUMNS
from sources.columns import SOURCE_COLUMNS

from .columns import DEAL_CLAIM_COLUMNS, DEAL_COLUMNS, MILESTONE_COLUMNS, PARTY_COLUMNS
from .meanings import MEANINGS


@dataclass(frozen=True)
class File:
    """A file by its list's name; `others` are the lists whose files have the same columns."""

    name: str
    title: str
    help: str
    columns: tuple
    others: tuple = ()


FILES = (
    File(
        "deals",
        _("Deals"),
        _("One row a deal, in the order of the list."),
        DEAL_COLUMNS,
        ("investments", "acquisitions", "partnerships"),
    ),
    File("parties", _("Parties"), _("One row for each company in each of the selected deals."), PARTY_COLUMNS),
    File("milestones", _("Milestones"), _("One row for each stage that a selected deal came to."), MILESTONE_COLUMNS),
    File(
        "claims",
        _("Claims"),
        _("One row for each thing that one source says of a selected deal or, where none is selected, of a company."),
        DEAL_CLAIM_COLUMNS,
    ),
    File("companies", _("Companies"), _("One row a company, in the order of the list."), COMPANY_COLUMNS),
    File("sources", _("Sources"), _("One row a source, in the order of the list."), SOURCE_COLUMNS),
)


@dataclass(frozen=True)
class Described:
    """A column, the words that it alone or first may hold, and the columns that explain its other ones."""

    column: object
    anchor: str
    words: list
    same_as: list


def dictionary():
    """Return [(file, its columns described)]; each list of words is explained at the first column that holds it."""
    first = {}
    return [(file, [_described(file, one, first) for one in file.columns]) for file in FILES]


def _described(file, column, first):
    anchor = f"{file.name}-{column.name}"
    same_as = [first[words] for words in column.choices if words in first]
    new = [words for words in column.choices if words not in first]
    described = Described(column, anchor, [_meant(word) for words in new for word in words], same_as)
    first |= dict.fromkeys(new, described)
    return described


def _meant(word):
    return word.value, word.label, MEANINGS[type(word)][word]
