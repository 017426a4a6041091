"""A small archive on the real engine, for the tests of search, of the query recipes and of Kibana's panels."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

import loaded
import pytest
from kombu import pools

from worker.document.enrichment import Enrichment
from worker.document.identifiers import unit_id
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Contributor, Issue, Kind, LineRange
from worker.enrichment.signature import signature
from worker.errors import UndecodableError
from worker.folding import fold
from worker.indexing import Archive, Entry, Failure, Versions, connect, set_up
from worker.indexing.setup import index_behind
from worker.job import Job
from worker.queueing.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch

    from worker.embedded import Addresses
    from worker.enrichment import Segmenter

VERSIONS = Versions("p1", "e1", "d1")
NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@dataclass(frozen=True)
class SmallArchive:
    """Aliases of an archive whose articles the tests know by heart."""

    client: Elasticsearch
    articles: str
    issues: str
    segmenter: Segmenter


@dataclass(frozen=True)
class Told:
    """What enrichment would say of an article."""

    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    category: str = "unknown"


@pytest.fixture(autouse=True)
def own_connections() -> Iterator[None]:
    """Leave no pooled connection to the next test: Celery keeps those of the Redis that it was first set up for."""
    yield
    if app.__dict__.pop("amqp", None) is not None:
        pools.reset()
        app.close()


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return loaded.segmenter()


@pytest.fixture(scope="session")
def client(engines: Addresses) -> Iterator[Elasticsearch]:
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as connected:
        yield connected


@pytest.fixture
def archive(client: Elasticsearch) -> Iterator[Archive]:
    """An archive of its own, empty."""
    name = uuid.uuid4().hex[:8]
    made = Archive(client, f"articles-{name}", f"issues-{name}")
    set_up(client, articles_alias=made.articles, issues_alias=made.issues, versions=VERSIONS)
    yield made
    client.indices.delete(index=sorted(client.indices.get(index=[f"articles-{name}-*", f"issues-{name}-*"])))


@pytest.fixture(scope="session")
def small_archive(engines: Addresses, segmenter: Segmenter) -> Iterator[SmallArchive]:
    """Four issues of two papers, one of them in traditional characters, one without a date, and a failed file."""
    name = f"se-{uuid.uuid4().hex[:8]}"
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as client:
        archive = Archive(client, articles=f"articles-{name}", issues=f"issues-{name}", clock=lambda: NOW)
        set_up(client, articles_alias=archive.articles, issues_alias=archive.issues, versions=VERSIONS)
        entries = [_entry(number, identity, told, segmenter) for number, (identity, told) in enumerate(ISSUES, start=1)]
        archive.replace(entries, VERSIONS, refresh=True)
        job = Job("bad/page.txt", "f" * 64, 1_700_000_000_000)
        archive.record_failures(
            [Failure(job, UndecodableError("no encoding gives readable text"))], VERSIONS, refresh=True
        )
        yield SmallArchive(client, archive.articles, archive.issues, segmenter)
        client.indices.delete(index=[index_behind(client, alias) for alias in (archive.articles, archive.issues)])


def _entry(number: int, identity: IssueIdentity, told: list[tuple[Article, Told]], segmenter: Segmenter) -> Entry:
    digest = f"{number:064x}"
    job = Job(f"issue-{number}.txt", digest, int(NOW.timestamp() * 1000) - 60_000 + 1500 * number)
    articles = tuple(article for article, _ in told)
    enrichments = tuple(_enrichment(article, said, segmenter) for article, said in told)
    issue = Issue(identity, articles, encoding="utf-8", coverage=0.98, confidence=0.9)
    return Entry(job, unit_id(identity, digest), issue, enrichments, archived_as=f"2026/01/issue-{number}.txt")


def _enrichment(article: Article, told: Told, segmenter: Segmenter) -> Enrichment:
    def words(*texts: str) -> str:
        return " ".join(word for text in texts for word in segmenter.search_words(text))

    return Enrichment(
        title_words=words(article.kicker, article.headline, article.subtitle),
        body_words=words(article.source_line, article.body, *article.captions),
        people=told.people,
        places=told.places,
        organizations=told.organizations,
        keywords=told.keywords,
        category=told.category,
        category_confidence=0.8,
        signature=signature(fold(article.body)),
    )


FERRY = Article(
    ordinal=1,
    kicker="沿江行",
    headline="渡口老船工三十年守一江",
    subtitle="——记澄江渡口摆渡人谭水生",
    byline=(Contributor("罗青禾", "记者"),),
    source="本报讯",
    source_line="本报讯(记者 罗青禾)",
    paragraphs=(
        "清晨六点,澄江渡口的汽笛准时响起。谭水生站在船头,一根竹篙点开了江雾。",
        "三十年来,他渡过的乡亲超过12万人次,没有出过一次差错。",
        "去年,区交通局为渡口换上了新船,GDP的数字里看不见他,乡亲们的心里有他。",
    ),
    lines=(LineRange(1, 12),),
    confidence=0.95,
)
MARKET = Article(
    ordinal=2,
    headline="澄江老街夜市开市",
    paragraphs=(
        "本月8日晚,澄江老街夜市开市,首日迎客1997人,摊位全部满员。",
        "夜市由区商务委牵头,城乡居民都可申请摊位,产业与生活在这里融合。",
    ),
    captions=("图为夜市一角。谭水生 摄",),
    credits=(Contributor("谭水生", "通讯员"),),
    kind=Kind.BRIEF,
    page="01",
)
VILLAGE = Article(
    ordinal=1,
    headline="城乡融合看柳溪:一个山村的三次选择",
    byline=(Contributor("罗青禾", "记者"), Contributor("毛一鸣", "通讯员")),
    paragraphs=(
        "柳溪村支书毛一鸣说,第一次选择是修路,第二次选择是退耕还林,第三次是城乡融合。",
        "“路修到哪里,心就亮到哪里。”毛一鸣说。农村经济的账,村民算得比谁都细。",
    ),
)
TRADITIONAL = Article(
    ordinal=1,
    headline="經濟學人談長江航運",
    byline=(Contributor("羅青禾", "記者"),),
    paragraphs=("學者陳國華指出,長江航運復甦,農村經濟受益,ＧＤＰ增速達３．５％。", "他建議把渡口改造成博物館。"),
)
FERRY_AGAIN = Article(
    ordinal=2,
    headline="守一江三十年的渡口老船工",
    paragraphs=FERRY.paragraphs[:2],
    lines=(LineRange(20, 24),),
)
UNDATED = Article(
    ordinal=1,
    headline="<b>[red]广告[/red]</b> 渡口招租",
    paragraphs=("渡口铺面招租,电话10086。",),
    kind=Kind.NOTICE,
)

ISSUES: list[tuple[IssueIdentity, list[tuple[Article, Told]]]] = [
    (
        IssueIdentity("澄江报", dt.date(2023, 10, 27), "01"),
        [
            (
                FERRY,
                Told(("谭水生",), ("澄江渡口",), ("区交通局",), ("渡口", "摆渡人"), "社会"),
            ),
            (MARKET, Told(("谭水生",), ("澄江老街",), ("区商务委",), ("夜市",), "经济")),
        ],
    ),
    (
        IssueIdentity("澄江报", dt.date(2023, 11, 3), "02"),
        [(VILLAGE, Told(("毛一鸣",), ("柳溪村",), (), ("城乡融合",), "时政"))],
    ),
    (
        IssueIdentity("長江日報", dt.date(2024, 2, 29), "A04"),
        [
            (TRADITIONAL, Told(("陳國華",), ("長江",), (), ("航運",), "经济")),
            (FERRY_AGAIN, Told(("谭水生",), ("澄江渡口",), (), ("渡口",), "社会")),
        ],
    ),
    (IssueIdentity("澄江报", None, "04"), [(UNDATED, Told())]),
]
