"""What is seen of each piece of a page before any label is chosen: its annotations, its place in the column, its class.

Everything here is measured once, in the order of the text. ``features`` turns it into the features of the model.
"""

from __future__ import annotations

from collections.abc import Sequence  # at run time, as Line and Box are: they are of a compiled class's fields
from dataclasses import dataclass
from typing import Final, NamedTuple

from worker.parsing.layout.columns import column_widths
from worker.parsing.layout.lines import Line
from worker.parsing.layout.wrapping import (
    Geometry,
    fills,
    is_beyond,
    measure,
    opens_stripped,
    with_lost_indents,
)
from worker.parsing.patterns.hints import foresee, foresee_more
from worker.parsing.recognizers.annotate import annotate
from worker.parsing.recognizers.annotations import NOTHING, Annotations, Cue, LabelKind, Mark
from worker.parsing.recognizers.dialogue import turns_of
from worker.parsing.recognizers.fact_lines import fact_lines
from worker.parsing.recognizers.furniture.boxes import Box
from worker.parsing.recognizers.furniture.lines import repeated_lines, weather_lines
from worker.parsing.recognizers.pictures.series import credited_rows, photos_in_row, pictures_told
from worker.parsing.recognizers.pictures.signs import captions_behind_signs
from worker.parsing.recognizers.rows.digests import digest_of
from worker.parsing.recognizers.rows.excerpts import answers, fresh_lines
from worker.parsing.recognizers.rows.items_on_line import items_on_line
from worker.parsing.recognizers.rows.letters import letters_of
from worker.parsing.recognizers.rows.signed import closed_row, signed_ends, signed_rows
from worker.parsing.recognizers.rows.titled import bracket_titles, column_titles, label_rows, titles_behind_signs
from worker.parsing.recognizers.sites.comment_titles import comment_titles
from worker.parsing.recognizers.sites.comments import comments_below
from worker.parsing.recognizers.sites.links import outside_text
from worker.parsing.recognizers.sites.printed_twice import printed_twice
from worker.parsing.recognizers.sites.records import records_of
from worker.parsing.recognizers.sites.titles import (
    former_title_alone,
    repeated_below,
    titles_above_metadata,
    titles_again,
    twin_titles,
)
from worker.parsing.recognizers.verse import verse_of
from worker.parsing.segmentation.hinted import measures
from worker.parsing.segmentation.pieces import cut_lines, opens_as_source

_CLOSING: Final = int(Cue.ENDS_SENTENCE | Cue.ROW)
_PARAGRAPH_INDENT: Final = 2  # half-widths: one full-width space at least
_SHORT, _HEADLINE = 12, 48
_PLAIN_SENTENCE: Final = 30  # half-widths: what closes as a sentence and is as long needs no comma to be one


