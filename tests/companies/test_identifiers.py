import pytest
from django.core.exceptions import ValidationError

from companies.identifiers import validate_identifier
from companies.models import CompanyName, Identifier

from ..factories import CompanyFactory

RIGHT = {
    "lei": "213800KUD8LAJWSQ9D15",
    "isin": "US0231351067",
    "uscc": "91110000600037341L",
    "wikidata": "Q3884",
    "cik": "1018724",
    "ticker": "NYSE:BABA",
}
WRONG = {
    "lei": ("213800KUD8LAJWSQ9D16", "ISO 17442"),
    "isin": ("US0231351068", "ISO 6166"),
    "uscc": ("91110000600037341A", "GB 32100"),
    "wikidata": ("3884", "like Q42"),
    "cik": ("CIK12", "10 digits"),
    "ticker": ("BABA", "names its exchange"),
}


@pytest.mark.parametrize(("scheme", "value"), RIGHT.items())
def test_a_right_identifier_is_taken_in_its_usual_form(scheme, value):
    assert validate_identifier(scheme, f" {value} ") == value


@pytest.mark.parametrize(("scheme", "wrong"), WRONG.items())
def test_a_wrong_identifier_says_what_would_be_right(scheme, wrong):
    value, told = wrong
    with pytest.raises(ValidationError, match=told):
        validate_identifier(scheme, value)


@pytest.mark.django_db
def test_an_identifier_is_checked_with_the_record():
    with pytest.raises(ValidationError, match="like Q42"):
        Identifier(company=CompanyFactory(), scheme="wikidata", value="42").full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["english please", "x", "??"])
def test_a_language_is_a_bcp_47_tag(language):
    with pytest.raises(ValidationError, match="BCP 47"):
        CompanyName(company=CompanyFactory(), text="x", language=language, kind="legal").full_clean()
