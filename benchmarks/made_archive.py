"""An archive as ordinary people keep it, and whether every page of it is found: ``python -m benchmarks.made_archive``.

Twenty papers of thirty days of eight pages, their files named in six habits, a habit a day: month folders, crawlers'
names (an article a file), editions and spreads, copies, conflicts between name and masthead, and names that say
nothing where the page itself says all. For each file it is known which paper, date, edition, page and article it is;
the program tells of each habit how many were read so, how many conflicts were told, and whether any two files that are
different pages share an id, or a copy has another than its original. ``--write FOLDER`` writes the files; ``--live``
drops them into a running home and asks the index of each (``made_archive_live``).
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import itertools
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

from benchmarks.made_file import MadeFile
from worker.document.identifiers import digest, issue_id, unit_id
from worker.document.identity import IdentityHints, IssueIdentity
from worker.parsing.identity.identify import identify
from worker.parsing.layout.lines import visible_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLACES = [
    "渝州",
    "临河",
    "云岭",
    "江海",
    "平湖",
    "青石",
    "高原",
    "东川",
    "西江",
    "南浦",
    "北碚",
    "锦城",
    "金沙",
    "银川湾",
    "白水",
    "黑河口",
    "绿洲",
    "红岩",
    "蓝田",
    "紫阳",
]
KINDS = ("日报", "晚报", "商报", "新报")
FIRST_DAY = dt.date(2023, 12, 1)  # the month that folders made into the second of January
PAGES, ARTICLES = 8, 2
COPY_MARKS = (
    "{} (1)",
    "{} - 副本",
    "{}.sync-conflict-20240103-101112-ABC1234",
    "{} (office's conflicted copy 2024-01-03)",
    "{} - Copy (2)",
    "复件 {}",
    "{} 拷贝",
    "{}(张三的冲突副本2024-01-03)",
)
STORY = (
    "本报讯(记者 {name})昨日,{place}的{thing}完工,{number}户人家受益。镇里说,下一步要把{thing}修到村口,让车辆都能通行。"
)
THINGS = ("水渠", "便道", "凉亭", "路灯", "文化墙", "停车场", "渡口", "茶园步道")
NAMES = ("陈小明", "周远航", "桑小竹", "汤远山", "何林")


@dataclass(frozen=True, slots=True)
class Day:
    """What a habit makes files of."""

    paper: str
    date: dt.date
    random: random.Random
    number: int

    @property
    def letters(self) -> str:
        """The paper as crawlers call it: yzrb."""
        return "".join(lazy_pinyin(self.paper, style=Style.FIRST_LETTER))

    def page(self, masthead: str = "", articles: int = 2) -> str:
        """Return a page's text, unlike any other."""
        stories = []
        for _ in range(articles):
            place, thing = self.random.choice(PLACES), self.random.choice(THINGS)
            number = self.random.randrange(100, 10_000)
            story = STORY.format(name=self.random.choice(NAMES), place=place, thing=thing, number=number)
            stories.append(f"{place}{thing}完工惠及{number}户\n\n　　{story}\n")
        return (f"{masthead}\n\n" if masthead else "") + "\n".join(stories)


def printed(paper: str, date: dt.date, page: str) -> str:
    """Return a masthead of today."""
    return f"{paper}\n{date.year}年{date.month}月{date.day}日 星期{'一二三四五六日'[date.weekday()]} 第{page}版"


def months(day: Day) -> Iterator[MadeFile]:
    """Folders for year and month, the day in a folder, in the name, or on the page alone."""
    date = day.date
    for page in range(1, PAGES + 1):
        path, text = (
            (f"{date:%Y/%m/%d}/{page:02d}版", ""),
            (f"{date:%Y}年{date.month}月/{date:%d}日第{page:02d}版", ""),
            (f"{date:%Y-%m}/{date:%d}/第{page}版", ""),
            (f"{date:%Y%m}/{date:%y%m%d}-{page:02d}", ""),
            (f"{date:%Y}/{date:%m%d}/{page:02d}", ""),
            (f"{date:%Y.%m}/{date:%d}-{page:02d}", ""),
            (f"{date:%Y/%m}/{date:%j}期_第{page:02d}版", printed(day.paper, date, f"{page:02d}")),
            (f"{date:%Y%m}/第{date.day}号_第{page:02d}版", printed(day.paper, date, f"{page:02d}")),
        )[(page + day.number) % 8]
        yield MadeFile("month folders", f"{day.paper}/{path}.txt", day.page(text), day.paper, date, str(page))


