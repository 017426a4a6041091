"""What the pages tell: stories of a file, or invented ones."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_SUBJECTS = ("江东新区", "市水务局", "青石镇", "区图书馆", "白鹭湖公园", "县农机站", "东门小学", "老街社区", "供电所")
_DEEDS = ("启动", "完成", "公布", "推进", "检查", "改建", "扩建", "评出", "试行", "恢复")
_THINGS = ("河道清淤", "旧楼加梯", "早稻收割", "夜间公交", "图书漂流", "防汛演练", "老街修缮", "春季招聘", "食堂改造")
_CLAUSES = (
    "参加的干部群众有三百余人",
    "工程分三个阶段进行",
    "居民出门就能看到成片的林带",
    "有关负责人介绍了情况",
    "比去年同期增长一成以上",
    "各镇街要把责任落实到人",
    "资金由市区两级共同承担",
    "现场还设了咨询台",
    "不少家长带着孩子前来",
    "验收要到年底才能结束",
    "老人们在树荫下下棋聊天",
    "技术人员走村入户作了讲解",
)
_SURNAMES, _GIVEN = "王李张刘陈杨赵黄周吴", ("小明", "建国", "芳", "海燕", "志强", "雪梅", "立", "文", "春生")


@dataclass
class Story:
    """An article to set. ``gold``: what else is known of it, in the form of annotated pages."""

    headline: str
    kicker: str
    subtitle: str
    byline: str
    source_line: str
    paragraphs: list[str]
    gold: dict[str, Any]


class Texts:
    """Gives stories of a wanted length, the same ones for the same seed."""

    def __init__(self, seed: int, file: Path | None = None) -> None:
        """Take articles of a JSON file ({"articles": [{headline, kicker, subtitle, paragraphs}]}), else invent them."""
        self.chance = random.Random(seed)
        self._told = json.loads(file.read_text(encoding="utf-8"))["articles"] if file else []
        self.chance.shuffle(self._told)
        self._next = 0

    def story(
        self, characters: int, *, byline: str = "source line", kicker: bool = False, subtitle: bool = False
    ) -> Story:
        """Return a story with ``characters`` of text or more.

        Args:
            characters: Of its paragraphs.
            byline: ``source line`` within the text, ``own`` on a line of its own, or empty.
            kicker: It has one.
            subtitle: It has one.
        """
        told = self._article()
        name = self.chance.choice(_SURNAMES) + self.chance.choice(_GIVEN)
        paragraphs = list(told["paragraphs"])
        while sum(map(len, paragraphs)) < characters:
            paragraphs += self._article()["paragraphs"]
        source_line = f"本报讯（记者 {name}）" if byline == "source line" else ""
        if source_line:
            paragraphs[0] = source_line + paragraphs[0]
        gold = {
            "lead": source_line,
            "byline": [{"name": name, "role": "记者"}] if byline else [],
            "kind": "news",
            "captions": [],
        }
        return Story(
            told["headline"],
            (told["kicker"] or self._title()) if kicker else "",
            (told["subtitle"] or self._title()) if subtitle else "",
            f"本报记者 {name}" if byline == "own" else "",
            source_line,
            paragraphs,
            gold,
        )

    def _article(self) -> dict[str, Any]:
        self._next += 1
        if self._told:
            return self._told[(self._next - 1) % len(self._told)]
        return {
            "headline": self._title(),
            "kicker": "",
            "subtitle": "",
            "paragraphs": [self._paragraph() for _ in range(4)],
        }

    def _title(self) -> str:
        choice = self.chance.choice
        return choice(_SUBJECTS) + choice(_DEEDS) + choice(_THINGS) + choice(("", "工作", "项目", "计划"))

    def _paragraph(self) -> str:
        choice = self.chance.choice
        sentences = []
        for _ in range(self.chance.randint(2, 5)):
            clauses = "，".join(self.chance.sample(_CLAUSES, self.chance.randint(2, 4)))
            sentences.append(f"{choice(_SUBJECTS)}{choice(_THINGS)}{choice(('一事', '的消息', ''))}，{clauses}。")
        return "".join(sentences)
