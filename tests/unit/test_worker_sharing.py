"""What a worker's child would read at its first page, its parent has read before: a child shares it, or pays for it."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own: in this one other tests have read what they needed.
TELL_WHAT_IS_READ_LATE = """
import sys
from worker.app.wiring import load_pipeline, versions_of
from worker.app.sharing import read_every_table
from worker.app.settings import Settings

pipeline = load_pipeline(Settings())
if sys.argv[1] == "shared":
    read_every_table(pipeline, versions_of(pipeline.enricher))


def read():
    tables = {
        f"{module.__name__}.{name}"
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("worker.")
        for name, value in vars(module).items()
        if hasattr(value, "cache_info") and value.cache_info().maxsize is None and value.cache_info().currsize
    }
    return tables | set(sys.modules)


before = read()
page = "巴渝日报\\n2021年3月4日\\n王小明到渡口调研\\n本报讯(记者 李大海)区委书记王小明在澄江镇调研,强调要抓好落实。\\n"
print(pipeline.process(page.encode()).issue_id)
print(*sorted(read() - before))
"""


def read_late(how: str) -> list[str]:
    """Return the modules and the tables kept for good that a page needs and that were not there before it."""
    command = [sys.executable, "-c", TELL_WHAT_IS_READ_LATE, how]
    issue_id, late = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert issue_id.startswith("bayuribao-")
    return late.split()


def test_a_first_page_reads_nothing_more() -> None:
    assert {"pypinyin.phrases_dict", "worker.parsing.patterns.wordbreaks._pairs"} <= set(read_late("not shared"))
    assert read_late("shared") == []
