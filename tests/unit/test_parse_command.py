"""``baoku parse --out``: a file for each file that was given."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from worker.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "松溪晚报\n\n老街换上新水管\n本报讯(记者 杜小渡)3月4日,松溪老街的旧水管都换成了新的。\n"


def test_a_copy_gets_the_articles_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("page.txt", "copy of page.txt"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["baoku", "parse", str(tmp_path), "--out", str(tmp_path / "read")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    read = [json.loads((tmp_path / "read" / f"{name}.json").read_bytes()) for name in ("page", "copy of page")]
    assert [[article["headline"] for article in each["articles"]] for each in read] == [["老街换上新水管"]] * 2
