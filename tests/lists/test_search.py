import pytest
from django.db import connection

from companies.models import Company, CompanyName
from deals.models import Deal
from deals.refresh import refresh
from lists import search
from lists.search import terms
from sources.models import Source
from tests.factories import CompanyFactory, SourceFactory, public_deal, published
from values.text import index_words


def test_text_gives_words_and_pairs_of_chinese_characters():
    assert index_words("Société Momenta.ai 菜鸟网络 A轮") == [
        "societe",
        "momenta",
        "ai",
        "菜鸟",
        "鸟网",
        "网络",
        "络",
        "a",
        "轮",
    ]


def test_an_endless_word_is_cut_and_found_all_the_same(db):
    word = "x" * 300
    source = SourceFactory(title=word)
    refresh(source_ids=[source.pk])
    assert list(Source.objects.matching(word)) == [source]


def test_a_query_asks_for_beginnings_but_for_a_single_letter_as_a_word():
    assert terms("Zoo a 菜鸟网")[0] == {"zoo": True, "a": False, "菜鸟": False, "鸟网": False}


@pytest.fixture
def company(db):
    company = published(CompanyFactory(name="Series of Tubes A"))
    CompanyName.objects.create(company=company, text="阿里巴巴菜鸟网络", language="zh-Hans", kind="legal")
    refresh(company_ids=[company.pk])
    return company


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tub", True),
        ("ubes", False),
        ("a", True),
        ("t", False),
        ("tubes series", True),
        ("tubes serious", False),
        ("菜", True),
        ("络", True),
        ("菜鸟网络", True),
        ("菜鸟巴巴", False),
        ("Ｔｕｂｅｓ", True),
        ("tubes OR nothing", False),
        ('tu"bes', False),
    ],
)
def test_a_search_finds_what_begins_with_every_word(company, query, found):
    assert Company.objects.matching(query).exists() is found


def test_pairs_that_stand_apart_are_no_run_of_characters(db):
    """Without the check of the whole run this company would be found: it holds each pair."""
    company = CompanyFactory(name="菜鸟 鸟网 网络")
    refresh(company_ids=[company.pk])
    assert not Company.objects.matching("菜鸟网络").exists()
    assert Company.objects.matching("菜鸟").exists()


def test_an_index_that_fell_behind_is_told_and_filled_anew(db, capsys):
    source = SourceFactory(title="Quixotic")
    refresh(source_ids=[source.pk])
    assert not search.broken(Source)
    with connection.cursor() as cursor:
        where = " ON sources_source" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER sources_source_words_update{where}")
    Source.objects.filter(pk=source.pk).update(search_text="other words")
    assert search.broken(Source)
    search.rebuild(Source)
    assert not search.broken(Source)
    assert list(Source.objects.matching("other words")) == [source]


def test_the_index_follows_what_changes_and_what_goes(db):
    deal = public_deal(title="Quixotic venture")
    assert list(Deal.objects.matching("quixotic")) == [deal]
    Deal.objects.filter(pk=deal.pk).update(title="Plain venture")
    refresh([deal.pk])
    assert not Deal.objects.matching("quixotic").exists()
    assert list(Deal.objects.matching("plain")) == [deal]
    Deal.objects.filter(pk=deal.pk).delete()
    assert not Deal.objects.matching("plain").exists()


def test_an_emptied_table_leaves_no_words_behind(nothing):
    source = SourceFactory(title="Quixotic")
    refresh(source_ids=[source.pk])
    if connection.vendor == "postgresql":
        connection.check_constraints()  # nothing may wait for the end of the transaction
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE sources_source CASCADE")
    else:
        source.delete()
    assert not search.broken(Source)
