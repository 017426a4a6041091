"""Gold pages as articles, and as documents of an index: what the retrieval benchmark searches."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.document.enrichment import Enrichment
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Contributor, Issue, Kind
from worker.indexing.documents import article_documents
from worker.job import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from worker.enrichment import Segmenter
    from worker.indexing import Versions

_NAME_KEYS = ("people", "people_optional", "byline_optional")
_FIRST_DAY = dt.date(1998, 1, 1)


@dataclass(frozen=True, slots=True)
class Gold:
    """An article as it was annotated.

    Attributes:
        names: People that the annotation has in it, sure ones and possible ones.
        sure: The sure ones alone.
    """

    id: str
    article: Article
    names: frozenset[str]
    sure: tuple[str, ...]
    places: tuple[str, ...]
    organizations: tuple[str, ...]

    @property
    def title(self) -> str:
        """Kicker, headline and subtitle, a line each."""
        return f"{self.article.kicker}\n{self.article.headline}\n{self.article.subtitle}"

    @property
    def rest(self) -> str:
        """Lead, body and captions, a line each."""
        return "\n".join((self.article.source_line, self.article.body, *self.article.captions))

    @property
    def text(self) -> str:
        """All of its text."""
        return f"{self.title}\n{self.rest}"


def load(folder: Path) -> list[Gold]:
    """Return the articles of the gold files in ``folder``, each once though several pages carry it."""
    found: dict[Any, Gold] = {}
    for path in sorted(folder.glob("*.gold.json")):
        page = json.loads(path.read_bytes())
        for ordinal, one in enumerate(page["articles"], start=1):
            article = Article(
                ordinal=ordinal,
                kind=Kind(one["kind"]) if one["kind"] in list(Kind) else Kind.NEWS,
                kicker=one["kicker"],
                headline=one["headline"],
                subtitle=one["subtitle"],
                byline=tuple(Contributor(person["name"], person["role"]) for person in one["byline"]),
                source_line=one["lead"],
                paragraphs=tuple(one["paragraphs"]),
                captions=tuple(one["captions"]),
            )
            signed = {person["name"] for person in (*one["byline"], *one["credits"])}
            gold = Gold(
                id=f"{page['page']}-a{ordinal:02d}",
                article=article,
                names=frozenset(
                    {*one["people"], *one.get("people_optional", ()), *one.get("byline_optional", ()), *signed}
                ),
                sure=tuple(dict.fromkeys(one["people"])),
                places=tuple(dict.fromkeys(one["places"])),
                organizations=tuple(dict.fromkeys(one["organizations"])),
            )
            found.setdefault(one.get("src_index", gold.id), gold)
    return list(found.values())


def translated(golds: Sequence[Gold], translate: Callable[[str], str]) -> list[Gold]:
    """Return the articles with their text in another script, annotations as they were."""
    return [
        dataclasses.replace(
            gold,
            article=dataclasses.replace(
                gold.article,
                kicker=translate(gold.article.kicker),
                headline=translate(gold.article.headline),
                subtitle=translate(gold.article.subtitle),
                source_line=translate(gold.article.source_line),
                paragraphs=tuple(map(translate, gold.article.paragraphs)),
                captions=tuple(map(translate, gold.article.captions)),
            ),
        )
        for gold in golds
    ]


def without_titles(golds: Sequence[Gold]) -> list[Gold]:
    """Return the articles without kicker, headline and subtitle."""
    return [
        dataclasses.replace(gold, article=dataclasses.replace(gold.article, kicker="", headline="", subtitle=""))
        for gold in golds
    ]


def documents(golds: Sequence[Gold], segmenter: Segmenter, versions: Versions) -> Iterator[dict[str, Any]]:
    """Yield the product's documents, with the annotated names as facets: the names found are another benchmark's."""
    for number, gold in enumerate(golds):

        def words(text: str) -> str:
            return " ".join(segmenter.search_words(text))

        enrichment = Enrichment(
            title_words=words(gold.title),
            body_words=words(gold.rest),
            people=gold.sure,
            places=gold.places,
            organizations=gold.organizations,
        )
        day = _FIRST_DAY + dt.timedelta(days=number % 120)
        issue = Issue(IssueIdentity("人民日报", day, "1"), (gold.article,))
        (document,) = article_documents(
            issue,
            (enrichment,),
            issue_id=gold.id.rpartition("-")[0],
            order=Job(f"{gold.id}.txt", "0" * 64, 1),
            ingested_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            versions=versions,
        )
        yield document | {"id": gold.id, "story": gold.id}
