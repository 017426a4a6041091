"""Puts the stages of enrichment together: one segmentation pass serves words, names, keywords and category."""

from __future__ import annotations

import bisect
import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from worker.document.enrichment import Enrichment
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment import category, keywords, summary
from worker.enrichment.bodies.forms import Forms, read_forms
from worker.enrichment.dates import mentioned_dates
from worker.enrichment.explaining import Reason, Steps
from worker.enrichment.lexicons import DATA
from worker.enrichment.named import Home, named
from worker.enrichment.names.finder import Draft, NameFinder
from worker.enrichment.names.known import NONE_KNOWN, KnownNames
from worker.enrichment.names.roles import is_reporter
from worker.enrichment.names.spans import ORGANIZATION, PERSON
from worker.enrichment.names.stages import Stage
from worker.enrichment.names.tagger import load_tagger
from worker.enrichment.passages import Passages, passages
from worker.enrichment.signature import signatures
from worker.enrichment.words import load_segmenter, segmenter_version
from worker.lexicon.files import contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from worker.enrichment.names.spans import Name
    from worker.enrichment.names.stages import Watch
    from worker.enrichment.vocabulary import Words
    from worker.enrichment.words import JiebaSegmenter

RULES = 10  # raised whenever enrichment would give the same text other results


@dataclass(frozen=True, slots=True)
class Stages:
    """Which stages run; words and names always do. ``similar``: the signature by which reprints are found."""

    keywords: bool = True
    category: bool = True
    summary: bool = True
    dates: bool = True
    similar: bool = True

    @classmethod
    def without(cls, names: Iterable[str]) -> Stages:
        """Return all stages but those named."""
        return cls(**dict.fromkeys(names, False))


ALL_STAGES = Stages()
# An article that goes through all stages and rules.
_FIRST = Article(
    ordinal=1,
    headline="王小明在北京调研",
    subtitle="王小明主持",
    source_line="本报讯(记者 李大海)",
    paragraphs=("10月24日,市委书记王小明、市长张建国来到北京市朝阳区人民法院,调研法治建设情况,强调要抓好落实。" * 2,),
)
MODEL = DATA / "names.npz"


class _Known(NamedTuple):
    """Names that are sure somewhere in an issue."""

    people: KnownNames = NONE_KNOWN
    organizations: KnownNames = NONE_KNOWN


class _Row(NamedTuple):
    """An article on its way, and all that is known around it."""

    article: Article
    issue: Issue
    draft: Draft
    known: _Known
    watch: Watch | None = None


_KNOWN_IN_ISSUE = (PERSON, ORGANIZATION)