def crawled(day: Day) -> Iterator[MadeFile]:
    """One article a file, as crawlers name them."""
    date = day.date
    for page, article in itertools.product(range(1, PAGES + 1), range(1, ARTICLES + 1)):
        text = day.page(articles=1)
        headline = text.partition("\n")[0]
        folder, name, part = (
            (day.paper, f"{date:%Y%m%d}-{page:02d}-{article:02d}", f"{article:02d}"),
            (f"{day.paper}/{date:%Y%m%d}", f"{date:%Y%m%d}-{page:02d}-{article}", str(article)),
            (day.paper, f"{date:%Y-%m-%d}_{page:02d}_{article:02d}", f"{article:02d}"),
            (day.paper, f"nw.D110000{day.letters}_{date:%Y%m%d}_{article}-{page:02d}", str(article)),
            (f"{day.paper}/{date:%Y-%m-%d}/{page:02d}版", headline, headline),
            (f"{day.paper}/{date:%Y%m%d}/{page:02d}", f"{article:02d}", f"{article:02d}"),
            (f"{day.paper}/{date:%Y%m%d}", f"{page:02d}-{article} {headline}", str(article)),
            (f"{day.paper}/{date:%Y%m%d}", f"第{page:02d}版_{headline}", headline),
        )[day.number % 8]
        yield MadeFile("crawlers' names", f"{folder}/{name}.txt", text, day.paper, date, str(page), part=part)


def editions(day: Day) -> Iterator[MadeFile]:
    """The day's paper, an extra, a county edition, a section of letters and a spread: each has a page 1 or 4."""
    pages = [("", f"{page:02d}版", str(page)) for page in range(1, PAGES + 1)]
    pages += [("号外", "号外01版", "1"), ("特刊", "特刊/01版", "1"), ("县域版", "县域版/01版", "1")]
    pages += [("县域版", "县域版/02版", "2"), ("晚版", "晚版第1版", "1"), ("", "T01", "T01"), ("", "E03版", "E03")]
    pages += [("", "04-05版", "4-5"), ("", "A08-A09版", "A08-A09")]
    for edition, name, page in pages:
        path = f"{day.paper}/{day.date:%Y-%m-%d}/{name}.txt"
        yield MadeFile("editions, spreads", path, day.page(), day.paper, day.date, page, edition)


def copies(day: Day) -> Iterator[MadeFile]:
    """Each page and a copy of it."""
    for page in range(1, PAGES + 1):
        folder, name, text = f"{day.paper}/{day.date:%Y-%m-%d}", f"{page:02d}版", day.page()
        original = MadeFile("copies", f"{folder}/{name}.txt", text, day.paper, day.date, str(page))
        yield original
        copied = f"{folder}/{COPY_MARKS[page % len(COPY_MARKS)].format(name)}.txt"
        yield MadeFile("copies", copied, text, day.paper, day.date, str(page), copy_of=original.path)


def conflicts(day: Day) -> Iterator[MadeFile]:
    """Pages of which two are another paper's or another day's."""
    other, before = "邻县日报", day.date - dt.timedelta(days=400)
    for page in range(1, PAGES + 1):
        paper = other if page == 2 else day.paper  # noqa: PLR2004
        date = before if page == 5 else day.date  # noqa: PLR2004
        fields = frozenset({"publication"} if paper != day.paper else {"date"} if date != day.date else ())
        text = day.page(printed(paper, date, f"{page:02d}"))
        path = f"{day.paper}/{day.date:%Y-%m-%d}/{page:02d}版.txt"
        yield MadeFile("conflicts", path, text, day.paper, day.date, str(page), contested=fields)


def spoken(day: Day) -> Iterator[MadeFile]:
    """Names that say nothing: the page's own masthead, in every way of writing a date."""
    date = day.date
    for page in range(1, PAGES + 1):
        head = (
            f"{day.paper}\n中华民国{date.year - 1911}年{date.month}月{date.day}日 第{page}版",
            f"{day.paper}\n{_characters(date)} 星期{'一二三四五六日'[date.weekday()]} 第{page}版",
            f"{' '.join(day.paper)}\n" + " ".join(f"{date.year}年{date.month}月{date.day}日") + f"   第 {page} 版",
            f"{day.paper} {date.year}年{date.month}月{date.day}日 第{page}版",
            printed(day.paper, date, f"{page:02d}"),
            f"{day.paper}\n{date:%Y-%m-%d} 第{page}版",
            f"第{page:02d}版:要闻\n{day.paper}\n{date:%Y/%m/%d} 星期{'一二三四五六日'[date.weekday()]}",
            f"{day.paper}\n{date:%A, %B} {date.day}, {date.year}\n第{page}版",
        )[(page + day.number) % 8]
        text = day.page(head)
        name = hashlib.sha256(text.encode()).hexdigest()[:16]
        yield MadeFile("the page alone", f"扫描/{name}.txt", text, day.paper, date, str(page))


