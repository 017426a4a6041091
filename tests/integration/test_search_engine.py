"""Search on a real Elasticsearch: what is found, in which order, with which marks, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.identifiers import name_slug
from worker.search import Order, QueryError, Request, Search
from worker.search.cursor import Cursor
from worker.search.request import MAX_STORIES

if TYPE_CHECKING:
    from typing import Any

    from worker.search import Hit

FIRST, SECOND = (f"{name_slug('澄江报')}-{page}" for page in ("2023-10-27-p01", "2023-11-03-p02"))
LATER = f"{name_slug('長江日報')}-2024-02-29-pa04"
FERRY, MARKET = f"{FIRST}-a01", f"{FIRST}-a02"
VILLAGE = f"{SECOND}-a01"
TRADITIONAL, FERRY_AGAIN = f"{LATER}-a01", f"{LATER}-a02"
UNDATED = "content-0000000000000000-a01"
DATED = {FERRY, MARKET, VILLAGE, TRADITIONAL, FERRY_AGAIN}


@pytest.fixture(scope="module")
def search(small_archive: Any) -> Search:
    return Search(small_archive.client, small_archive.articles, small_archive.segmenter)


def ids(search: Search, query: str, order: Order = Order.RELEVANCE) -> list[str]:
    results = search.run(Request(query, order=order, facets=False))
    assert results.total == len(results.hits)
    return [hit.id for hit in results.hits]


def marks(hit: Hit) -> set[str]:
    texts = (hit.kicker, hit.headline, hit.subtitle, *(one.content for one in hit.excerpts))
    return {text.text[mark.start : mark.end] for text in texts for mark in text.marks}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # a name, wherever it stands: subtitle, body, caption
        ("谭水生", {FERRY, MARKET, FERRY_AGAIN}),
        # part of a word of the dictionary, and a single character, which the dictionary knows only inside words
        ("船工", {FERRY, FERRY_AGAIN}),
        ("篙", {FERRY, FERRY_AGAIN}),
        # run together: as it stands, or all words; apart: both
        ("城乡融合", {VILLAGE, MARKET}),
        ('"城乡融合"', {VILLAGE}),
        ("渡口 夜市", set()),
        ("澄江 夜市", {MARKET}),
        # traditional finds simplified, and the reverse; so do widths and cases
        ("農村經濟", {VILLAGE, TRADITIONAL}),
        ("农村经济", {VILLAGE, TRADITIONAL}),
        ("gdp", {FERRY, TRADITIONAL}),
        ("ＧＤＰ", {FERRY, TRADITIONAL}),
        ("3.5", {TRADITIONAL}),
        # a percentage has its sign, in either width
        ('"3.5%"', {TRADITIONAL}),
        ('"增速达３．５％"', {TRADITIONAL}),
        ('"1997%"', set()),
        # one name, any coding: radicals of a PDF font, old print, what shows nothing, thousands, a bar for OR
        ("⻓江", {TRADITIONAL}),
        ("谭\u200b水生", {FERRY, MARKET, FERRY_AGAIN}),
        ("1,997", {MARKET}),
        ("夜市|博物馆", {MARKET, TRADITIONAL}),
        ("(夜市 OR 博物馆) 渡口", {TRADITIONAL}),
        ("渡口 !谭水生", {TRADITIONAL, UNDATED}),
        # numbers are whole: 97 is not in 1997
        ("1997", {MARKET}),
        ("97", set()),
        ("12万", {FERRY, FERRY_AGAIN}),
        # punctuation does not come between
        ("心里有他", {FERRY}),
        ("看柳溪一个山村", {VILLAGE}),
        ('"心里有他。"', {FERRY}),
        # without, alone too
        ("渡口 -谭水生", {TRADITIONAL, UNDATED}),
        ("-渡口", {MARKET, VILLAGE}),
        ('渡口 -"老船工" -招租', {TRADITIONAL}),
        # one of several binds tighter than white space
        ("渡口 夜市 OR 博物馆", {TRADITIONAL}),
        ("夜市 或 博物馆", {MARKET, TRADITIONAL}),
        # fields
        ("标题:渡口", {FERRY, FERRY_AGAIN, UNDATED}),
        ('标题:"渡口老船工"', {FERRY, FERRY_AGAIN}),
        ("正文:老街", {MARKET}),
        ("标题:谭水生", {FERRY}),
        ("记者:罗青禾", {FERRY, VILLAGE, TRADITIONAL}),
        ("记者:谭水生", {MARKET}),
        ("摄影:谭水生", {MARKET}),
        ("人物:谭水生", {FERRY, MARKET, FERRY_AGAIN}),
        ("人物:陈国华", {TRADITIONAL}),
        ("报纸:长江日报", {TRADITIONAL, FERRY_AGAIN}),
        ("地点:澄江渡口 机构:区交通局", {FERRY}),
        ("关键词:渡口", {FERRY, FERRY_AGAIN}),
        ("类别:经济", {MARKET, TRADITIONAL}),
        ("版:1", {FERRY, MARKET}),
        ("版:第4版", {UNDATED}),
        ("版:a4", {TRADITIONAL, FERRY_AGAIN}),
        ("体裁:公告", {UNDATED}),
        ("来源:本报讯", {FERRY}),
        (f"编号:{FERRY}", {FERRY}),
        (f"期:{FIRST}", {FERRY, MARKET}),
        ("日期:2023", {FERRY, MARKET, VILLAGE}),
        ("日期:2024年2月29日", {TRADITIONAL, FERRY_AGAIN}),
        ("日期:2023-11..", {VILLAGE, TRADITIONAL, FERRY_AGAIN}),
        ("-日期:1900..", {UNDATED}),
        ("渡口 日期:2023-10", {FERRY}),
        # everything
        ("", {*DATED, UNDATED}),
    ],
)
def test_what_is_found(search: Search, query: str, expected: set[str]) -> None:
    results = search.run(Request(query, facets=False))
    strict = set() if results.relaxed else {hit.id for hit in results.hits}
    assert {one if not one.startswith("content-") else UNDATED for one in strict} == expected


def test_nothing_as_asked_shows_what_holds_some_of_it_and_says_so(search: Search) -> None:
    results = search.run(Request("渡口 夜市", facets=False))
    assert results.relaxed
    assert MARKET in {hit.id for hit in results.hits}
    assert all(marks(hit) for hit in results.hits)


def test_relaxing_never_brings_back_what_was_left_out_or_dates_outside(search: Search) -> None:
    results = search.run(Request("渡口 夜市 -老街 日期:2023"))
    assert results.relaxed
    assert [hit.id for hit in results.hits] == [FERRY]


def test_one_word_that_nobody_wrote_finds_nothing(search: Search) -> None:
    results = search.run(Request("飞船"))
    assert (results.total, results.relaxed, results.hits, results.facets, results.after) == (0, False, (), (), "")


def test_the_headline_comes_before_the_body_and_exactness_before_words(search: Search) -> None:
    # 渡口 stands in the headlines of three, once in the body of the fourth
    assert ids(search, "渡口")[-1] == TRADITIONAL
    # 城乡融合 as it is, before 城乡 … 融合
    assert ids(search, "城乡融合") == [VILLAGE, MARKET]


def test_recent_puts_the_kind_of_match_first_and_the_date_second(search: Search) -> None:
    found = ids(search, "渡口", Order.RECENT)
    # in the headline: 2024, 2023, no date; then in the body alone, though of 2024
    assert [found[0], found[1], found[3]] == [FERRY_AGAIN, FERRY, TRADITIONAL]


def test_recent_does_not_care_whether_a_headline_is_repeated_in_the_body(search: Search) -> None:
    # all in the headline; of MARKET alone in the body as well
    assert ids(search, "老街夜市 OR 守一江", Order.RECENT) == [FERRY_AGAIN, FERRY, MARKET]


def test_by_date_both_ways_and_the_undated_last(search: Search) -> None:
    newest = ids(search, "谭水生", Order.NEWEST)
    assert newest == [FERRY_AGAIN, FERRY, MARKET]
    assert ids(search, "谭水生", Order.OLDEST) == [FERRY, MARKET, FERRY_AGAIN]
    assert ids(search, "", Order.NEWEST)[-1].startswith("content-")
    assert ids(search, "", Order.OLDEST)[-1].startswith("content-")


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("query", ["", "渡口", "渡口 夜市", "日期:2023"])
def test_pages_show_every_hit_once_in_the_same_order(search: Search, query: str, order: Order) -> None:
    whole = [hit.id for hit in search.run(Request(query, order=order, size=100)).hits]
    paged: list[str] = []
    after = ""
    for _ in range(len(whole) + 1):
        page = search.run(Request(query, order=order, size=1, after=after))
        paged += [hit.id for hit in page.hits]
        after = page.after
        if not after:
            break
    assert paged == whole


def test_a_cursor_of_another_query_is_wrong_input(search: Search) -> None:
    after = search.run(Request("渡口", size=1)).after
    with pytest.raises(QueryError):
        search.run(Request("夜市", size=1, after=after))


@pytest.mark.parametrize(
    ("query", "identifier", "expected"),
    [
        # the script of the page is marked, whatever was typed
        ("农村经济", TRADITIONAL, {"農村經濟"}),
        ("農村經濟", VILLAGE, {"农村经济"}),
        ("gdp", TRADITIONAL, {"ＧＤＰ"}),
        # words far apart, each
        ("城乡融合", MARKET, {"城乡", "融合"}),
        # in the subtitle
        ("摆渡人", FERRY, {"摆渡人"}),
        # a name as a field
        ("人物:陈国华", TRADITIONAL, {"陳國華"}),
    ],
)
def test_marks(search: Search, query: str, identifier: str, expected: set[str]) -> None:
    (hit,) = [hit for hit in search.run(Request(query)).hits if hit.id == identifier]
    assert marks(hit) == expected


def test_facets_count_all_hits_not_the_page(search: Search) -> None:
    results = search.run(Request("渡口 OR 老街", size=1))
    facets = {facet.name: {count.value: count.hits for count in facet.counts} for facet in results.facets}
    assert facets["months"] == {"2023-10": 2, "2024-02": 2}
    assert facets["publication"] == {"澄江报": 3, "長江日報": 2}
    assert facets["people"] == {"谭水生": 3, "陳國華": 1}
    assert facets["kind"] == {"news": 3, "brief": 1, "notice": 1}
    assert facets["category"] == {"经济": 2, "社会": 2, "unknown": 1}


def test_a_hit_is_what_stands_on_the_page(search: Search) -> None:
    (hit,) = search.run(Request("竹篙点开 日期:2023")).hits
    assert (hit.publication, hit.date, hit.page, hit.kind) == ("澄江报", "2023-10-27", "01", "news")
    assert hit.headline.text == "渡口老船工三十年守一江"
    assert hit.byline == "记者 罗青禾"
    assert hit.kicker.text == "沿江行"


def test_the_same_story_is_named(search: Search) -> None:
    (hit,) = search.run(Request(f"编号:{FERRY_AGAIN}")).hits
    assert hit.copies == (FERRY,)


def test_collapsed_a_story_is_one_hit_with_its_copies_under_it(search: Search) -> None:
    results = search.run(Request("人物:谭水生", order=Order.OLDEST, collapse=True))
    assert [(hit.id, hit.copies) for hit in results.hits] == [(FERRY, (FERRY_AGAIN,)), (MARKET, ())]
    assert (results.total, results.stories) == (3, 2)
    newest = search.run(Request("人物:谭水生", order=Order.NEWEST, collapse=True))
    assert [(hit.id, hit.copies) for hit in newest.hits] == [(FERRY_AGAIN, (FERRY,)), (MARKET, ())]
    assert search.run(Request("人物:谭水生")).stories is None


def test_collapsed_pages_show_every_story_once(search: Search) -> None:
    shown: list[str] = []
    after = ""
    while True:
        page = search.run(Request("", size=1, after=after, collapse=True, facets=False))
        shown += [hit.id for hit in page.hits]
        after = page.after
        if not after:
            break
    assert len(shown) == len(set(shown)) == page.stories == 5


def test_a_page_of_stories_does_not_lead_to_a_page_of_articles(search: Search) -> None:
    stories = search.run(Request("", size=1, collapse=True)).after
    articles = search.run(Request("", size=1)).after
    with pytest.raises(QueryError, match="start without it"):
        search.run(Request("", size=1, after=stories))
    with pytest.raises(QueryError, match="start without it"):
        search.run(Request("", size=1, after=articles, collapse=True))


def test_stories_beyond_what_the_server_pages_are_refused_with_advice(search: Search) -> None:
    after = Cursor((MAX_STORIES - 5,), relaxed=False).text("", "relevance stories")
    with pytest.raises(QueryError, match="narrow the query"):
        search.run(Request("", size=10, after=after, collapse=True))
    assert search.run(Request("", size=5, after=after, collapse=True)).hits == ()


def test_an_article_is_read_whole(search: Search) -> None:
    document = search.article(VILLAGE)
    assert document is not None
    assert document["body"].startswith("柳溪村支书毛一鸣说")
    assert search.article("no-such-article") is None


def test_more_like_this_finds_the_same_matter_not_itself(search: Search) -> None:
    similar = [hit.id for hit in search.similar(FERRY)]
    assert similar[0] == FERRY_AGAIN
    assert FERRY not in similar
    assert search.similar("no-such-article") == ()


def test_export_yields_whole_documents_by_date(search: Search) -> None:
    documents = list(search.export("渡口"))
    assert [document.get("date", "") for document in documents] == ["2023-10-27", "2024-02-29", "2024-02-29", ""]
    assert all("body_words" in document for document in documents)
    assert list(search.export("渡口 夜市")) == []  # an export is never relaxed


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        # names as they are printed, in whatever script they are typed; headlines that begin so
        ("谭", {("谭水生", "people")}),
        ("陈国", {("陳國華", "people")}),
        ("陳國", {("陳國華", "people")}),
        ("澄江", {("澄江渡口", "places"), ("澄江老街", "places"), ("澄江老街夜市开市", "headline")}),
        ("经济学", {("經濟學人談長江航運", "headline")}),
        ("城乡", {("城乡融合", "keywords"), ("城乡融合看柳溪:一个山村的三次选择", "headline")}),
        # characters of regular expressions are characters
        (".谭", {("谭水生", "people")} - {("谭水生", "people")}),
        ("[谭]", set()),
        # letters are letters, also those that a regular expression would take for a class (d) or refuse (b)
        ("GDP", set()),
        ("b", {("<b>[red]广告[/red]</b> 渡口招租", "headline")}),
        ("区d", set()),
        ("区商", {("区商务委", "organizations")}),
    ],
)
def test_suggestions(search: Search, prefix: str, expected: set[tuple[str, str]]) -> None:
    assert {(one.text, one.field) for one in search.suggest(prefix)} == expected


@pytest.mark.parametrize("prefix", ["", "。", "古" * 41, "古\udcff"])
def test_a_prefix_that_says_nothing_or_too_much_is_wrong_input(search: Search, prefix: str) -> None:
    with pytest.raises(QueryError):
        search.suggest(prefix)


def test_a_pasted_paragraph_finds_its_article(search: Search) -> None:
    document = search.article(VILLAGE)
    assert document is not None
    results = search.run(Request(document["body"]))
    assert [hit.id for hit in results.hits] == [VILLAGE]
    assert not results.relaxed


def test_the_most_that_is_let_through_is_answered_and_the_rest_refused(search: Search) -> None:
    """The server has a limit of its own, and its message would not help."""
    names = ["澄江", "渡口", "船工", "夜市", "老街", "摊位", "乡亲"]
    for count in range(1, 40):
        try:
            results = search.run(Request(" ".join(names[number % 7] for number in range(count))))
        except QueryError as error:
            assert "shorten" in error.message  # noqa: PT017 - whether it comes is not the point
            assert count > 15
            return
        assert results.total
    pytest.fail("nothing was refused")
