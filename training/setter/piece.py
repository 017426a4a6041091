"""What a page is made of: pieces of text, each with its label, and how they become text and gold labels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.setter.story import Writer

NEWLINE = "\n"
CAPTION_MARKS = "▲△■◀↑①②③④⑤⑥ 　"


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line, or a part of one.

    ``tag`` is K kicker, H headline, h a further line of the same part, S subtitle, B byline, C caption, R credit,
    N note, M summary, L first paragraph with its source line, P paragraph, U subhead, V line of verse, T signature,
    X what belongs to no article (``kind`` says what); c, n, m and p are lines with which a caption, a note, a summary
    and a paragraph go on. ``joint`` stands before the piece: line ends, or what parts it from the piece before on the
    same line. ``lead`` is how much of the text is the source line.
    """

    tag: str
    text: str
    joint: str = NEWLINE
    owner: int | None = None
    kind: str = ""
    indent: str = ""
    lead: str = ""
    writers: tuple[Writer, ...] = ()
    glue: str = ""  # what stood between this piece and the one that it continues: a space in Latin or PDF text
    whole: bool = False  # set in a measure of its own: the page's columns do not break it

    @property
    def run_on(self) -> bool:
        """Whether the piece stands on the same line as the one before it."""
        return NEWLINE not in self.joint


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its pieces in the order of the text, and the kind of each article by number."""

    pieces: tuple[Piece, ...]
    kinds: dict[int, str] = field(default_factory=dict)
    truncated: frozenset[int] = frozenset()

    def text(self) -> str:
        """Return the text of the page."""
        first = True
        parts: list[str] = []
        for piece in self.pieces:
            parts.append(("" if first else piece.joint) + piece.indent + piece.text)
            first = False
        return "".join(parts) + NEWLINE


def lines_off(pieces: Iterable[Piece], joint: str) -> list[Piece]:
    """Return the pieces with the first one's joint exchanged."""
    found = list(pieces)
    if found:
        found[0] = replace(found[0], joint=joint)
    return found


def gold(sheet: Sheet, *, page: str, family: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return the labels of a sheet in the shape of the project's other annotated pages."""
    numbers = [piece.owner for piece in sheet.pieces if piece.owner is not None]
    order = list(dict.fromkeys(numbers))
    at = 0
    placed: list[dict[str, Any]] = []
    for number, piece in enumerate(sheet.pieces):
        at += (len(piece.joint) if number else 0) + len(piece.indent)
        row: dict[str, Any] = {"start": at, "end": at + len(piece.text), "tag": piece.tag}
        row["article"] = None if piece.owner is None else order.index(piece.owner)
        row["run_on"] = bool(number) and piece.run_on
        if piece.kind:
            row["type"] = piece.kind
        if piece.lead:
            row["lead"] = min(len(piece.lead), len(piece.text))
        placed.append(row)
        at += len(piece.text)
    return {
        "page": page,
        "difficulty": family,
        "encoding": "utf-8",
        "newline": "'\\n'",
        "options": options,
        "articles": [_article(sheet, owner, number) for number, owner in enumerate(order)],
        "non_articles": [{"type": piece.kind, "text": piece.text} for piece in sheet.pieces if piece.tag == "X"],
        "contents": [],
        "pieces": placed,
    }


def _article(sheet: Sheet, owner: int, number: int) -> dict[str, Any]:
    own = [piece for piece in sheet.pieces if piece.owner == owner]
    kicker, headline, subtitle = (_stack(own, tag) for tag in "KHS")
    paragraphs, captions, credits_ = _paragraphs(own), _joined(own, "C", "c"), _credits(own)
    lead = next((piece.lead for piece in own if piece.lead), "")
    writers: dict[str, str] = {}
    for piece in own:
        if piece.tag != "R":
            for writer in piece.writers:
                writers[writer.name] = writers.get(writer.name) or writer.role
    tags = [piece.tag for piece in own]
    first_text = min((tags.index(tag) for tag in "LPV" if tag in tags), default=0)
    return {
        "id": f"a{number + 1}",
        "kind": sheet.kinds.get(owner, "news"),
        "kicker": kicker,
        "headline": headline,
        "subtitle": subtitle,
        "byline": [{"name": name, "role": role} for name, role in writers.items()],
        "byline_optional": [],
        "lead": lead,
        "source_line": lead,
        "dateline": {},
        "paragraphs": paragraphs,
        "body": NEWLINE.join(paragraphs),
        "subheads": [piece.text for piece in own if piece.tag == "U"],
        "captions": captions,
        "credits": credits_,
        "headline_alts": _alternatives(kicker, headline, subtitle),
        "headline_after_body": "H" in tags and tags.index("H") > first_text and bool(paragraphs),
        "sign": next((piece.text for piece in own if piece.tag in "TB"), ""),
        "tail": "",
        "editor_note": NEWLINE.join(_joined(own, "N", "n")),
        "summary": _joined(own, "M", "m"),
        "jump": {},
        "series": next((piece.text for piece in own if piece.tag == "X" and piece.kind == "series"), ""),
        "truncated": owner in sheet.truncated,
        "lines": [
            {"tag": piece.tag, "text": piece.text, "run_on": piece.joint if piece.run_on else None}
            | ({"lead": piece.lead} if piece.lead else {})
            for piece in own
        ],
        **{name: [] for kind in ("people", "places", "organizations") for name in (kind, f"{kind}_optional")},
    }


def _stack(own: list[Piece], tag: str) -> str:
    """Return the lines of one part of the stack; a line ``h`` goes on with the part above it."""
    found: list[str] = []
    within = ""
    for piece in own:
        if piece.tag == "h" and within == tag and found:
            found[-1] += piece.glue + piece.text
            continue
        within = piece.tag
        if piece.tag == tag:
            found.append(piece.text)
    return " ".join(found)


def _alternatives(kicker: str, headline: str, subtitle: str) -> list[str]:
    if not headline:
        return []
    forms = [headline]
    forms += [f"{kicker} {headline}"] if kicker else []
    forms += [f"{headline} {subtitle}"] if subtitle else []
    forms += [f"{kicker} {headline} {subtitle}"] if kicker and subtitle else []
    forms += [part for part in headline.split() if len(part) > 5]
    return forms


def _paragraphs(own: list[Piece]) -> list[str]:
    found: list[tuple[str, str]] = []  # the text and the source line that opens it
    within = False
    for piece in own:
        if piece.tag == "p" and within and found:
            text, lead = found[-1]
            found[-1] = text + piece.glue + piece.text, lead
        elif piece.tag in "LPV":
            within = True
            found.append((piece.text, piece.lead))
        elif piece.tag in "Cc":
            within = False
    texts = [_without(text, lead) for text, lead in found]
    return [text for text in texts if text]


def _without(text: str, lead: str) -> str:
    """Return the text after its source line; a broken line may have put spaces into it."""
    at = 0
    for character in "".join(lead.split()):
        while at < len(text) and text[at].isspace():
            at += 1
        if text[at : at + 1] != character:
            return text
        at += 1
    return text[at:].strip()


def _joined(own: list[Piece], tag: str, further: str) -> list[str]:
    """Return the texts of a part whose lines may have been broken."""
    found: list[str] = []
    for piece in own:
        if piece.tag == tag:
            found.append(piece.text.lstrip(CAPTION_MARKS) if tag == "C" else piece.text)
        elif piece.tag == further and found:
            found[-1] += piece.glue + piece.text
    return found


def _credits(own: list[Piece]) -> list[dict[str, str]]:
    return [{"name": writer.name, "role": writer.role} for piece in own if piece.tag == "R" for writer in piece.writers]
