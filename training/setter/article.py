"""Prints one story in a page's dress: the order of its parts, what joins them, what marks them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.setter import forms
from training.setter.piece import NEWLINE, Piece
from training.setter.words import OWN

if TYPE_CHECKING:
    from training.setter.dress import Dress
    from training.setter.story import Picture, Story
    from training.setter.words import Words

_BREAK_MARKS = " ,,;：:"


class Printer:
    """Prints the stories of one page."""

    def __init__(self, words: Words, dress: Dress) -> None:
        self.words = words
        self.dress = dress

    def article(self, story: Story, owner: int) -> list[Piece]:
        """Return the pieces of a story in the order in which they stand."""
        words, dress = self.words, self.dress
        sourced, signed = self._signing(story)
        body = self._body(story, owner, sourced=sourced, signs=signed in {"source", "report"})
        pictures = self._pictures(story, owner)
        above = self._byline(story, owner) if signed in {"above", "after_caption"} else []
        stack = self._stack(story, owner)
        inner = self._note(owner) + self._summary(story, owner)
        place = dress.picture if story.paragraphs else "before"
        head = [*(pictures if place == "above" else []), *stack]
        if signed == "after_caption" or place == "byline":
            head += [*(pictures if place in {"byline", "before"} else []), *above]
            before: list[Piece] = []
            place = "done" if place in {"byline", "before"} else place
        else:
            head += above
            before = pictures if place == "before" else []
        if place == "middle" and len(body) > 2 and pictures:
            at = words.between(1, len(body) - 1)
            while at < len(body) and body[at].tag == "p":
                at += 1
            body = [*body[:at], *pictures, *body[at:]]
        elif place in {"after", "middle"}:
            body = [*body, *pictures]
        if dress.stack == "run" and stack and body and not before and not above:
            body = [replace(body[0], joint=words.weighted({" ": 8.0, "  ": 1, "": 0.6}), indent=""), *body[1:]]
        elif body and stack and dress.blank_below_headline:
            body = [replace(body[0], joint=NEWLINE * (1 + dress.blank_below_headline)), *body[1:]]
        found = [*head, *inner, *before, *body]
        if signed in {"end", "end_run"} or (words.chance(dress.end_share) and signed != "source"):
            found += self._end(story, owner, run=signed == "end_run")
        return found

    def _signing(self, story: Story) -> tuple[bool, str]:
        """Return whether a source line opens the story, and where its writers stand."""
        words, dress = self.words, self.dress
        if story.kind in {"poem", "signed"}:
            return False, words.weighted({"above": 7.0, "end": 2})
        share = dress.source_share * (0.4 if dress.signed == "above" else 1)  # a byline above says enough
        if story.paragraphs and words.chance(share):
            return True, dress.signed
        return False, words.choice(("above", "end", "none", "none")) if dress.signed in {
            "source",
            "report",
        } else dress.signed

    def _stack(self, story: Story, owner: int) -> list[Piece]:
        words, dress = self.words, self.dress
        rows: list[Piece] = []
        for tag, text in (
            ("K", story.kicker), ("H", story.headline), ("S", story.subtitle), ("S", story.second_subtitle)
        ):  # fmt: skip
            if not text:
                continue
            shown = text
            if tag == "S" and not text.startswith("—") and words.chance(0.2):
                shown = "——" + text
            if tag == "H" and dress.letter_spaced and len(text) <= 6:
                shown = " ".join(text)
            rows += self._broken(
                Piece(tag, shown, owner=owner, indent=dress.stack_indent if tag != "H" else dress.head_indent)
            )
        if dress.stack in {"spaced", "run"}:
            rows = [replace(row, joint=" ", indent="") if number else row for number, row in enumerate(rows)]
        elif dress.stack_blank:
            rows = [replace(row, joint=NEWLINE * 2) if number else row for number, row in enumerate(rows)]
        return rows

    def _broken(self, piece: Piece) -> list[Piece]:
        """Return a line of the stack, at times broken in two where a clause ends or near the middle."""
        words, dress, text = self.words, self.dress, piece.text
        share = dress.break_headline if piece.tag == "H" else dress.break_headline / 3
        if len(text) < 9 or dress.stack != "lines" or not words.chance(share):
            return [piece]
        spaces = [at for at, character in enumerate(text) if character in _BREAK_MARKS and 2 < at < len(text) - 3]
        if spaces:
            at = words.choice(spaces)
            cut = at + (text[at] != " ")
            return [
                replace(piece, text=text[:cut]),
                replace(piece, tag="h", text=text[at + 1 :], glue=" " if text[at] == " " else ""),
            ]
        at = words.between(4, len(text) - 4)
        return [replace(piece, text=text[:at]), replace(piece, tag="h", text=text[at:])]

    def _body(self, story: Story, owner: int, *, sourced: bool, signs: bool) -> list[Piece]:
        words, dress = self.words, self.dress
        joint = NEWLINE * (1 + dress.blank)
        if story.verse:
            return self._verse(story, owner)
        found: list[Piece] = []
        for number, text in enumerate(story.paragraphs):
            if number and number in story.subheads:
                found.append(Piece("U", story.subheads[number], joint, owner, indent=words.choice(("", dress.indent))))
            elif number > 1 and not story.subheads and words.chance(dress.subheads):
                found.append(
                    Piece(
                        "U",
                        words.fill(words.choice(OWN["subheads"])),
                        joint,
                        owner,
                        indent=words.choice(("", dress.indent)),
                    )
                )
            if number == 0 and sourced:
                found += self._opening(story, owner, text, signs=signs)
            else:
                found.append(Piece("P", text, joint, owner, indent=dress.indent))
        return found

    def _opening(self, story: Story, owner: int, text: str, *, signs: bool) -> list[Piece]:
        """Return the first paragraph with its source line before it, on the same line or on one of its own."""
        words, dress = self.words, self.dress
        for _ in range(20):
            lead, writers = forms.source_line(words, dress.region, story)
            if bool(writers) == signs or dress.signed == "none":
                break
        if dress.source_alone:
            return [
                Piece("L", lead.strip(), NEWLINE, owner, lead=lead.strip(), writers=writers, indent=dress.indent),
                Piece("P", text, NEWLINE * (1 + dress.blank), owner, indent=dress.indent),
            ]
        return [
            Piece(
                "L",
                lead + text,
                NEWLINE * (1 + dress.blank),
                owner,
                lead=lead.rstrip(),
                writers=writers,
                indent=dress.indent,
            )
        ]

    def _verse(self, story: Story, owner: int) -> list[Piece]:
        words, dress = self.words, self.dress
        found, stanza = [], words.choice((0, 0, 2, 4, 4))
        form = words.weighted({"lines": 6.0, "blank": 2, "pairs": 1.5, "spaced": 0.7})
        for number, text in enumerate(story.paragraphs):
            joint = NEWLINE * (2 if form == "blank" or (stanza and number % stanza == 0 and number) else 1)
            if form == "pairs" and number % 2:
                joint = words.choice(("", " ", "　"))
            if form == "spaced" and number:
                joint = " "
            found.append(Piece("V", text, joint, owner, indent=dress.indent if NEWLINE in joint else ""))
        return found

    def _byline(self, story: Story, owner: int) -> list[Piece]:
        words, dress = self.words, self.dress
        text, writers = forms.byline(words, story)
        if len(writers) > 1 and words.chance(0.12) and " " in text:
            first, _, last = text.rpartition(" ")
            return [Piece("B", first, owner=owner, writers=writers), Piece("B", last, owner=owner)]
        return [
            Piece(
                "B",
                text,
                NEWLINE * words.choice((1, 1, 1 + dress.blank)),
                owner,
                writers=writers,
                indent=words.choice(("", "", dress.indent)),
            )
        ]

    def _end(self, story: Story, owner: int, *, run: bool) -> list[Piece]:
        words, dress = self.words, self.dress
        text, writers = forms.end_mark(words, story)
        joint = words.choice(("", " ", "")) if run else NEWLINE * (1 + dress.blank)
        return [Piece("T", text, joint, owner, writers=writers, indent="" if run else words.choice(("", dress.indent)))]

    def _pictures(self, story: Story, owner: int) -> list[Piece]:
        found: list[Piece] = []
        for number, picture in enumerate(story.pictures):
            rows = self.picture(story, picture, owner, number, len(story.pictures))
            found += rows
            if self.dress.caption_twice:
                text = "".join(row.text if row.run_on or not at else f" {row.text}" for at, row in enumerate(rows))
                found.append(Piece("X", text, kind="duplicate_caption"))
        return found

    def picture(self, story: Story, picture: Picture, owner: int, number: int = 0, count: int = 1) -> list[Piece]:
        """Return a caption and its credit as the page joins them."""
        words, dress = self.words, self.dress
        mark = dress.caption_mark
        if count > 1 and mark == "" and words.chance(0.15):
            mark = "①②③④⑤⑥"[number % 6]
        indent = words.choice(("", dress.indent))
        form = dress.credit if not (dress.credit == "line" and count > 1 and words.chance(0.2)) else "spaced"
        if form == "none":
            return [Piece("C", mark + picture.caption, NEWLINE, owner, indent=indent)]
        text, takers = forms.credit(words, story, picture.takers)
        if form == "before":
            return [
                Piece("R", text, NEWLINE, owner, writers=takers, indent=indent),
                Piece("C", mark + picture.caption, NEWLINE, owner, indent=indent),
            ]
        if form == "lines":
            role, _, rest = text.rpartition(" " if " " in text else "　")
            below = [Piece("R", part, NEWLINE, owner, indent=indent) for part in (role, rest) if part.strip()]
            return [
                Piece("C", mark + picture.caption, NEWLINE, owner, indent=indent),
                *below[:-1],
                replace(below[-1], writers=takers),
            ]
        joint = {"spaced": words.choice((" ", " ", "  ", "　")), "glued": "", "line": NEWLINE}[form]
        return [
            Piece("C", mark + picture.caption, NEWLINE, owner, indent=indent),
            Piece("R", text, joint, owner, writers=takers, indent=indent if form == "line" else ""),
        ]

    def _note(self, owner: int) -> list[Piece]:
        words = self.words
        if not words.chance(self.dress.notes):
            return []
        label = words.choice(("编者按 ", "编者按:", "【编者按】", "开栏的话 ", "编者的话:", "编前 "))
        return [
            Piece("N", label + words.own("notes"), NEWLINE * (1 + self.dress.blank), owner, indent=self.dress.indent)
        ]

    def _summary(self, story: Story, owner: int) -> list[Piece]:
        words = self.words
        if not words.chance(self.dress.summaries) or len(story.paragraphs) < 3:
            return []
        rows = [text.split("。")[0][:50] for text in story.paragraphs[1:4]]
        mark = words.choice(("● ", "●", "■ ", "◆", "【核心提示】"))
        return [Piece("M", mark + text, NEWLINE, owner) for text in (rows if "】" not in mark else rows[:1]) if text]
