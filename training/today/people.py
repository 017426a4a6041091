"""People as papers of today name them: Chinese, minority, Malay and transliterated names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from training.names import Names
    from training.today.words import Lists


class People:
    """Draws people."""

    def __init__(self, vocabulary: Lists, names: Names, source: random.Random) -> None:
        self._lists = vocabulary
        self._names = names
        self._random = source

    def slots(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws each slot."""
        return {
            "人": self._names.person,
            "外": self.foreign,
            "民": self.minority,
            "马人": self.malay,
            "马音": self.malay_sounds,
        }

    def title(self) -> str:
        """Return an honorific or office that stands right before a name: 拿督斯里."""
        return self._random.choice(self._lists["malay titles"])

    def foreign(self) -> str:
        """Return a transliterated name: known parts, parts put together, or jieba's."""
        draw = self._random
        form = draw.random()
        if form < 0.35:
            return self._names.foreign()
        if form < 0.45:
            return self._names.neighbour()
        parts = [self._part() for _ in range(draw.choice((1, 1, 2)))]
        return draw.choice("····‧-").join(parts) if len(parts) > 1 else parts[0]

    def minority(self) -> str:
        """Return a Mongol, Tibetan, Yi, Uyghur or Naxi name."""
        draw, words = self._random, self._lists
        people = draw.choice(("mongol", "mongol", "tibetan", "tibetan", "yi", "yi", "uyghur", "naxi"))
        first = draw.choice(words[people])
        if people == "tibetan" or (people == "yi" and len(first) < 3):
            return first + (draw.choice(words[people]) if draw.random() < 0.85 or people == "yi" else "")
        if people == "uyghur":
            first += draw.choice(words["uyghur"]) if draw.random() < 0.25 else ""
            return first + ("·" + draw.choice(words["uyghur"]) if draw.random() < 0.7 else "")
        return first

    def malay(self) -> str:
        """Return a Malay or Indian name as Chinese papers of Malaysia write it, or one of their Chinese names."""
        draw, given = self._random, self._lists["malay given"]
        form = draw.random()
        if form < 0.2:
            return self._names.person()
        first = draw.choice(given)
        if form < 0.5:
            return first
        return first + draw.choice(given)

    def malay_sounds(self) -> str:
        """Return a Malay name that no list has: syllables, at times after a known given name."""
        draw = self._random
        name = "".join(draw.sample(self._lists["malay shapes"], draw.choice((2, 3, 3, 4))))
        return draw.choice(self._lists["malay given"]) + name if draw.random() < 0.3 else name

    def _part(self) -> str:
        draw, words = self._random, self._lists
        if draw.random() < 0.55:
            return draw.choice(words["western parts"])
        return "".join(draw.sample(words["foreign shapes"], draw.choice((2, 3, 3, 4))))