class Enricher:
    """Enriches articles; holds the loaded dictionaries and model and no other state. Load it before the fork.

    Attributes:
        version: Of the rules, the stages, the model and the dictionaries; stamped on every article.
    """

    def __init__(
        self, segmenter: JiebaSegmenter, finder: NameFinder, version: str, stages: Stages, forms: Forms
    ) -> None:
        self.segmenter = segmenter
        self.version = version
        self._finder = finder
        self._stages = stages
        self._forms = forms

    def enrich(self, article: Article, issue: Issue) -> Enrichment:
        """Return what one article says: who, where, what about, when. What the rest of the issue knows is not used."""
        return self._finish([_Row(article, issue, self._drafts([article])[0], _Known())])[0]

    def enrich_issue(self, issue: Issue) -> tuple[Enrichment, ...]:
        """Return the enrichment of each article of the issue, in order; names sure in one are found in the others."""
        return self.enrich_issues([issue])[0]

    def enrich_issues(self, issues: Sequence[Issue]) -> list[tuple[Enrichment, ...]]:
        """Return what :meth:`enrich_issue` does for each; together they cost less, and nothing passes between them."""
        drafts = self._drafts(article for issue in issues for article in issue.articles)
        ends = list(itertools.accumulate((len(issue.articles) for issue in issues), initial=0))
        spans = [slice(*edges) for edges in itertools.pairwise(ends)]
        known = [_known_in(drafts[span]) for span in spans]
        rows = [
            _Row(article, issue, draft, names)
            for issue, span, names in zip(issues, spans, known, strict=True)
            for article, draft in zip(issue.articles, drafts[span], strict=True)
        ]
        enriched = self._finish(rows)
        return [tuple(enriched[span]) for span in spans]

    def explain(self, issue: Issue) -> list[tuple[Enrichment, tuple[Reason, ...]]]:
        """Return what :meth:`enrich_issue` does with the reasons: which names were found or refused, and by what."""
        steps: list[Steps] = [Steps() for _ in issue.articles]
        drafts = self._drafts(issue.articles, [each.watch for each in steps])
        known = _known_in(drafts)
        rows = [
            _Row(article, issue, draft, known, each.watch)
            for article, draft, each in zip(issue.articles, drafts, steps, strict=True)
        ]
        reasons = [each.reasons for each in steps]
        return [
            (enrichment, reason(draft.passages))
            for enrichment, draft, reason in zip(self._finish(rows), drafts, reasons, strict=True)
        ]

    def names(self, articles: Sequence[Article]) -> list[list[Name]]:
        """Return every name of each article in order, those of source lines and credits too (for measuring)."""
        return self._finder.settle(self._drafts(articles))

    def _drafts(self, articles: Iterable[Article], watches: Sequence[Watch] = ()) -> list[Draft]:
        texts = [passages(article) for article in articles]
        words = self.segmenter.words_of([text.text for text in texts])
        return self._finder.drafts(list(zip(texts, words, strict=True)), watches)

    def _finish(self, rows: Sequence[_Row]) -> list[Enrichment]:
        """Return what articles say, given their names; stage by stage, as ``NameFinder.drafts`` has it and why."""
        stages = self._stages
        texts = [row.draft.passages for row in rows]
        words = [row.draft.words for row in rows]
        bands = signatures([text.body for text in texts]) if stages.similar else [()] * len(rows)
        settled = self._finder.settle(
            [row.draft for row in rows], [row.known for row in rows], [row.watch for row in rows if row.watch]
        )
        names = [_written_about(*each) for each in zip(texts, settled, strict=True)]
        for row, about in zip(rows, names, strict=True):
            if row.watch:
                row.watch(Stage.CREDIT, about)
        homes = [Home(row.issue.identity.publication, row.article.dateline.place) for row in rows]
        told = named(list(zip(texts, names, words, homes, strict=True)), self._forms)
        weighed = stages.keywords or stages.summary
        telling = keywords.keywords(list(zip(texts, words, names, strict=True))) if weighed else [()] * len(rows)
        searched = [self._words(*each) for each in zip(texts, words, settled, strict=True)]
        titles = [title.split() for title, _, _ in searched]
        subjects = [
            category.category(title, about, row.article.kind, f"{row.issue.identity.section} {row.article.column}")
            if stages.category
            else (category.UNKNOWN, 0.0)
            for row, title, (_, _, about) in zip(rows, titles, searched, strict=True)
        ]
        summaries = [
            summary.summary(*each) if stages.summary else "" for each in zip(texts, telling, titles, strict=True)
        ]
        dates = [
            mentioned_dates(text.text, row.issue.identity.date, each) if stages.dates else ()
            for row, text, each in zip(rows, texts, words, strict=True)
        ]
        columns = (told, searched, telling, subjects, summaries, dates, bands)
        return [
            Enrichment(
                **come_to._asdict(),
                title_words=title,
                body_words=body,
                keywords=weighty if stages.keywords else (),
                category=subject,
                category_confidence=confidence,
                summary=short,
                dates=days,
                signature=row_bands,
            )
            for come_to, (title, body, _), weighty, (subject, confidence), short, days, row_bands in zip(
                *columns, strict=True
            )
        ]

    def _words(self, text: Passages, words: Words, names: Iterable[Name]) -> tuple[str, str, list[str]]:
        """Return the search words of title and body, and those of the body that tell what it is about.

        A name's own words join them, so that the name alone is found.
        """
        split = bisect.bisect_left(words.starts, text.body_start)
        in_title = dict.fromkeys(name.text for name in names if name.start < text.body_start)
        in_body = dict.fromkeys(name.text for name in names if name.start >= text.body_start)
        title, _ = self._with_names(words, slice(0, split), in_title)
        body, joined = self._with_names(words, slice(split, None), in_body)
        return title, body, words.subjects(split) + joined

    def _with_names(self, words: Words, part: slice, names: Iterable[str]) -> tuple[str, list[str]]:
        """Return the search words of a part with those of names that are not among them, and these by themselves."""
        written = words.search_text(part.start, part.stop)
        present, whole, number_of = f" {written} ", frozenset(words.numbers[part]), words.vocabulary.get

        def stands(word: str) -> bool:
            return number_of(word) in whole or _stands_in(present, word)  # the former is sooner told, of most words

        missing = [word for name in names if not stands(name) for word in self.segmenter.name_words(name)]
        joined = [word for word in dict.fromkeys(missing) if not stands(word)]
        return " ".join([written, *joined] if written else joined), joined


