"""Exports without columns: a label before each value, or an element round it."""

from __future__ import annotations

import pytest
from export_oddities import DAY, TEXT, one, read

from worker.errors import PermanentError

LABELS = [
    "标题：渡口添了候船亭\n日期：2023-10-27\n版次：02\n正文：\n",
    "标题: 渡口添了候船亭\n日期: 2023-10-27\n版次: 02\n正文:\n",
    "【标题】渡口添了候船亭\n【日期】2023-10-27\n【版次】第02版\n【正文】\n",
    "【标题】：渡口添了候船亭\n【日期】：2023-10-27\n【版次】：第02版\n【正文】：\n",
    "[标题] 渡口添了候船亭\n[日期] 2023-10-27\n[版次] 2\n[正文]\n",
    "Title: 渡口添了候船亭\nDate: 2023-10-27\nPage: 02\nContent:\n",
    "**标题**：渡口添了候船亭\n**日期**：2023-10-27\n**版次**：02\n**正文**：\n",
]


@pytest.mark.parametrize("head", LABELS)
def test_labels(head: str) -> None:
    document, article = one((head + "\n".join(f"　　{text}" for text in TEXT)).encode(), "导出.txt")
    assert (document.identity.date, document.identity.page) == (DAY, "2")
    assert (article.headline, article.paragraphs) == ("渡口添了候船亭", TEXT)


ELEMENTS = [
    # flat, with a declaration; issue and page around; fields as attributes; names in Chinese, GBK; texts of paragraphs
    f"""<?xml version="1.0" encoding="UTF-8"?><articles><article><title>渡口添了候船亭</title><date>2023-10-27</date>
<page>02</page><content>{TEXT[0]}\n{TEXT[1]}</content></article></articles>""",
    f"""<issue date="2023-10-27"><page page_no="第02版"><article><title>渡口添了候船亭</title><content>
<p>　　{TEXT[0]}</p><p>　　{TEXT[1]}</p></content></article></page></issue>""",
    f"""<list><item title="渡口添了候船亭" date="2023-10-27" page="2"><p>{TEXT[0]}</p><p>{TEXT[1]}</p></item></list>""",
    f"""<?xml version="1.0" encoding="GBK"?><文章列表><文章><标题>渡口添了候船亭</标题><日期>2023-10-27</日期>
<版次>02</版次><正文><![CDATA[<p>{TEXT[0]}</p><p>{TEXT[1]}</p>]]></正文></文章></文章列表>""",
]


@pytest.mark.parametrize("text", ELEMENTS)
def test_elements(text: str) -> None:
    document, article = one(text.encode("gbk" if "GBK" in text else "utf-8"), "导出.xml")
    assert (document.identity.date, document.identity.page) == (DAY, "2")
    assert (article.headline, article.paragraphs) == ("渡口添了候船亭", TEXT)


NO_RECORDS = [
    # a batch of a library, a feed without texts, a drawing, settings
    '<?xml version="1.0"?><batch name="b1"><issue issueDate="1858-08-13">1858081301.xml</issue></batch>',
    '<?xml version="1.0"?><urlset><url><loc>http://far.example</loc><date>2023-10-27</date></url></urlset>',
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><title>图</title><rect width="1"/></svg>',
    # words with their places, each an element: not a record a word
    '<?xml version="1.0"?><entity><Meta NAME="秋收"/><Content><W B="1">晚</W><W B="3">稻</W></Content></entity>',
    '<?xml version="1.0"?><project><name>baoku</name><date>2023-10-27</date></project>',
]


@pytest.mark.parametrize("text", NO_RECORDS)
def test_other_elements_are_no_records(text: str) -> None:
    with pytest.raises(PermanentError):
        read(text.encode(), "a.xml")
