"""Puts the stages of enrichment together: one segmentation pass serves words, names, keywords and summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.enrichment.passages import Passages, passages
from worker.enrichment.words import index_words, load_segmenter
from worker.models import Article, Enrichment, Issue, Mention, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from worker.enrichment.words import JiebaSegmenter

_KINDS = {"nr": MentionKind.PERSON, "ns": MentionKind.PLACE, "nt": MentionKind.ORGANIZATION}


class Enricher:
    """Enriches articles; holds the loaded dictionaries and models and no other state. Load it before the fork."""

    def __init__(self, segmenter: JiebaSegmenter) -> None:
        self.segmenter = segmenter
        self.version = segmenter.version

    def enrich(self, article: Article, issue: Issue) -> Enrichment:  # noqa: ARG002
        """Return what the article says: who, where, what about, when."""
        text = passages(article)
        tagged = self.segmenter.tag(text.text)
        title, body = self._words(text, tagged)
        mentions = tuple(_mentions(text, tagged))
        return Enrichment(
            title_words=title,
            body_words=body,
            people=_names(mentions, MentionKind.PERSON),
            places=_names(mentions, MentionKind.PLACE),
            organizations=_names(mentions, MentionKind.ORGANIZATION),
            mentions=mentions,
        )

    def enrich_issue(self, issue: Issue) -> tuple[Enrichment, ...]:
        """Return the enrichment of each article of the issue, in order."""
        return tuple(self.enrich(article, issue) for article in issue.articles)

    def _words(self, text: Passages, tagged: Sequence[tuple[str, str]]) -> tuple[str, str]:
        at = split = 0
        while split < len(tagged) and at < text.body_start:
            at += len(tagged[split][0])
            split += 1
        forms = self.segmenter.forms
        title = index_words((word for word, _ in tagged[:split]), forms)
        return " ".join(title), " ".join(index_words((word for word, _ in tagged[split:]), forms))


def load_enricher(user_dictionaries: Sequence[Path] = ()) -> Enricher:
    """Load everything once.

    Args:
        user_dictionaries: jieba format.

    Raises:
        ConfigurationError: A dictionary cannot be read.
    """
    return Enricher(load_segmenter(user_dictionaries))


def _mentions(text: Passages, tagged: Iterable[tuple[str, str]]) -> Iterable[Mention]:
    at = 0
    for word, tag in tagged:
        kind = _KINDS.get(tag)
        if kind is not None and len(word) > 1:
            field, start = text.locate(at)
            end = at + len(word)
            if field != "lead":
                yield Mention(kind, text.source[at:end], field, start, start + len(word))
        at += len(word)


def _names(mentions: Iterable[Mention], kind: MentionKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.name for mention in mentions if mention.kind is kind))