class Shape(NamedTuple):
    """What is seen of one piece.

    Attributes:
        kind: Its class, a letter: L opens with a source line, B byline, R credit, T signature, N note, J comes from
            another page, F furniture, P text that ends a sentence, p text that does not, c text with a credit, s text
            with a signature, m text within a column, b names, n a word that may be a name, i item, x h H lines without
            text: very short, short and long.
        full: It reaches its column's edge; ``beyond``: it passes it; ``amid``: it stands within a column's text.
        indent: It is indented as the paragraphs of the page are.
        stops: Full stops and semicolons in it; ``commas``: commas.
        finished: Nothing need follow it: a sentence has ended, or the article has.
        opens: It opens as an item or a report does, and so goes on from nothing.
    """

    kind: str
    full: bool = False
    beyond: bool = False
    amid: bool = False
    indent: bool = False
    reset: bool = False
    stops: int = 0
    commas: int = 0
    finished: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as the model sees it; all sequences run over its pieces, ``lines`` over its printed lines.

    Attributes:
        lines: The printed lines.
        pieces: The pieces of the lines; ``line_of`` gives the index of the line each is a piece of.
        widths: Of the column each piece stands in, in half-widths; 0 where each paragraph is one line.
        contents: Contents boxes, over ``lines``; ``notices``: notices.
        outside: Indices of pieces that surely belong to no article: what a web page prints around a text.
        titles: Indices of pieces with which an article begins, being titles printed twice (their twins are outside),
            titles above when and by whom they were published, or titles of pictures or items in a row.
        fresh: Indices of pieces that go on with nothing above them: below an excerpt that is cut off.
        openings: Those of them with which an article begins whatever they look like: items counted or closed alike,
            greetings of letters.
        signatures: Indices of pieces that sign one of several texts in a row.
        pictures: Indices of pieces that each tell of a picture of its own.
        captions: Indices of pieces that are captions of the article around them.
        verses: Indices of pieces that are verses of a poem; ``authors``: that are the name of its author.
        first_turn: Index of the piece with which an interview begins, an article perhaps too; None where there is none.
        turns: Indices of the pieces with which somebody in it goes on to speak, or a reader is answered: text.
        items: Indices of pieces of items that a label parts, but for their titles, and of what stands below the facts
            of a report (时间:前晚 地点:老桥): nothing begins there.
        repeated: Indices of lines that stand on the page more than once; ``weather``: of weather boxes.
    """

    lines: Sequence[Line]
    pieces: Sequence[Line]
    line_of: Sequence[int]
    geometry: Geometry
    widths: Sequence[int]
    annotations: Sequence[Annotations]
    seen: Sequence[Shape]
    contents: Sequence[Box]
    notices: Sequence[Box]
    outside: frozenset[int]
    titles: frozenset[int]
    fresh: frozenset[int]
    openings: frozenset[int]
    signatures: frozenset[int]
    pictures: frozenset[int]
    captions: frozenset[int]
    verses: frozenset[int]
    authors: frozenset[int]
    first_turn: int | None
    turns: frozenset[int]
    items: frozenset[int]
    repeated: frozenset[int]
    weather: frozenset[int]


class Boxes(NamedTuple):
    """Contents boxes and notices of a page."""

    contents: Sequence[Box]
    notices: Sequence[Box]


def observe(lines: Sequence[Line], boxes: Boxes, geometry: Geometry | None = None) -> PageView:
    """Return the view of a page.

    Args:
        lines: Its visible lines.
        boxes: Its contents boxes and notices; their lines are not cut.
        geometry: Of the whole page where these are the lines of a part of it.
    """
    taken = {index for box in (*boxes.contents, *boxes.notices) for index in range(box.first, box.last + 1)}
    pieces: list[Line] = []
    line_of: list[int] = []
    placed = any(line.place is not None for line in lines[:1])
    signed = {} if placed else signed_ends(lines)
    geometry = geometry or measure(lines)
    widths = measures(lines) or column_widths(lines, geometry.wrap)
    poems = verse_of((), 0) if placed else verse_of(lines, geometry.wrap)
    rows_of_labels = label_rows(lines)
    foresee([line.folded for line in lines])
    record = records_of(()) if placed else records_of(lines)
    whole = taken.union(*poems, *record) | repeated_below(lines)
    whole |= rows_of_labels[0] | rows_of_labels[1]
    for index, line in enumerate(lines):
        cut = [line] if index in whole or line.place is not None else cut_lines((line,), signed.get(index, 0))
        pieces += cut
        line_of += [index] * len(cut)
    foresee_more([piece.folded for piece in pieces if piece.parts > 1])
    geometry = with_lost_indents(geometry, lines, widths)
    own_widths = [widths[index] for index in line_of]
    annotations, seen = _look(pieces, own_widths, geometry)
    twins = twin_titles(pieces, annotations)
    outside = outside_text(pieces, annotations) | titles_again(pieces, annotations) | frozenset(twins.values())
    former = former_title_alone(pieces, annotations)
    labels, labelled = (
        frozenset(piece for piece, line in enumerate(line_of) if line in found) for found in rows_of_labels
    )
    outside = (outside - former) | labels
    if not any(line.place is not None for line in lines[:1]):
        outside |= printed_twice(pieces, annotations) | comments_below(pieces, annotations)
    turns = turns_of(pieces, annotations)
    rows = signed_rows(pieces, annotations)
    closed = closed_row(pieces, annotations)
    letters = letters_of(pieces, annotations)
    photos = photos_in_row(pieces, annotations)
    verses, headed, signing, fields = (
        frozenset(piece for piece, line in enumerate(line_of) if line in found)
        for found in (poems.verses, poems.titles | record.titles, poems.authors | record.authors, record.fields)
    )
    pictures = pictures_told(pieces, annotations)
    digest = digest_of(pieces, annotations)
    openings = digest.items | letters.begin | closed.below
    facts = fact_lines(pieces)
    outside |= fields | digest.outside
    return PageView(
        lines,
        pieces,
        line_of,
        geometry,
        own_widths,
        annotations,
        seen,
        boxes.contents,
        boxes.notices,
        outside,
        frozenset(twins)
        | former
        | labelled
        | titles_above_metadata(pieces, annotations, outside)
        | photos.titles
        | bracket_titles(pieces, annotations)
        | titles_behind_signs(pieces, annotations)
        | headed
        | comment_titles(pieces, annotations)
        | column_titles(pieces, annotations),
        fresh_lines(pieces, annotations) | rows.below | items_on_line(pieces, annotations) | openings,
        openings,
        rows.signatures | letters.signatures,
        pictures.items,
        captions_behind_signs(pieces, annotations)
        | credited_rows(pieces, annotations)
        | photos.captions
        | pictures.captions
        | closed.captions,
        verses,
        signing,
        turns[0] if turns else None,
        frozenset(turns[1:]) | answers(pieces, annotations) | facts,
        (frozenset(range(min(labels), max(labels))) - labels - labelled if labels else frozenset())
        | frozenset(index + 1 for index in facts),
        frozenset(index for places in repeated_lines(lines).values() for index in places),
        weather_lines(lines),
    )


def _look(pieces: Sequence[Line], widths: Sequence[int], geometry: Geometry) -> tuple[list[Annotations], list[Shape]]:
    """Look at each piece once."""
    annotations: list[Annotations] = []
    seen: list[Shape] = []
    before = Shape("")
    measure_above = 0
    shared: dict[Shape, Shape] = {}  # most pieces look alike
    for index, (piece, column) in enumerate(zip(pieces, widths, strict=True)):
        wrap = column if piece.parts == 1 else 0
        folded = piece.folded
        full = fills(piece, wrap)
        stops, commas = folded.count("。") + folded.count(";"), folded.count(",")
        indent = geometry.indented and _PARAGRAPH_INDENT <= piece.indent <= geometry.deepest
        unindented = geometry.stripped and opens_stripped(piece, wrap)
        if unindented and before.finished:
            indent = full = True
        # The line above is full text in mid-sentence, and so is this one: nothing but text can stand here.
        amid = (
            full
            and not indent
            and not piece.gap
            and before.full
            and not before.finished
            and (before.amid or before.commas + before.stops > 0)
        )
        if amid:
            found = NOTHING
            finished = folded[-1] in "。!?" or (folded[-1] in "”’)》」』" and folded[-2:-1] in ("。", "!", "?"))
            kind = "m"
        else:
            below = pieces[index + 1].folded if full and index + 1 < len(pieces) else ""
            found = annotate(piece, below)
            finished = is_finished(found)
            kind = _kind(piece, found, stops, commas, finished=finished)
        own = Shape(
            kind,
            full,
            is_beyond(piece, wrap),
            amid,
            indent,
            index > 0 and column != measure_above and before.finished,
            min(stops, 3),
            min(commas, 3),
            finished,
            found.item is not None or kind == "L",
        )
        before = shared.setdefault(own, own)
        measure_above = column
        annotations.append(found)
        seen.append(before)
    return annotations, seen


def is_finished(found: Annotations) -> bool:
    """Return whether nothing need follow: a sentence has ended, or the article has."""
    return bool(int(found.cues) & _CLOSING or found.credit is not None or found.end or found.jump_to)


def _kind(  # noqa: C901, PLR0911, PLR0912 - one class after the other
    piece: Line, found: Annotations, stops: int, commas: int, *, finished: bool
) -> str:
    """Return the class of a piece, one letter."""
    if found.furniture is not None and not found.furniture.edge_only:
        return "F"
    credit, end, byline = found.credit, found.end, found.byline
    signs = end is not None and end.span.start == 0
    if found.source_line is not None or (not signs and opens_as_source(piece.folded)):
        return "L"
    if credit is not None and credit.own_line:
        return "R"
    if signs:
        return "T"
    if byline is not None and byline.sure is Mark.MARKED:
        return "B"
    if found.labels and found.label(LabelKind.NOTE) is not None:
        return "N"
    if found.jump_from is not None:
        return "J"
    if stops or commas > 1 or (finished and piece.width > _PLAIN_SENTENCE):
        if credit is not None:
            return "c"
        if end is not None:
            return "s"
        return "P" if finished else "p"
    if byline is not None:
        return "b" if byline.sure is Mark.SURNAMED else "n"
    if found.item is not None:
        return "i"
    if piece.width <= _SHORT:
        return "x"
    return "h" if piece.width <= _HEADLINE else "H"
