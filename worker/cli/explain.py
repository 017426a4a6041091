"""The page with each line's block, article and confidence: what one needs to report or mend a wrong split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from worker.app.i18n import say, told
from worker.document.enrichment import MentionKind
from worker.document.issue import BlockType
from worker.ingestion.pipeline import with_notices
from worker.parsing.explain import explain, reasons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from worker.ingestion.pipeline import Processed

_DOUBTFUL = 0.5  # a confidence: a coin's toss
STYLES = {
    BlockType.KICKER: "cyan",
    BlockType.HEADLINE: "bold bright_white",
    BlockType.SUBTITLE: "italic bright_white",
    BlockType.BYLINE: "green",
    BlockType.SOURCE_LINE: "green",
    BlockType.SUBHEAD: "bold",
    BlockType.CAPTION: "yellow",
    BlockType.CREDIT: "yellow",
    BlockType.EDITOR_NOTE: "magenta",
    BlockType.CONTENTS: "blue",
    BlockType.JUMP: "blue",
    BlockType.FURNITURE: "dim",
    BlockType.NOTICE: "bright_black",
    BlockType.WEATHER: "bright_black",
    BlockType.UNASSIGNED: "red",
}
MENTION_STYLES = {
    MentionKind.PERSON: "black on green",
    MentionKind.PLACE: "black on yellow",
    MentionKind.ORGANIZATION: "black on cyan",
}


def explained(processed: Processed) -> RenderableType:
    """Return the coloured page, its form and why its articles begin where they do, then each article's names."""
    rows = [
        Text.assemble(
            (f"{row.number:5d} ", "dim"),
            (f"{row.type.value:<12}", STYLES.get(row.type, "")),
            (f"{'a' + format(row.article, '02d') if row.article else '':<4}", "dim"),
            (f"{row.confidence:4.2f} ", "red" if row.confidence < _DOUBTFUL else "dim"),
            (row.text, STYLES.get(row.type, "")),
        )
        for row in explain(processed.issue)
    ]
    return Group(*rows, Text(), *_reasons(processed), *_mentions(processed))


def _reasons(processed: Processed) -> list[Text]:
    shown: list[Text] = []
    for page in reasons(processed.issue):
        if not page.beginnings:
            continue
        shown.append(Text.assemble((say("form: "), "dim"), "; ".join(map(told, page.form))))
        for one in page.beginnings:
            shown.append(Text.assemble((f"{one.line:5d} ", "dim"), say("an article begins: "), _weighed(one.pro)))
            if one.contra:
                shown.append(Text.assemble("      ", (say("against it: "), "dim"), _weighed(one.contra)))
        for article in page.sure:
            doubts = _weighed(article.doubts)
            confidence = say("confidence {share}", share=f"{article.confidence:.2f}")
            shown.append(Text.assemble((f"{article.line:5d} ", "dim"), confidence, f" {doubts}" if doubts else ""))
    return [*shown, Text()] if shown else []


def _weighed(reasons: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{told(what)} {worth:+.1f}" for what, worth in reasons)


def _mentions(processed: Processed) -> list[Text]:
    shown: list[Text] = []
    for article, enrichment in zip(with_notices(processed.issue).articles, processed.enrichments, strict=True):
        fields = {
            "kicker": article.kicker,
            "headline": article.headline,
            "subtitle": article.subtitle,
            "body": article.body,
            **{f"captions.{number}": caption for number, caption in enumerate(article.captions)},
        }
        for name, value in fields.items():
            found = [mention for mention in enrichment.mentions if mention.field == name]
            if not found:
                continue
            text = Text(value)
            for mention in found:
                text.stylize(MENTION_STYLES[mention.kind], mention.start, mention.end)
            shown.append(Text.assemble((f"a{article.ordinal:02d} {name}: ", "dim"), text))
    return shown
