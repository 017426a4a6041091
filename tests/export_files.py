"""The same two pages of a made-up paper in every shape that exports come in."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl

PAPER = "临河新报"
FIRST: dict[str, Any] = {
    "kicker": "全区秋收工作推进",
    "title": "稻田里开起现场会",
    "subtitle": "三百台收割机下田",
    "author": "记者 陈小明 通讯员 李雪",
    "date": "2023-10-26",
    "page": "A02",
    "section": "要闻",
    "content": ["临河坝的晚稻昨天开镰，三百台收割机一早下了田。", "种粮大户王大伟说，今年的收成比去年好。"],
    "url": "http://paper.example/html/2023-10/26/content_101.htm",
    "images": ["res/1.jpg", "res/2.jpg"],
    "caption": "收割机驶过临河坝。 记者 张强 摄",
    "keywords": ["秋收", "晚稻"],
}
SECOND: dict[str, Any] = {
    "title": "渡口添了候船亭",
    "author": "李雪",
    "date": "2023-10-26",
    "page": "A02",
    "section": "要闻",
    "content": ["石门渡口的候船亭昨天启用，六排长椅坐得下四十人。"],
    "url": "http://paper.example/html/2023-10/26/content_102.htm",
}
THIRD: dict[str, Any] = {
    "title": "老茶馆办起故事会",
    "author": "",
    "date": "2023-10-27",
    "page": "3",
    "section": "文化",
    "content": ["城北老茶馆每周三晚上讲一段河运旧事。"],
}
RECORDS = [FIRST, SECOND, THIRD]


def json_list() -> bytes:
    return json.dumps([{**record, "paper_name": PAPER} for record in RECORDS], ensure_ascii=False).encode()


def json_lines() -> bytes:
    """As crawlers write it: texts in one string, names of their own for the fields."""
    lines = []
    for record in RECORDS:
        line = {
            "leadtitle": record.get("kicker", ""),
            "title": record["title"],
            "subtitle": record.get("subtitle", ""),
            "reporter": record["author"],
            "publish_time": record["date"] + " 06:12:00",
            "layout_number": record["page"],
            "layout_name": record["section"],
            "content": "\n".join("　　" + paragraph for paragraph in record["content"]),
            "link": record.get("url"),
            "pics": [{"src": image, "desc": record["caption"]} for image in record.get("images", ())],
            "tags": ";".join(record.get("keywords", ())),
            "source": PAPER,
        }
        lines.append(json.dumps(line, ensure_ascii=False))
    return "\n".join(lines).encode() + b"\n"


def nested_issues() -> bytes:
    issues: list[dict[str, Any]] = []
    for date in ("2023-10-26", "2023-10-27"):
        records = [record for record in RECORDS if record["date"] == date]
        articles = [
            {key: value for key, value in record.items() if key not in {"date", "page", "section"}}
            for record in records
        ]
        page = {"page": f"第{records[0]['page']}版：{records[0]['section']}", "articles": articles}
        issues.append({"source": PAPER, "date": date, "pages": [page]})
    return json.dumps(issues, ensure_ascii=False, indent=1).encode()


COLUMNS = ("引题", "标题", "副题", "作者", "日期", "版次", "版面", "正文", "链接", "图片", "图注", "关键词", "报纸")


def cells(record: dict[str, Any]) -> tuple[str, ...]:
    return (
        record.get("kicker", ""),
        record["title"],
        record.get("subtitle", ""),
        record["author"],
        record["date"].replace("-", "/"),
        record["page"],
        record["section"],
        "\n".join(record["content"]),
        record.get("url", ""),
        ";".join(record.get("images", ())),
        record.get("caption", ""),
        ",".join(record.get("keywords", ())),
        PAPER,
    )


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def csv_rows(codec: str = "utf-8-sig") -> bytes:
    rows = [COLUMNS, *map(cells, RECORDS)]
    return "\r\n".join(",".join(map(quoted, row)) for row in rows).encode(codec)


def xlsx_rows() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["临河新报文章导出"])  # a title above the column names
    sheet.append(COLUMNS)
    for record in RECORDS:
        sheet.append(cells(record))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def doc_record(record: dict[str, Any]) -> str:
    return (
        f"<doc>\n<url>{record.get('url', '')}</url>\n<paper>{PAPER}</paper>\n<date>{record['date']}</date>\n"
        f"<ban>{record['page']}</ban>\n<layout_name>{record['section']}</layout_name>\n"
        f"<introtitle>{record.get('kicker', '')}</introtitle>\n<contenttitle>{record['title']}</contenttitle>\n"
        f"<subtitle>{record.get('subtitle', '')}</subtitle>\n<author>{record['author']}</author>\n"
        f"<picurl>{';'.join(record.get('images', ()))}</picurl>\n<caption>{record.get('caption', '')}</caption>\n"
        f"<keyword>{' '.join(record.get('keywords', ()))}</keyword>\n"
        f"<content>{'　　'.join(['', *record['content']])}</content>\n</doc>\n"
    )


def doc_records() -> bytes:
    return "".join(map(doc_record, RECORDS)).encode("gb18030")


def labelled() -> bytes:
    parts = []
    for record in RECORDS:
        lines = [f"报纸：{PAPER}", f"日期：{record['date']}", f"版次：{record['page']}", f"版面：{record['section']}"]
        lines += [f"引题：{record['kicker']}"] if "kicker" in record else []
        lines.append(f"标题：{record['title']}")
        lines += [f"副题：{record['subtitle']}"] if "subtitle" in record else []
        lines += [f"作者：{record['author']}"] if record["author"] else []
        lines += [f"链接：{record['url']}"] if "url" in record else []
        lines += [f"图片：{'；'.join(record['images'])}", f"图注：{record['caption']}"] if "images" in record else []
        lines += [f"关键词：{' '.join(record['keywords'])}"] if "keywords" in record else []
        lines.append("正文：" + "\n".join(record["content"]))
        parts.append("\n".join(lines) + "\n\n")
    return "".join(parts).encode()


def mnbvc() -> bytes:
    """One file's paragraphs a line, as that corpus keeps texts."""
    lines = []
    for number, record in enumerate(RECORDS, 1):
        name = f"{PAPER}/{record['date'].replace('-', '')}-{record['page']:0>2}-{number:02}.txt"
        texts = [record["title"], *record["content"]]
        paragraphs = [
            {"行号": row, "是否重复": False, "是否跨文件重复": False, "md5": "0" * 32, "内容": text}
            for row, text in enumerate(texts, 1)
        ]
        line = {"文件名": name, "是否待查文件": False, "文件大小": 812, "段落数": len(texts), "段落": paragraphs}
        lines.append(json.dumps(line, ensure_ascii=False))
    return "\n".join(lines).encode()