def load_enricher(
    user_dictionaries: Sequence[Path] = (),
    *,
    stages: Stages = ALL_STAGES,
    model: Path = MODEL,
    body_forms: Path | None = None,
) -> Enricher:
    """Load dictionaries and model once.

    Args:
        user_dictionaries: jieba format.
        stages: Cheap stages that may be switched off.
        model: Weights of the name tagger; another one is for measuring.
        body_forms: The user's file of forms of organisations, see ``bodies.forms.read_forms``.

    Raises:
        ConfigurationError: A dictionary or the file of forms cannot be read, or the model does not fit the code.
    """
    segmenter = load_segmenter(user_dictionaries)
    finder = NameFinder(load_tagger(model), segmenter.tag_of, segmenter.own_tags)
    decided = read_forms(body_forms) if body_forms else {}
    version = _version(segmenter.version, stages, decided)
    enricher = Enricher(segmenter, finder, version, stages, Forms(decided))
    # Every table is read now, not in the first article of each worker process, where none would be shared.
    enricher.enrich_issue(Issue(IssueIdentity(), (_FIRST,)))
    return enricher


def enricher_version(
    user_dictionaries: Sequence[Path] = (), *, stages: Stages = ALL_STAGES, body_forms: Path | None = None
) -> tuple[str, str]:
    """Return the versions of the enricher and of its segmenter, without loading them; arguments as ``load_enricher``.

    Raises:
        ConfigurationError: A dictionary or the file of forms cannot be read.
    """
    words = segmenter_version(user_dictionaries)
    return _version(words, stages, read_forms(body_forms) if body_forms else {}), words


def _version(segmenter: str, stages: Stages, decided: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(DATA.iterdir()):
        digest.update(path.read_bytes())
    digest.update(contents())
    digest.update(repr(stages).encode())
    digest.update(repr(sorted(decided.items())).encode())
    return f"{RULES}-{digest.hexdigest()[:12]}-{segmenter}"


def _known_in(drafts: Sequence[Draft]) -> _Known:
    return _Known(*(KnownNames(name for draft in drafts for name in draft.known_of(kind)) for kind in _KNOWN_IN_ISSUE))


def _stands_in(spaced: str, word: str) -> bool:
    """Tell whether a word stands between two spaces; asking for the spaces too would stop at each of them."""
    at = spaced.find(word)
    while at >= 0:
        if at and spaced[at - 1] == " " and spaced.startswith(" ", at + len(word)):
            return True
        at = spaced.find(word, at + 1)
    return False


def _written_about(text: Passages, names: Iterable[Name]) -> list[Name]:
    """Return the names without those of the source line and without who wrote or took the picture."""
    start, end = text.span_of("source_line")
    kept = []
    for name in names:
        if start <= name.start < end:
            continue
        if name.role and is_reporter(name.role):
            after = text.text[name.end : name.end + 2].strip()[:1]
            if after in {"摄", ")"}:
                continue
        kept.append(name)
    return kept
