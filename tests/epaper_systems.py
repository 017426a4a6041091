"""The systems of web editions that are read, each by a made-up page of an issue, and what is to be found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import epaper_local_pages as local
import epaper_pages as pages

if TYPE_CHECKING:
    from collections.abc import Callable

# system: files, folder, page, paper, date, label, part of the first article, image, first regions, second regions
SYSTEMS: dict[str, tuple[Callable[[], dict[str, bytes]], str, str, str, str, str, str, str, list[Any], list[Any]]] = {
    "Founder": (
        pages.founder, "2023-10/26/", "node_2.htm", "临河新报", "2023-10-26", "A02", "101", "../../../res/1/101.jpg",
        [(10, 20, 210, 120), (10, 120, 110, 220)], [(220, 20, 340, 160)],
    ),
    "People's Daily, old": (
        pages.peoples_daily_old, "2020-03/02/", "nbs.D110000renmrb_02.htm", "人民日报", "2020-03-02", "2", "1-02",
        "../../../res/1.jpg", [(0.5, 10, 210, 295)], [(210, 10, 420, 100)],
    ),
    "People's Daily, from 2024-12": (
        pages.peoples_daily_new, "", "node_02.html", "人民日报", "2024-12-05", "2", "30028101",
        "../../../attachement/1.jpg", [(10.25, 20.5, 200.75, 300.5)], [(210.5, 20.5, 400.5, 120.5)],
    ),
    "Xinhua Daily": (
        pages.xinhua_daily, "202410/25/", "node_2.html", "新华日报", "2024-10-25", "2", "1370101", "../../../att/1.jpg",
        [(20, 20, 200, 200)], [(220, 20, 380, 120)],
    ),
    "fzsyun": (
        pages.fzsyun, "", "node_02.html", "临河新报", "2023-10-26", "2", "20101", "images/1.jpg",
        [(20, 20, 200, 200)], [(220, 20, 380, 120)],
    ),
    "State Grid News": (
        pages.state_grid, "", "node-02.html", "国家电网报", "2023-10-26", "2", "20101", "1.jpg",
        [(20, 20, 200, 200)], [(220, 20, 380, 120)],
    ),
    "Jiefang Daily": (
        pages.jiefang, "", "node_02.html", "解放日报", "2023-10-26", "2", "20101", "1.jpg",
        [(10, 20, 500, 450)], [(510, 20, 1000, 220)],
    ),
    "classic pages set anew": (
        local.discipline_daily, "html/2023-10/26/", "node_2.htm", "临河新报", "2023-10-26", "2", "52014",
        "../../../res/1.jpg", [(2, 98, 225, 366)], [(235, 96, 347, 196)],
    ),
    "county papers": (
        local.county_daily, "html/2023-10/26/", "node_100641.htm", "临河新报", "2023-10-26", "2", "310001", "res/1.jpg",
        [(20, 20, 200, 200)], [(220, 20, 340, 120)],
    ),
    "district papers": (
        local.district_daily, "", "col02.html", "临河新报", "2023-10-26", "2", "1300201", "../../../att/1.jpg",
        [(20, 20, 200, 200)], [(220, 20, 380, 120)],
    ),
    "a trade's weekly": (
        local.trade_weekly, "2023-10/26/", "node_13.htm", "临河新报", "2023-10-26", "2", "4001", "../../res/1.jpg",
        [(20, 20, 200, 200)], [(220, 20, 380, 120)],
    ),
    "an application's pages": (
        local.procurement_news, "", "page_2.html", "临河新报", "2023-10-26", "2", "801", "/upload/1.jpg",
        [(20, 20, 200, 200)], [(220, 20, 380, 120)],
    ),
    "a folder a page": (
        local.rural_daily, "ncb/2023-10/26/002/", "node.htm", "临河新报", "2023-10-26", "2", "251001", "res/1.jpg",
        [(20, 20, 200, 200)], [(220, 20, 380, 120)],
    ),
}  # fmt: skip
