"""Documents and ledger entries, made without any server; the strict mapping is read as data."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document import identifiers
from worker.document.enrichment import Enrichment
from worker.document.geometry import Box, Region
from worker.document.identity import Conflict, IssueIdentity, Origin
from worker.document.issue import Article, Contributor, Dateline, Issue, Kind, LineRange
from worker.errors import EmptyFileError
from worker.folding import fold
from worker.folding.spelling import spelled
from worker.indexing import definitions
from worker.indexing.companions import may_change, needs_folding
from worker.indexing.definitions import Profile, Versions
from worker.indexing.documents import TEXT_FIELDS, article_documents
from worker.indexing.entries import Entry, Failure
from worker.indexing.ledger_documents import failure_entry, ledger_entry
from worker.indexing.letters import server_rules
from worker.job import Job

VERSIONS = Versions("p1", "e1", "d1")
MOMENT = dt.datetime(2023, 10, 27, 16, 0, 1, 500_000, tzinfo=dt.timezone(dt.timedelta(hours=8)))
FOUND = dt.datetime(2023, 10, 27, 8, 0, tzinfo=dt.UTC)
ORDER = Job("北碚报/2023-10-27/01.txt", "ab" * 32, int(FOUND.timestamp() * 1000))
CONFLICT = Conflict("page", "1", "2", Origin.NAME, Origin.MASTHEAD)
IDENTITY = IssueIdentity(
    "北碚报",
    dt.date(2023, 10, 27),
    "1",
    "第1234期",
    edition="号外",
    part="2",
    date_end=dt.date(2023, 10, 28),
    conflicts=(CONFLICT,),
    masthead="北碚报",
)
ISSUE_ID = "beibeibao-2023-10-27-p01"
UNIT_ID = "beibeibao-2023-10-27-p01-n02"

FULL_ARTICLE = Article(
    ordinal=3,
    kind=Kind.PHOTO,
    page="1",
    kicker="引题在此",
    headline="主題有ＡＢＣ三字",
    subtitle="副题",
    headline_derived=True,
    column="综合新闻",
    byline=(Contributor("熊辉", "记者"), Contributor("王明")),
    source="本报讯",
    source_line="本报讯（记者 熊辉）",
    dateline=Dateline("重庆", "01-08"),
    paragraphs=("第一段，在北碚區。", "第二段。"),
    captions=("图一", "圖二"),
    credits=(Contributor("李強", "摄"),),
    editor_note="编者按",
    url="http://paper.example/content_1.htm",
    images=("res/1.jpg",),
    tail="（据新华社电）",
    jump_to="2",
    jump_from="4",
    lines=(LineRange(1, 9), LineRange(12, 14)),
    confidence=0.87654,
    warnings=("两个标题",),
    regions=(Region(1, Box(34.0, 64.04, 311.6, 329.5)),),
)
FULL_ENRICHMENT = Enrichment(
    title_words="主题 有 abc",
    body_words="第一 段",
    people=("王明",),
    people_roles=(("王明", "区委书记"),),
    place_divisions=(("北碚區", "重庆市/北碚区", "printed"),),
    bodies=("北碚区生态环境局",),
    body_forms=(("北碚区生态环境局", "区生态环境局"),),
    body_kinds=(("北碚区生态环境局", "government"),),
    body_aliases=("区生态环境局",),
    places=("北碚區",),
    divisions=("重庆市/北碚区", "重庆市/渝北区"),
    organizations=("北碚区生态环境局",),
    keywords=("生态",),
    category="生态",
    category_confidence=0.66666,
    summary="第一段，在北碚區。",
    dates=("2023-10-26",),
    signature=("0f", "1e"),
)


def documents(*articles: Article, identity: IssueIdentity = IDENTITY) -> list[dict[str, Any]]:
    return article_documents(
        Issue(identity, articles),
        [FULL_ENRICHMENT] * len(articles),
        unit_id=UNIT_ID,
        job=ORDER,
        ingested_at=MOMENT,
        versions=VERSIONS,
    )


def leaves(properties: dict[str, Any], prefix: str = "") -> set[str]:
    """Every field of a mapping by its full name."""
    names: set[str] = set()
    for name, definition in properties.items():
        nested = definition.get("properties")
        names |= leaves(nested, f"{prefix}{name}.") if nested else {prefix + name}
    return names


def values(document: Any, prefix: str = "") -> set[str]:
    """Every field that a document fills, by its full name."""
    if isinstance(document, dict):
        return {leaf for name, value in document.items() for leaf in values(value, f"{prefix}{name}.")}
    if isinstance(document, list):
        return {leaf for value in document for leaf in values(value, prefix)}
    return {prefix.rstrip(".")}


def test_a_full_article_fills_only_fields_of_the_mapping() -> None:
    [document] = documents(FULL_ARTICLE)
    mapped = leaves(definitions.load("articles")["properties"])
    # what is absent: ``similar`` is found at indexing, and the companions of text that folding leaves alone
    absent = {name for name in mapped - values(document) if not name.startswith("folded.")}
    assert values(document) <= mapped
    assert absent == {"similar.id", "similar.score"}


def test_no_field_of_an_article_or_of_its_enrichment_is_forgotten() -> None:
    [document] = documents(FULL_ARTICLE)
    made = {one.name for model in (Article, Enrichment) for one in dataclasses.fields(model)}
    elsewhere = {
        "paragraphs",  # ``body``
        "subheads",  # paragraphs too
        "headline_after_body",  # of use to the parser's explanation alone
        "mentions",  # spans are made again from the text where they are shown
    }
    assert made - elsewhere <= set(document)


def test_every_text_field_has_a_companion_in_the_mapping() -> None:
    properties = definitions.load("articles")["properties"]
    for name in TEXT_FIELDS:
        assert properties["folded"]["properties"][name] == properties[name]


def test_both_mappings_are_strict() -> None:
    assert definitions.load("articles")["dynamic"] == definitions.load("issues")["dynamic"] == "strict"


def test_text_stands_as_in_the_source_and_its_folded_form_beside_it() -> None:
    [document] = documents(FULL_ARTICLE)
    assert document["headline"] == "主題有ＡＢＣ三字"
    assert document["body"] == "第一段，在北碚區。\n第二段。"
    assert document["captions"] == ["图一", "圖二"]
    assert document["folded"] == {
        "headline": "主题有abc三字",
        "body": "第一段,在北碚区。\n第二段。",  # punctuation is folded where a letter made a companion necessary
        "captions": ["图一", "图二"],  # whole lists, so that positions agree
        "credits": ["李强"],
        "places": ["北碚区"],
    }


def test_empty_values_are_left_out_but_zero_and_false_stay() -> None:
    [document] = article_documents(
        Issue(IssueIdentity(), (Article(ordinal=1, paragraphs=("正文",)),)),
        [Enrichment()],
        unit_id="content-0123456789abcdef",
        job=ORDER,
        ingested_at=MOMENT,
        versions=VERSIONS,
    )
    assert document == {
        "id": "content-0123456789abcdef-a01",
        "issue_id": f"content-{ORDER.digest[:16]}",
        "unit_id": "content-0123456789abcdef",
        "file": {"path": ORDER.path, "digest": ORDER.digest},
        "versions": {"parser": "p1", "enricher": "e1", "dictionary": "d1"},
        "ingested_at": "2023-10-27T08:00:01.500Z",
        "revision": ORDER.revision,
        "ordinal": 1,
        "kind": "news",
        "headline_derived": False,
        "body": "正文",
        "characters": 2,
        "category": "unknown",
        "category_confidence": 0.0,
        "story": "content-0123456789abcdef-a01",
        "confidence": 1.0,
    }


def test_an_article_without_a_page_of_its_own_has_that_of_its_issue() -> None:
    [first, second] = documents(Article(ordinal=1), Article(ordinal=2, page="A02"))
    assert (first["page"], second["page"]) == ("1", "A02")


def test_a_region_brings_the_divisions_above_it_once() -> None:
    [document] = documents(FULL_ARTICLE)
    assert document["divisions"] == ["重庆市", "重庆市/北碚区", "重庆市/渝北区"]


def test_a_contributor_without_a_name_is_none() -> None:
    article = Article(1, headline="题", byline=(Contributor("", "供图"), Contributor("熊辉", "记者")))
    [document] = documents(article)
    assert document["byline"] == [{"name": "熊辉", "role": "记者"}]


def test_as_many_enrichments_as_articles_are_needed() -> None:
    with pytest.raises(ValueError, match="zip"):
        article_documents(
            Issue(IDENTITY, (FULL_ARTICLE,)),
            [],
            unit_id=ISSUE_ID,
            job=ORDER,
            ingested_at=MOMENT,
            versions=VERSIONS,
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("江泽民主席", False),
        ("江泽民，主席。《报》", False),  # full-width punctuation is dropped by analysis anyway
        ("GDP增长", False),  # analysis lowers the case
        ("北碚區", True),  # traditional
        ("１９９８年", True),  # full-width digits
        ("ＧＤＰ", True),  # full-width letters
        ("Ärger", False),  # lower case of any script is analysis's work too
        ("1,234元", True),  # thousands
        ("1,22,333", False),  # a list of numbers
        ("一九九八年", True),  # a year digit by digit
        ("二十一年", False),  # a number of years
        ("占地5㎡", True),  # one character that stands for two
        ("", False),
    ],
)
def test_a_companion_is_needed_where_folding_changes_a_letter_or_digit(text: str, expected: bool) -> None:
    assert needs_folding(text) is expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], max_codepoint=0x2FFFF)))
def test_without_a_companion_the_letters_are_those_of_the_folded_text(text: str) -> None:
    if not needs_folding(text):
        for old, new in zip(text, fold(text), strict=True):
            assert new in (old, old.lower()) or not new.isalnum()


@given(
    st.lists(st.text(alphabet=st.one_of(st.sampled_from("1,，２年二〇○区區aＡ㎡\u200b"), st.characters())), max_size=4)
)
def test_texts_may_be_asked_for_together(texts: list[str]) -> None:
    together = "\n".join(texts)
    if not needs_folding(together):
        assert not any(map(needs_folding, texts))
    if not may_change(together):
        assert [spelled(text) for text in texts] == texts


def test_the_server_folds_what_we_fold_one_character_to_one() -> None:
    rules = server_rules()
    for rule in rules:
        old, new = rule.split(" => ")
        assert (len(old), len(new)) == (1, 1)
        assert fold(old) == new == fold(new)
    # simplified Han, plain letters and punctuation are no rules
    assert {"區 => 区", "Ａ => a", "１ => 1"} <= set(rules)
    assert not {rule[0] for rule in rules} & set("区江民aA1，。")


texts = st.text(alphabet="北碚區区ＡaA1１，。 \n報讯", max_size=30)


@given(
    headline=texts,
    paragraphs=st.lists(texts, max_size=4).map(tuple),
    captions=st.lists(texts, max_size=3).map(tuple),
    people=st.lists(texts.filter(bool), max_size=3).map(tuple),
)
def test_documents_survive_json_and_offsets_agree(
    headline: str, paragraphs: tuple[str, ...], captions: tuple[str, ...], people: tuple[str, ...]
) -> None:
    article = Article(ordinal=1, headline=headline, paragraphs=paragraphs, captions=captions)
    [document] = article_documents(
        Issue(IDENTITY, (article,)),
        [Enrichment(people=people)],
        unit_id=ISSUE_ID,
        job=ORDER,
        ingested_at=MOMENT,
        versions=VERSIONS,
    )
    assert orjson.loads(orjson.dumps(document)) == document
    for name, folded in document.get("folded", {}).items():
        original = document[name]
        assert len(folded) == len(original)
        if isinstance(original, list):
            assert [len(value) for value in folded] == [len(value) for value in original]


def test_a_ledger_entry_fills_only_fields_of_the_mapping_and_says_how_long_it_took() -> None:
    issue = Issue(IDENTITY, (FULL_ARTICLE,), encoding="gb18030", coverage=0.987654, confidence=0.9, warnings=("页码",))
    entry = Entry(
        ORDER, ISSUE_ID, issue, (FULL_ENRICHMENT,), "2023/10/01.txt", attempts=2, inbox_id="east", content="c" * 64
    )
    before = {"unit_id": ISSUE_ID, "digest": "d", "archived_as": "a.txt", "revision": 1, "articles": 1}
    document = ledger_entry(
        entry,
        [identifiers.article_id(ISSUE_ID, 3)],
        indexed_at=MOMENT,
        versions=VERSIONS,
        replaced=[{**before, "headlines": ["一"]}],
    )
    mapped = leaves(definitions.load("issues")["properties"])
    assert mapped - values(document) == {"reason.code", "reason.text", "reason.advice", "reason.stage"}
    assert values(document) <= mapped
    assert document["found_at"] == "2023-10-27T08:00:00.000Z"
    assert document["indexed_at"] == "2023-10-27T08:00:01.500Z"
    assert document["seconds_to_searchable"] == 1.5
    assert document["article_ids"] == ["beibeibao-2023-10-27-p01-a03"]
    assert (document["outcome"], document["articles"], document["attempts"]) == ("indexed", 1, 2)


def test_the_entry_of_a_failure_carries_its_reason() -> None:
    error = EmptyFileError("no visible character", "Drop the page again.")
    document = failure_entry(Failure(ORDER, error, "01.txt", attempts=1), failed_at=MOMENT, versions=VERSIONS)
    assert values(document) <= leaves(definitions.load("issues")["properties"])
    assert document["outcome"] == "failed"
    assert document["reason"] == {
        "code": "empty",
        "text": "no visible character",
        "advice": "Drop the page again.",
        "stage": "read",
    }


@pytest.mark.parametrize("profile", list(Profile))
def test_the_default_fields_of_each_profile_are_mapped(profile: Profile) -> None:
    body = definitions.articles_body(profile, VERSIONS, shards=2, replicas=1)
    fields = body["settings"]["index"]["query"]["default_field"]
    assert set(fields) <= leaves(body["mappings"]["properties"])
    assert len(set(fields)) == len(fields)
    # the words are what makes a bare word precise on the minimal server, and useless where it is a phrase by itself
    assert ("body_words" in fields) is (profile is Profile.CORE)


@pytest.mark.parametrize("profile", list(Profile))
def test_every_analyzer_that_a_mapping_names_exists(profile: Profile) -> None:
    body = definitions.articles_body(profile, VERSIONS, shards=1, replicas=0)
    own = set(body["settings"]["index"]["analysis"].get("analyzer", {}))
    ready_made = {"standard", "whitespace"}
    assert own or profile is Profile.CORE
    named = {
        value
        for definition in body["mappings"]["properties"].values()
        for key, value in definition.items()
        if key.endswith("analyzer")
    }
    assert named <= own | ready_made


def test_an_index_says_what_it_was_made_with() -> None:
    body = definitions.articles_body(Profile.CORE, VERSIONS, shards=1, replicas=0)
    assert body["mappings"]["_meta"] == {
        "schema": definitions.SCHEMA,
        "profile": "core",
        "versions": {"parser": "p1", "enricher": "e1", "dictionary": "d1"},
    }


@pytest.mark.parametrize("microsecond", [0, 469_400, 469_500, 469_999])
def test_the_time_to_searchable_is_that_of_the_moment_as_it_is_written(microsecond: int) -> None:
    """A rebuild reads the moment back from the ledger, in whole milliseconds, and must come to the same figure."""
    job = Job("a.txt", "0" * 64, 10)
    made = Entry(job, "beibei-2023-10-27-p01", Issue(IssueIdentity(), ()), ())
    moment = dt.datetime(2026, 11, 23, 5, 38, 24, microsecond, tzinfo=dt.UTC)
    versions = Versions("p", "e", "d")
    first = ledger_entry(made, [], indexed_at=moment, versions=versions)
    again = ledger_entry(made, [], indexed_at=dt.datetime.fromisoformat(first["indexed_at"]), versions=versions)
    assert again == first