def _characters(date: dt.date) -> str:
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(figure)] for figure in str(date.year))

    def spoken_number(number: int) -> str:
        tens, units = divmod(number, 10)
        return ("", "十", "廿", "卅")[tens] + (digits[units] if units else "")

    return f"{year}年{spoken_number(date.month)}月{spoken_number(date.day)}日"


HABITS: tuple[Callable[[Day], Iterator[MadeFile]], ...] = (months, crawled, editions, copies, conflicts, spoken)


def made_archive(papers: int, days: int, seed: int = 1) -> Iterator[MadeFile]:
    """Yield the files of ``papers`` papers over ``days`` days, a habit a day."""
    chance = random.Random(seed)
    names = [f"{place}{kind}" for place, kind in zip(PLACES, itertools.cycle(KINDS), strict=False)]
    for paper, number in itertools.product(names[:papers], range(days)):
        day = Day(paper, FIRST_DAY + dt.timedelta(days=number), chance, number // len(HABITS))
        yield from HABITS[number % len(HABITS)](day)


@dataclass
class Tally:
    """What became of the files of one habit."""

    files: int = 0
    right: int = 0
    conflicts: int = 0
    conflicts_told: int = 0
    false_conflicts: int = 0


@dataclass
class Judgement:
    """What became of an archive: by habit, and the ids that two different pages share or a copy does not."""

    tallies: dict[str, Tally]
    wrong: list[str]
    units: int = 0
    issues: int = 0


def judge(files: list[MadeFile]) -> Judgement:
    """Read every file's identity and compare it with what it is."""
    judgement = Judgement(defaultdict(Tally), [])
    units: dict[str, MadeFile] = {}
    by_path: dict[str, str] = {}
    issues: set[str] = set()
    for made in files:
        content = digest(made.text.encode())
        found, _ = identify(visible_lines(made.text), IdentityHints(made.path))
        unit = by_path[made.path] = unit_id(found, content)
        issues.add(issue_id(found, content))
        tally = judgement.tallies[made.habit]
        tally.files += 1
        right = _said(found) == (made.publication, made.date, made.page, made.edition, made.part)
        tally.right += right
        told = {conflict.field for conflict in found.conflicts if conflict.contests}
        tally.conflicts += bool(made.contested)
        tally.conflicts_told += bool(made.contested) and told == made.contested
        tally.false_conflicts += bool(told - made.contested)
        first = units.setdefault(unit, made)
        if not right:
            judgement.wrong.append(f"{made.path}: {_said(found)}")
        if first is not made and first.path != made.copy_of:
            judgement.wrong.append(f"{made.path} would replace {first.path} ({unit})")
        if made.copy_of and by_path[made.copy_of] != unit:
            judgement.wrong.append(f"{made.path} is no copy of {made.copy_of} ({unit})")
    judgement.units, judgement.issues = len(units), len(issues)
    return judgement


def _said(found: IssueIdentity) -> tuple[str, dt.date | None, str, str, str]:
    publication = "".join(found.publication.split())
    return publication, found.date, found.page, found.edition, found.part


def main() -> int:
    """Make the archive, judge it, print the figures; exit 1 when any page is not found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=len(PLACES))
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the files, to be dropped")
    parser.add_argument("--live", action="store_true", help="drop them into a running baoku and ask its index")
    parser.add_argument("--keep", action="store_true", help="leave the home of --live where it is")
    asked = parser.parse_args()
    files = list(made_archive(asked.papers, asked.days))
    if asked.live:
        from benchmarks.made_archive_live import live  # noqa: PLC0415 - needs engines, the rest does not

        return live(files, keep=asked.keep)
    for made in files if asked.write else ():
        target = asked.write / made.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(made.text, encoding="utf-8")
    started = time.perf_counter()
    judgement = judge(files)
    seconds = time.perf_counter() - started
    print(f"{'habit':<20}{'files':>8}{'right':>8}{'conflicts':>11}{'told':>6}{'false':>7}")
    for habit, tally in judgement.tallies.items():
        print(
            f"{habit:<20}{tally.files:>8,}{tally.right:>8,}{tally.conflicts:>11,}{tally.conflicts_told:>6,}"
            f"{tally.false_conflicts:>7,}"
        )
    pages = Counter(made.habit for made in files if not made.copy_of)
    print(
        f"{len(files):,} files, {pages.total():,} different pages and articles: {judgement.units:,} units of "
        f"{judgement.issues:,} issue pages; {1000 * seconds / len(files):.2f} ms a file"
    )
    for line in judgement.wrong[:20]:
        print("  " + line)
    return 1 if judgement.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
