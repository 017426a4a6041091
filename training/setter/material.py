"""Where the articles come from: a file of known articles (JSON lines), or the project's own sentences.

A line of the file is an object with ``headline`` and ``paragraphs``, and where known ``kicker``, ``subtitle``,
``authors`` (objects with name and role), ``captions`` and ``verse``. What an article lacks is made up: a headline from
its first sentences, a kicker, names, pictures.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from training.setter.story import Picture, Story, Writer
from training.setter.words import OWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from training.setter.words import Words

_ROLES = {
    "记者": 10.0,
    "通讯员": 4,
    "本报记者": 0,
    "实习生": 1,
    "特约记者": 0.6,
    "全媒体记者": 1,
    "实习记者": 0.6,
    "见习记者": 0.6,
}
_CLAUSE_ENDS = re.compile(r"[,，。!?！？;；:：、“”\"()（）\s]+")
_NO_OPENING = tuple("但而并也又还则且即的了着和与及为其该此这那据从以因如虽")
_NO_END = ("的", "了", "说", "时", "后")
_LONGEST_PARAGRAPH = 420
_TITLED = 0.75  # how often an article comes with a headline of its own


class Material:
    """Draws stories. ``held`` chooses the articles of the held-out share, which are never those of training."""

    def __init__(self, words: Words, known: list[dict[str, Any]], *, held: bool, own: float = 0.3) -> None:
        self._words = words
        self._known = [each for each in known if is_held(each) == held]
        self._verses = [each for each in self._known if each.get("verse")]
        self._known = [each for each in self._known if not each.get("verse")]
        self._titled = [each for each in self._known if each.get("headline")]
        self._own = own if self._known else 1.0

    def story(
        self, *, paragraphs: int = 6, kicker: float = 0.16, subtitle: float = 0.26, pictures: float = 0.2
    ) -> Story:
        """Return a news article of at most so many paragraphs; the other numbers are how often it has the part."""
        words = self._words
        topic = words.choice(OWN["topics"])
        if words.chance(self._own):
            known = self._from_own(topic)
        else:
            known = words.choice(self._titled if words.chance(_TITLED) and self._titled else self._known)
        body = self._body(known["paragraphs"], paragraphs)
        headline = (known.get("headline") or "").strip() or self._headline_from(body)
        shown: list[Picture] = []
        while words.chance(pictures) and len(shown) < 4:
            shown.append(self.picture(topic, known))
        above = known.get("kicker") or ""
        if not above and words.chance(kicker):
            above = self._kicker(topic, body)
        below = known.get("subtitle") or ""
        if not below and words.chance(subtitle):
            below = self._subtitle(topic, body)
        writers = tuple(Writer(each["name"], each.get("role", "")) for each in known.get("authors", ()))
        return Story(
            headline=headline,
            kicker=above if above != headline else "",
            subtitle=below if below != headline else "",
            second_subtitle=self._subtitle(topic, body) if below and words.chance(0.12) else "",
            paragraphs=body,
            writers=writers or self.writers(),
            pictures=tuple(shown),
            place=words.town(),
            month=words.between(1, 12),
            day=words.between(1, 28),
            source=known.get("source", "own"),
        )

    def poem(self) -> Story:
        """Return a poem: its lines are the paragraphs."""
        words = self._words
        if self._verses and words.chance(0.3):
            known = words.choice(self._verses)
            lines, title = known["paragraphs"][:16], known["headline"]
        else:
            lines = [words.choice(OWN["verses"]) for _ in range(words.between(6, 16))]
            if words.chance(0.3):
                lines = [line + words.choice(",,。") for line in lines]
            title = words.choice(OWN["verses"]) if words.chance(0.5) else words.choice(OWN["essays"])[:4].strip(",。")
        return Story(
            headline=title[:14],
            paragraphs=tuple(lines),
            writers=(Writer(words.names.person()),),
            place=words.town(),
            kind="poem",
            verse=True,
        )

    def essay(self) -> Story:
        """Return a signed piece of a supplement or a page of opinion."""
        words = self._words
        if self._known and words.chance(0.5):
            story = self.story(paragraphs=8, kicker=0, subtitle=0.1, pictures=0)
            body, title = story.paragraphs, story.headline
        else:
            body = tuple(
                "".join(words.choice(OWN["essays"]) for _ in range(words.between(1, 4)))
                for _ in range(words.between(3, 8))
            )
            title = words.choice(OWN["verses"] + OWN["subheads"])
        return Story(
            headline=title, paragraphs=body, writers=(Writer(words.names.person()),), place=words.town(), kind="signed"
        )

    def picture(self, topic: dict[str, Any] | None = None, known: dict[str, Any] | None = None) -> Picture:
        """Return a caption with the names of who took it."""
        words = self._words
        topic = topic or words.choice(OWN["topics"])
        if known and known.get("captions") and words.chance(0.7):
            text = words.choice(known["captions"])
        elif self._known and words.chance(0.5):
            first = words.choice(self._known)["paragraphs"][0]
            text = "".join(re.findall(r"[^。!?！？]*[。!?！？]?", first)[: words.between(1, 2)])[:150] or first[:60]
            text = ("图为" + text[:40]) if words.chance(0.1) else text
        else:
            text = words.fill(words.choice(topic["captions"])).strip()
            if words.chance(0.6):
                text = words.fill(words.choice(topic["sentences"])) + (text if words.chance(0.5) else "")
        count = words.weighted({0: 0.6, 1: 8, 2: 1.4})
        role = words.weighted({"记者": 6.0, "": 4, "通讯员": 2, "全媒体记者": 0.7})
        return Picture(text.strip(), tuple(Writer(words.names.person(), role) for _ in range(count)))

    def writers(self) -> tuple[Writer, ...]:
        """Return one to three reporters with their roles."""
        words = self._words
        found = [Writer(words.names.person(), words.weighted(_ROLES))]
        while words.chance(0.3) and len(found) < 4:
            role = found[-1].role if words.chance(0.55) else words.weighted(_ROLES)
            found.append(Writer(words.names.person(), role))
        return tuple(found)

    def _from_own(self, topic: dict[str, Any]) -> dict[str, Any]:
        words = self._words
        sentences = list(topic["sentences"])
        words.random.shuffle(sentences)
        paragraphs, at = [], 0
        while at < len(sentences):
            size = words.between(1, 3)
            paragraphs.append("".join(words.fill(each) for each in sentences[at : at + size]))
            at += size
        headline = words.fill(words.choice(topic["headlines"]))
        if words.chance(0.2):
            headline += " " + words.fill(words.choice(topic["headlines"]))
        return {"headline": headline, "paragraphs": paragraphs, "source": "own"}

    def _body(self, paragraphs: list[str], most: int) -> tuple[str, ...]:
        body = [text.strip()[:_LONGEST_PARAGRAPH] for text in paragraphs[:most]]
        return tuple(text for text in body if text)

    def _clause(self, body: tuple[str, ...], least: int, most: int) -> str:
        """Return a clause of the text that may stand in a stack: whole, of its length, no opening in mid-sentence."""
        clauses = [each for each in _CLAUSE_ENDS.split("".join(body)[:600]) if least <= len(each) <= most]
        whole = [each for each in clauses if not each.startswith(_NO_OPENING) and not each.endswith(_NO_END)]
        return self._words.choice(whole or clauses or [body[0][:least]])

    def phrase(self, story: Story, least: int, most: int) -> str:
        """Return words for a line of a stack of about that length: another headline, or a clause of the story."""
        if self._words.chance(0.5) and (other := self._other_headline(least, most)):
            return other
        return self._clause(story.paragraphs, least, most)[:most]

    def _headline_from(self, body: tuple[str, ...]) -> str:
        return self._clause(body, 7, 19)

    def _other_headline(self, least: int, most: int) -> str:
        """Return the headline of another article, where one of that length comes up soon."""
        for _ in range(12):
            found = str(self._words.choice(self._titled)["headline"]) if self._titled else ""
            if least <= len(found) <= most:
                return found
        return ""

    def _kicker(self, topic: dict[str, Any], body: tuple[str, ...]) -> str:
        words = self._words
        form = words.weighted({"own": 4.0, "topic": 2, "clause": 4, "other": 3, "pair": 1, "two": 1.5})
        if form == "topic":
            return words.fill(words.choice(topic["kickers"]))
        if form == "clause":
            return self._clause(body, 9, 21)
        if form == "other":
            return self._other_headline(10, 22) or words.own("kickers")
        if form == "pair":
            return " ".join(words.own("subheads") for _ in range(2))
        if form == "two":
            return words.choice((" ", " ", ",")).join((self._clause(body, 5, 11), self._clause(body, 5, 11)))
        return words.own("kickers")

    def _subtitle(self, topic: dict[str, Any], body: tuple[str, ...]) -> str:
        words = self._words
        form = words.weighted({"topic": 3.0, "clause": 5, "other": 2, "presided": 1.5, "two": 2})
        later = body[1:] or body
        if form == "topic":
            return words.fill(words.choice(topic["subtitles"]))
        if form == "presided":
            return words.fill(words.choice(("{人}主持", "{人}主持 {人}{人}出席", "{人}出席并讲话", "{人}、{人}参加")))
        if form == "other":
            return self._other_headline(13, 30) or self._clause(later, 10, 26)
        if form == "two":
            return words.choice((" ", ",", "，")).join((self._clause(later, 7, 14), self._clause(body, 7, 14)))
        return self._clause(later, 12, 28)


def is_held(article: dict[str, Any]) -> bool:
    """Whether an article belongs to the held-out fifth: told by its text, so no list has to be kept."""
    key = (article.get("headline") or "") + article["paragraphs"][0]
    return hashlib.sha256(key.encode()).digest()[0] < 51


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
