"""A day's plain use, and whether the log warns of anything that is well: ``python -m benchmarks.plain_use``.

Starts ``baoku up`` on a home of its own, and for so many minutes drops files as people and programs do: written in
place, slowly, in two goes, moved in, as folders, as copies, corrected, again under another date, with sidecars early
and late, with what editors and file managers leave beside them; some are taken away or renamed before they are taken.
Now and then somebody asks for the status, searches, withdraws, settles a conflict, and once the index is built anew. A
few files are made to fail or to contradict themselves: those must be warned of, each once, and nothing else may be. In
the end every page must be in the archive, and nothing may be left waiting.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.made_archive import PLACES, Day, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMMAND = Path(sys.executable).with_name("baoku")
START_SECONDS = 180
BETWEEN_SECONDS = (0.5, 6.0)
FIRST_DAY = dt.date(2024, 1, 1)
LOUD = frozenset({"warning", "error", "critical"})


@dataclass
class User:
    """Whoever drops files into one inbox, and asks.

    Attributes:
        kept: Digests of what must be in the archive in the end, with the path that they were dropped under.
        due: Paths of files that must be warned of, by the action of the warning.
        said: What went wrong with a command.
    """

    home: Path
    chance: random.Random
    kept: dict[str, str] = field(default_factory=dict)
    due: Counter[tuple[str, str]] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    _number: int = 0
    _standing: list[str] = field(default_factory=list)
    _taken_out: list[str] = field(default_factory=list)

    @property
    def inbox(self) -> Path:
        """Where files are dropped."""
        return self.home / "inbox"

    # --- files ------------------------------------------------------------------------------------------------------

    def day(self) -> Day:
        """Return a paper's day that was not used before."""
        self._number += 1
        paper = f"{PLACES[self._number % len(PLACES)]}日报"
        return Day(paper, FIRST_DAY + dt.timedelta(days=self._number // len(PLACES)), self.chance, self._number)

    def write(self, path: str, text: str, *, kept: bool = True) -> Path:
        """Write a file in place, as ``cp`` does."""
        place = self.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        if kept:
            self.keep(path, text)
        return place

    def keep(self, path: str, text: str) -> None:
        """Note that these bytes must be in the archive in the end."""
        self.kept[hashlib.sha256(text.encode()).hexdigest()] = path

    def wait_for(self, path: str, seconds: float = 60.0) -> None:
        """Wait until a file has been taken out of the inbox."""
        end = time.monotonic() + seconds
        while (self.inbox / path).exists() and time.monotonic() < end:
            time.sleep(0.2)

    def page(self) -> None:
        """A page, copied in."""
        day = self.day()
        path = f"{day.paper}/{day.date:%Y-%m-%d}/01版.txt"
        self.write(path, day.page())
        self._standing.append(path)

    def slowly(self) -> None:
        """A page that is written for some seconds, the file open all the while."""
        day = self.day()
        path, text = f"{day.paper}/{day.date:%Y%m%d}/p02.txt", day.page(articles=6)
        place = self.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("w", encoding="utf-8") as file:
            for line in text.splitlines(keepends=True):
                file.write(line)
                file.flush()
                time.sleep(0.2)
        self.keep(path, text)

    def in_two_goes(self) -> None:
        """A page that is closed after its first half and continued 1.2 s later."""
        day = self.day()
        path, halves = f"{day.paper}{day.date:%Y年%m月%d日}第03版.txt", (day.page(), "\n" + day.page())
        place = self.write(path, halves[0], kept=False)
        time.sleep(1.2)
        with place.open("a", encoding="utf-8") as file:
            file.write(halves[1])
        self.wait_for(path)
        self.keep(path, halves[0] + halves[1])

    def moved_in(self) -> None:
        """An issue of eight pages, unpacked elsewhere and moved in as a folder."""
        day = self.day()
        made = self.home.parent / f"unpacked-{day.number}"
        made.mkdir()
        for page in range(1, 9):
            text = day.page(printed(day.paper, day.date, f"{page:02d}"))
            (made / f"{page:02d}版.txt").write_text(text, encoding="utf-8")
            self.keep(f"{day.paper}/{day.date:%Y-%m-%d}/{page:02d}版.txt", text)
        target = self.inbox / day.paper / f"{day.date:%Y-%m-%d}"
        target.parent.mkdir(parents=True, exist_ok=True)
        made.rename(target)

    def crawled(self) -> None:
        """A day of a crawler: an article a file."""
        day = self.day()
        for page in range(1, 5):
            for article in range(1, 4):
                self.write(f"{day.paper}/{day.date:%Y%m%d}-{page:02d}-{article:02d}.txt", day.page(articles=1))

    def burst(self) -> None:
        """Two hundred pages at once."""
        for _ in range(200):
            day = self.day()
            self.write(f"{day.paper}/{day.date:%Y/%m/%d}/05版.txt", day.page(articles=1))

    def corrected(self) -> None:
        """A page, and a correction of one word under the same name."""
        day = self.day()
        path, text = f"{day.paper}/{day.date:%Y-%m-%d}/06版.txt", day.page()
        self.write(path, text)
        self.wait_for(path)
        self.write(path, text.replace("完工", "竣工", 1))
        self._standing.append(path)

    def copied(self) -> None:
        """A page, and two copies of it as file managers name them."""
        day = self.day()
        folder, text = f"{day.paper}/{day.date:%Y-%m-%d}", day.page()
        for name in ("07版", "07版 (1)", "07版 - 副本"):
            self.write(f"{folder}/{name}.txt", text)

    def again_elsewhere(self) -> None:
        """The same bytes under one date, and later under another."""
        day = self.day()
        text = day.page()
        first = f"{day.paper}/{day.date:%Y-%m-%d}/08版.txt"
        self.write(first, text)
        self.wait_for(first)
        other = day.date - dt.timedelta(days=1500)
        self.write(f"{day.paper}/{other:%Y-%m-%d}/08版.txt", text)

    def with_sidecar(self) -> None:
        """A page with a sidecar; another whose sidecar comes three seconds late."""
        day = self.day()
        stated = f"报纸: {day.paper}\n日期: {day.date:%Y-%m-%d}\n版次: 2\n"
        self.write(f"扫描/{day.number}.txt.yml", stated, kept=False)
        self.write(f"扫描/{day.number}.txt", day.page())
        late = self.day()
        self.write(f"扫描/{late.number}.txt", late.page())
        time.sleep(3)
        self.write(f"扫描/{late.number}.txt.yaml", f"publication: {late.paper}\ndate: {late.date}\n", kept=False)

    def litter(self) -> None:
        """A page among what editors, file managers and downloads leave."""
        day = self.day()
        folder = f"{day.paper}/{day.date:%Y-%m-%d}"
        for name in ("01版.txt.orig", "01版.txt~", ".01版.txt.swp", "Thumbs.db", ".DS_Store", "02版.txt.crdownload"):
            self.write(f"{folder}/{name}", "left behind", kept=False)
        place = self.write(f"{folder}/01版.txt", day.page())
        link = place.with_name("昨天的.txt")
        with contextlib.suppress(FileExistsError):
            link.symlink_to(self.home / "archive" / "nothing.txt")

    def thought_better_of(self) -> None:
        """A page that is deleted at once, and one that is renamed into a folder."""
        day = self.day()
        self.write(f"{day.paper}/取消.txt", day.page(), kept=False).unlink(missing_ok=True)
        place = self.write(f"{day.paper}/新建文本文档.txt", day.page())
        target = self.inbox / f"{day.paper}/{day.date:%Y-%m-%d}/09版.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # it was taken already
            place.rename(target)

    def edited(self) -> None:
        """A page saved three times within seconds, as by an editor that writes beside it and renames."""
        day = self.day()
        path, text = f"{day.paper}/{day.date:%Y-%m-%d}/10版.txt", day.page()
        for number in range(3):
            text += f"　　第{number + 1}次修改时补充了一句话。\n"
            beside = self.write(f"{path}.tmp", text, kept=False)
            beside.rename(self.inbox / path)
            time.sleep(0.7)
        self.keep(path, text)

    def empty(self) -> None:
        """A page that somebody made and never filled: it fails, and is warned of."""
        day = self.day()
        path = f"{day.paper}/{day.date:%Y-%m-%d}/空.txt"
        self.write(path, "\n", kept=False)
        self.due["file_failed", path] += 1

    def contradicting(self) -> None:
        """A page whose masthead names another paper than its folder: a conflict, and settled by hand."""
        day = self.day()
        path = f"{day.paper}/{day.date:%Y-%m-%d}/11版.txt"
        self.write(path, day.page(printed("邻县日报", day.date, "11")))
        self.due["file_conflict", path] += 1
        self.wait_for(path)
        self.run("identify", path, "--publication", day.paper, "--date", f"{day.date}", "--page", "11")

    # --- commands ---------------------------------------------------------------------------------------------------

    def run(self, *arguments: str, fine: tuple[int, ...] = (0,)) -> None:
        """Give a command; note what it said unless its exit code is one of those that are fine."""
        done = subprocess.run(
            [COMMAND, *arguments], env=self.environment(), capture_output=True, text=True, check=False, timeout=300
        )
        if done.returncode not in fine or "Traceback" in done.stderr:
            self.said.append(f"baoku {' '.join(arguments)}: exit {done.returncode}: {done.stdout}{done.stderr}")

    def environment(self) -> dict[str, str]:
        """Return the environment of a user who set nothing but the home."""
        mine = ("BAOKU_", "REDIS_", "ELASTICSEARCH_")
        return {n: v for n, v in os.environ.items() if not n.startswith(mine)} | {"BAOKU_HOME": os.fspath(self.home)}

    def asks(self) -> None:
        """Look at it, search in it, ask what became of a file."""
        self.run("status", fine=(0, 1))
        self.run("search", f"{self.chance.choice(PLACES)}完工", fine=(0, 1))
        self.run("conflicts", fine=(0, 1))
        self.run("health")
        if self._standing:
            self.run("why", self.chance.choice(self._standing))

    def decides(self) -> None:
        """Take an issue out, and put one back."""
        if self._taken_out:
            self.run("withdraw", "--back", self._taken_out.pop())
        elif self._standing:
            name = self._standing.pop(self.chance.randrange(len(self._standing)))
            self.wait_for(name)
            self.run("withdraw", name)
            self._taken_out.append(name)

    def habits(self) -> Iterator[Callable[[], None]]:
        """Yield what is done next, for ever: every habit once in each round, in any order."""
        every = [
            *(self.page, self.page, self.page, self.slowly, self.in_two_goes, self.moved_in, self.crawled),
            *(self.corrected, self.copied, self.again_elsewhere, self.with_sidecar, self.litter, self.edited),
            *(self.thought_better_of, self.empty, self.contradicting, self.asks, self.decides, self.burst),
        ]
        while True:
            self.chance.shuffle(every)
            yield from every


def use(user: User, seconds: float, *, tell: Callable[[str], None]) -> None:
    """Use a running baoku for so long; the index is built anew half-way."""
    began = time.monotonic()
    rebuilt = False
    for does in user.habits():
        gone = time.monotonic() - began
        if gone > seconds:
            break
        if not rebuilt and gone > seconds / 2:
            user.run("reindex")
            rebuilt = True
            tell(f"{gone:5.0f} s: the index was built anew")
        does()
        user.did[does.__name__] += 1
        time.sleep(user.chance.uniform(*BETWEEN_SECONDS))
    user.run("status", "--follow")


def warnings(home: Path) -> list[dict[str, object]]:
    """Return the records of the services' logs that somebody should look at."""
    records = []
    for log in sorted((home / "state" / "logs").glob("*.log")):
        for line in log.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(json.JSONDecodeError):
                record = json.loads(line)
                if isinstance(record, dict) and record.get("level") in LOUD:
                    records.append({"log": log.name, **record})
    return records


def judge(user: User, told: list[dict[str, object]]) -> list[str]:
    """Return what is wrong: warnings of what is well, none of what is not, pages that are nowhere, files that wait."""
    due = Counter(user.due)
    wrong = list(user.said)
    for record in told:
        key = str(record.get("action")), str(record.get("file"))
        if due[key]:
            due[key] -= 1
        else:
            wrong.append(f"a false warning: {json.dumps(record, ensure_ascii=False)}")
    wrong += [f"no warning: {action} {path}" for (action, path), count in due.items() if count]
    there = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("archive", "withdrawn")
        for path in (user.home / folder).rglob("*.txt")
    }
    wrong += [f"in no archive: {path}" for digest, path in user.kept.items() if digest not in there]
    wrong += [f"still waiting: {path}" for path in _waiting(user)]
    return wrong


def _waiting(user: User) -> list[str]:
    done = subprocess.run(
        [COMMAND, "status", "--json"], env=user.environment(), capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)
    return [f"{told['inbox_files']} files in the inbox"] if told["inbox_files"] else []


def main() -> int:
    """Use it, and say what the log says; exit 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=33)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the home where it is")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="baoku-plain-use-"))
    folder.chmod(0o711)
    user = User(folder / "home", random.Random(asked.seed))
    with (folder / "up.log").open("w") as log:
        process = subprocess.Popen(
            [COMMAND, "up"], stdout=log, stderr=log, env=user.environment(), cwd=folder, start_new_session=True
        )
    try:
        end = time.monotonic() + START_SECONDS
        while subprocess.run([COMMAND, "health"], capture_output=True, check=False, env=user.environment()).returncode:
            if process.poll() is not None or time.monotonic() > end:
                sys.exit(f"baoku up does not come up: {(folder / 'up.log').read_text()[-2000:]}")
            time.sleep(1)
        use(user, 60 * asked.minutes, tell=lambda line: print(line, flush=True))
        told = warnings(user.home)
        wrong = judge(user, told)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    for line in wrong:
        print(line)
    print(f"done: {', '.join(f'{name} {count}' for name, count in sorted(user.did.items()))}")
    print(
        f"{asked.minutes:g} minutes, {len(user.kept):,} contents dropped, {sum(user.due.values())} warnings due, "
        f"{len(told)} in the log, {len(wrong)} things wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
