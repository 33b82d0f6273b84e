import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from lists.columns import cell
from lists.lines import line_of

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://example.org","x")',
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_that_a_spreadsheet_would_run_gets_one_apostrophe(payload):
    line = line_of([cell(payload)])
    [[read]] = csv.reader(io.StringIO(line, newline=""))
    assert read == "'" + payload


def test_the_payloads_do_bite_without_the_apostrophe():
    sheet = openpyxl.Workbook().active
    sheet["A1"], sheet["A2"] = "=1+1", cell("=1+1")
    assert (sheet["A1"].data_type, sheet["A2"].data_type) == ("f", "s")


def test_typed_values_are_written_plainly_and_a_negative_number_stays_a_number():
    assert cell(Decimal("-5.50")) == "-5.5"
    assert cell(-5) == "-5"
    assert cell(Decimal("1E+9")) == "1000000000"
    assert cell(date(2020, 6, 26)) == "2020-06-26"
    assert cell(datetime(2020, 6, 26, 12, tzinfo=UTC)) == "2020-06-26T12:00:00+00:00"
    assert [cell(True), cell(False), cell(None), cell("plain")] == ["yes", "no", "", "plain"]
