"""Words in names of files and folders that say nothing of the issue: a file's nature, its state, where it lay."""

from __future__ import annotations

import re

from worker.lexicon.characters import HAN

_LATIN = frozenset(
    [
        "archive",
        "archives",
        "article",
        "articles",
        "clean",
        "copy",
        "data",
        "dataset",
        "doc",
        "docs",
        "document",
        "documents",
        "download",
        "downloads",
        "desktop",
        "epaper",
        "export",
        "exports",
        "file",
        "files",
        "final",
        "fixed",
        "gbk",
        "gb",
        "utf",
        "html",
        "htm",
        "image",
        "images",
        "img",
        "inbox",
        "index",
        "input",
        "issue",
        "issues",
        "json",
        "xml",
        "layout",
        "latest",
        "content",
        "contents",
        "nbs",
        "nw",
        "new",
        "news",
        "newspaper",
        "newspapers",
        "node",
        "nodes",
        "ocr",
        "old",
        "out",
        "output",
        "page",
        "pages",
        "paper",
        "papers",
        "part",
        "pc",
        "pdf",
        "pg",
        "print",
        "raw",
        "result",
        "results",
        "sample",
        "scan",
        "scanned",
        "scans",
        "screenshot",
        "spider",
        "crawler",
        "crawl",
        "web",
        "wap",
        "website",
        "wechat",
        "weixin",
        "temp",
        "test",
        "text",
        "texts",
        "tmp",
        "txt",
        "upload",
        "uploads",
        "untitled",
        "version",
        "ver",
        "vol",
        "volume",
        "year",
        "month",
        "day",
        "date",
        "jpg",
        "jpeg",
        "png",
        "tif",
        "tiff",
        "caj",
        "epub",
        "home",
        "user",
        "users",
        "root",
        "mnt",
        "media",
        "data1",
        "public",
        "share",
        "shared",
        "sync",
        "default",
        "main",
        "body",
        "att",
        "attachment",
        "attachments",
        "original",
        "source",
        "src",
        "dist",
        "public",
        "res",
        "resource",
        "resources",
        "app",
        "bak",
        "backup",
        "orig",
        "save",
        "gz",
        "tar",
        "tgz",
        "zip",
        "rar",
        "bz2",
        "xz",
        "7z",
        "docx",
        "csv",
        "md",
        "rtf",
        "filestorage",
        "filerecv",
        "wxid",
        "onedrive",
        "dropbox",
        "nutstore",
        "icloud",
        "gdrive",
        "baidunetdisk",
        "baidunetdiskdownload",
        "baiduyun",
        "baiduyundownload",
        "alipan",
        "quark",
        "thunder",
        "xunlei",
        "tencent",
        "wxwork",
        "wps",
        "con",
        "period",
        "edited",
        "recovered",
        "draft",
        "corpus",
        "crawled",
        "crawlers",
        "dump",
        "dumps",
        "outputs",
        "processed",
        "samples",
        "scrape",
        "scraped",
        "scraper",
        "spiders",
    ]
)
# A file's state: a correction has the page's identity whatever it is called.
_STATE = re.compile(
    r"已?(?:最终|最新|正式|修订|修改|更正|订正|改正|更新|重发|补发|重传|已校|校对|定稿|终稿|清样|大样|付印|送审|终审|初审|复审|审核|初校|复校|[一二三]校|校样|审定|原版|"
    r"完整|全文|全版|文字|文本|图片|图文|电子|数字|扫描|高清|标清|纯文本|识别|下载|备份|归档|副本|新建|未命名|无标题|终|已编辑|已恢复|已转换|已整理|"
    r"自动保存|自动恢复|精校|ocr|pdf|word|txt|wps)?"
    r"(?:版|稿|件|版面|文件|文件夹|文件夹\d|文档|文本文档|报|报纸|数据|资料|材料|目录|结果|识别|转换|格式|后|过|的)?\d?"
)
_PLACES = frozenset(
    {
        "报纸",
        "报刊",
        "版面",
        "数字报",
        "电子报",
        "人民网",
        "新闻",
        "文章",
        "资料库",
        "数据",
        "资料",
        "档案",
        "爬虫",
        "结果",
    }
)
# v2, rev3, utf8, gb2312, 600dpi
_VERSION = re.compile(r"(?:v|ver|rev|r|utf|gb|ed|no|vol)\d{1,5}|\d{2,4}dpi|utf8\w{0,4}|gb(?:k|18030|2312)")
_MONTHS = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}|(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]{0,6}"
)
# 星期五, 第3期, 一季度, 上半年, 第十二卷, 农历九月十三
_TIME = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|第?[0-9一二三四五六七八九十]{1,4}(?:季度?|周|期|卷|册|集|批|辑|月份?|年份?|号)"
    r"|[共总][0-9一二三四五六七八九十]{1,4}[版页张]"  # how many there are, not which one it is
    r"|[上下]半[年月]|[上中下]旬|合订本?|合刊|[全整][年月]|年度|(?:农历|夏历|阴历)[{HAN}]{0,10}|今日|当日".replace(
        "{HAN}", HAN
    )
)


def is_noise(token: str) -> bool:
    """Return whether a folded token is neither a paper nor anything that tells two files apart."""
    if token.isascii():
        return token in _LATIN or _VERSION.fullmatch(token) is not None or _MONTHS.fullmatch(token) is not None
    return token in _PLACES or _TIME.fullmatch(token) is not None or is_state(token)


def is_state(token: str) -> bool:
    """Return whether a token says in which state a file is: 修订稿, 扫描件, 最终版."""
    return token in _LATIN or _STATE.fullmatch(token) is not None
