"""Markdown whose first lines say what the article is: its fields, its text under them, and what is none of that."""

from __future__ import annotations

import datetime as dt

import pytest

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Limits, Source

_LIMITS = Limits(16 * 1024 * 1024)
_STORY = """---
layout: post
title: "渡口添了候船亭"
date: 2023-10-27 08:15:00 +0800
author: 陈小满
source: 云岭日报
tags:
  - 渡口
  - 民生
---

# 渡口添了候船亭

<figure>
<img src="img/1.jpg" alt="">
<figcaption>昨天启用的候船亭。</figcaption>
</figure>

云岭县北坡渡口的**候船亭**昨天启用，等船的老人不用再站在坡上淋雨。

## 四十天建成

候船亭由县里出木料，村里出人工，用了四十天建成。
"""


def document(text: str, name: str = "post.md") -> Document:
    [found] = registry.read(Source(name, text.encode()), _LIMITS)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_field(ends: str) -> None:
    found = document(_STORY.replace("\n", ends))
    [article] = found.articles
    assert (article.headline, [one.name for one in article.byline]) == ("渡口添了候船亭", ["陈小满"])
    assert (found.identity.publication, found.identity.date) == ("云岭日报", dt.date(2023, 10, 27))
    assert found.identity.section == ""  # how a site shows it is no name of a page
    assert article.keywords == ("渡口", "民生")
    assert (article.images, article.captions) == (("img/1.jpg",), ("昨天启用的候船亭。",))
    assert article.paragraphs == (
        "云岭县北坡渡口的候船亭昨天启用，等船的老人不用再站在坡上淋雨。",
        "四十天建成",
        "候船亭由县里出木料，村里出人工，用了四十天建成。",
    )


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: 云岭日报 2023-10-27\ndate: 2023-10-27\n---\n",
        "---\ntitle: [渡口\ndate: 2023-10-27\n---\n",
        "---\ntitle: 渡口\n---\n",
        "---\n",
    ],
)
def test_what_names_no_article_is_read_by_its_headings(head: str) -> None:
    text = "\n\n".join(
        f"# {name}\n\n本报讯(记者 陈小满)云岭县北坡渡口的{name}昨天启用，等船的老人不用再淋雨。"
        for name in ("候船亭", "水文站", "老茶馆")
    )
    assert [one.headline for one in document(head + text).articles] == ["候船亭", "水文站", "老茶馆"]


def test_an_issue_under_such_lines_is_read_page_by_page() -> None:
    text = (
        "---\ntitle: 十月二十七日\ndate: 2023-10-27\n---\n\n# 第01版：要闻\n\n"
        "## 候船亭启用\n\n候船亭昨天启用，老人不用再淋雨。\n\n## 晚稻开镰\n\n晚稻昨天开镰，收成好于去年。\n"
    )
    found = document(text)
    assert found.identity.page == "1"
    assert [one.headline for one in found.articles] == ["候船亭启用", "晚稻开镰"]
