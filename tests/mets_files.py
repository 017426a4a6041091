"""A made-up Chinese page as three libraries' profiles of METS and ALTO keep it."""

from __future__ import annotations

from html import escape

TITLE, KICKER, SUBTITLE = "稻田里开起现场会", "全区秋收工作推进", "三百台收割机下田"
FIRST = ("临河坝的晚稻昨天开镰，三百台收", "割机一早下了田。")
SECOND = ("种粮大户王大伟说，收成比去年好。",)
CAPTION = "收割机驶过临河坝。"
OTHER, OTHER_TEXT = "渡口添了候船亭", ("石门渡口的候船亭昨天启用，", "编号A 12的长椅坐得下四十人。")
BLOCKS = (
    ("TB1", (KICKER,)), ("TB2", (TITLE,)), ("TB3", (SUBTITLE,)), ("TB4", ("记者陈小明通讯员李雪",)), ("TB5", FIRST),
    ("TB6", SECOND), ("TB7", (CAPTION,)), ("TB8", (OTHER,)), ("TB9", OTHER_TEXT),
)  # fmt: skip


def alto(unit: str = "mm10", *, namespace: str = "http://www.loc.gov/standards/alto/ns-v3#") -> bytes:
    """Blocks one below the other, 100 units high each; a line is cut into strings of two characters."""
    blocks: list[str] = []
    word = 0
    for number, (identifier, lines) in enumerate(BLOCKS):
        shown: list[str] = []
        for place, line in enumerate(lines):
            strings: list[str] = []
            pieces = line.split(" ") if " " in line else [line[at : at + 2] for at in range(0, len(line), 2)]
            for piece in pieces:
                word += 1
                strings.append(
                    f'<String ID="S{word}" HPOS="{100 + 10 * word}" VPOS="{100 * number + 10}" WIDTH="10" HEIGHT="30"'
                    f' CONTENT="{escape(piece)}" WC="0.9"/>'
                )
            top = 100 * number + 40 * place
            shown.append(
                f'<TextLine ID="L{number}_{place}" HPOS="100" VPOS="{top}" WIDTH="400" HEIGHT="40">'
                f"{'<SP/>'.join(strings)}</TextLine>"
            )
        size = 30 if identifier in {"TB2", "TB8"} else 10
        blocks.append(
            f'<TextBlock ID="{identifier}" HPOS="100" VPOS="{100 * number}" WIDTH="400" HEIGHT="80" STYLEREFS="T{size}">'
            f"{''.join(shown)}</TextBlock>"
        )
    picture = '<Illustration ID="IL1" HPOS="600" VPOS="0" WIDTH="200" HEIGHT="100"/>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="{namespace}"><Description><MeasurementUnit>{unit}</MeasurementUnit></Description>
<Styles><TextStyle ID="T10" FONTSIZE="10" FONTFAMILY="SimSun"/><TextStyle ID="T30" FONTSIZE="30" FONTSTYLE="bold"/></Styles>
<Layout><Page ID="P1" PHYSICAL_IMG_NR="1" WIDTH="2540" HEIGHT="3810"><PrintSpace>{"".join(blocks)}{picture}</PrintSpace>
</Page></Layout></alto>""".encode()


HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink"
 LABEL="临河新报 1931-09-22" TYPE="Newspaper">"""
ISSUE = """<mets:dmdSec ID="MODS_ISSUE"><mets:mdWrap MDTYPE="MODS"><mets:xmlData><mods:mods>
<mods:titleInfo><mods:title>临河新报</mods:title></mods:titleInfo>
<mods:originInfo><mods:dateIssued encoding="w3cdtf">1931-09-22</mods:dateIssued></mods:originInfo>
<mods:part><mods:detail type="issue"><mods:number>815</mods:number></mods:detail></mods:part>
</mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>"""
FILES = """<mets:fileSec><mets:fileGrp><mets:file ID="IMG1"><mets:FLocat LOCTYPE="URL" xlink:href="file://./images/1.tif"/></mets:file>
<mets:file ID="ALTO1"><mets:FLocat LOCTYPE="URL" xlink:href="file://./text/1.xml"/></mets:file></mets:fileGrp></mets:fileSec>"""
PHYSICAL = """<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="Newspaper"><mets:div TYPE="PAGE" ORDER="1" ORDERLABEL="3">
<mets:fptr><mets:par><mets:area FILEID="IMG1"/><mets:area FILEID="ALTO1" BEGIN="P1" BETYPE="IDREF"/></mets:par></mets:fptr>
</mets:div></mets:div></mets:structMap>"""


def pointer(*blocks: str) -> str:
    areas = "".join(f'<mets:area FILEID="ALTO1" BETYPE="IDREF" BEGIN="{block}"/>' for block in blocks)
    return f"<mets:fptr><mets:seq>{areas}</mets:seq></mets:fptr>"


def div(kind: str, inner: str, more: str = "") -> str:
    return f'<mets:div TYPE="{kind}"{more}>{inner}</mets:div>'


def bnl() -> dict[str, bytes]:
    """Articles with headings and bodies down to paragraphs, in a section."""
    heading = div("OVERLINE", pointer("TB1")) + div("TITLE", pointer("TB2")) + div("SUBHEADLINE", pointer("TB3"))
    body = div("BODY_CONTENT", div("PARAGRAPH", div("TEXT", pointer("TB5"))) + div("PARAGRAPH", pointer("TB6")))
    picture = div("ILLUSTRATION", div("IMAGE", pointer("IL1")) + div("CAPTION", div("TEXT", pointer("TB7"))))
    first = div(
        "ARTICLE",
        div("HEADING", heading + div("AUTHOR", pointer("TB4"))) + div("BODY", body + picture),
        f' ID="A1" LABEL="{TITLE}"',
    )
    second = div("ARTICLE", div("HEADING", pointer("TB8")) + div("BODY", pointer("TB9")), ' ID="A2"')
    logical = div("ISSUE", div("CONTENT", div("SECTION", first + second, ' LABEL="本埠"')))
    text = f"{HEAD}{ISSUE}{FILES}{PHYSICAL}<mets:structMap TYPE='LOGICAL'>{logical}</mets:structMap></mets:mets>"
    return {"1-mets.xml": text.encode(), "text/1.xml": alto()}


def british_library() -> dict[str, bytes]:
    """Articles without parts, linked to areas of the page from word to word."""
    runs = {
        "pa1": ("Headline", "TB2"),
        "pa2": ("Textblock", "TB5"),
        "pa3": ("Textblock", "TB6"),
        "pa4": ("Textblock", "TB9"),
    }
    page_words = words()
    areas = "".join(
        f'<mets:div ID="{identifier}" TYPE="pagearea" LABEL="{label}"><mets:fptr><mets:area FILEID="ALTO1" BETYPE="IDREF"'
        f' BEGIN="{page_words[block][0]}" END="{page_words[block][-1]}"/></mets:fptr></mets:div>'
        for identifier, (label, block) in runs.items()
    )
    physical = div("page", f'<mets:fptr FILEID="IMG1"/><mets:fptr FILEID="ALTO1"/>{areas}', ' ID="ph1" ORDERLABEL="3"')
    logical = div(
        "ISSUE", div("ARTICLE", "", ' ID="A1"') + div("ARTICLE", "", ' ID="A2" DMDID="M2"'), ' DMDID="MODS_ISSUE"'
    )
    modern = """<mets:dmdSec ID="M2"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:title>渡口添了候船亭</mods:title>
</mods:titleInfo></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>"""
    links = "".join(
        "<mets:smLinkGrp>"
        + "".join(f'<mets:smLocatorLink xlink:href="#{one}" xlink:type="locator"/>' for one in group)
        + "</mets:smLinkGrp>"
        for group in (("A1", "pa1", "pa2", "pa3"), ("A2", "pa4"))
    )
    text = (
        f"{HEAD}{ISSUE}{modern}{FILES.replace('file://./text/', '')}<mets:structMap TYPE='LOGICAL'>{logical}</mets:structMap>"
        f"<mets:structMap TYPE='PHYSICAL'>{physical}</mets:structMap><mets:structLink>{links}</mets:structLink></mets:mets>"
    )
    return {"0001_19310922_mets.xml": text.encode(), "1.xml": alto("pixel")}


def words() -> dict[str, list[str]]:
    """Return the ids of the strings in each block."""
    found: dict[str, list[str]] = {}
    word = 0
    for identifier, lines in BLOCKS:
        for line in lines:
            count = len(line.split(" ")) if " " in line else -(-len(line) // 2)
            found.setdefault(identifier, []).extend(f"S{word + one}" for one in range(1, count + 1))
            word += count
    return found


def ndnp() -> dict[str, bytes]:
    """Pages without articles."""
    text = """<?xml version="1.0" encoding="UTF-8"?>
<mets xmlns="http://www.loc.gov/METS/" xmlns:MODS="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink"
 TYPE="urn:library-of-congress:ndnp:mets:newspaper:issue" LABEL="临河新报 (Linhe, China), 1931-09-22">
<dmdSec ID="issueModsBib"><mdWrap><xmlData><MODS:mods><MODS:originInfo><MODS:dateIssued>1931-09-22</MODS:dateIssued>
</MODS:originInfo></MODS:mods></xmlData></mdWrap></dmdSec>
<dmdSec ID="pageModsBib1"><mdWrap><xmlData><MODS:mods><MODS:part><MODS:extent unit="pages"><MODS:start>3</MODS:start>
</MODS:extent></MODS:part></MODS:mods></xmlData></mdWrap></dmdSec>
<fileSec><fileGrp><file ID="m1"><FLocat xlink:href="./0006.tif"/></file><file ID="o1"><FLocat xlink:href="./0006.xml"/></file>
</fileGrp></fileSec><structMap><div TYPE="np:issue" DMDID="issueModsBib"><div TYPE="np:page" DMDID="pageModsBib1">
<fptr FILEID="m1"/><fptr FILEID="o1"/></div></div></structMap></mets>"""
    return {"1931092201.xml": text.encode(), "0006.xml": alto("inch1200")}


def european() -> dict[str, bytes]:
    """As a project of many libraries had it made: page divs of kinds of their own, days first, printed labels wrong."""
    made = bnl()
    text = made["1-mets.xml"].decode()
    page = PHYSICAL[PHYSICAL.index('<mets:div TYPE="PAGE"') : PHYSICAL.index("</mets:div></mets:structMap>")]
    pages = "".join(
        page.replace('"PAGE"', kind)
        .replace('ORDER="1"', f'ORDER="{order}"')
        .replace('"3"', f'"{label}"')
        .replace("ALTO1", f"ALTO{order}")
        for kind, order, label in (('"TITLE_PAGE"', 1, 6), ('"CONTENT_PAGE"', 2, 4))
    )
    second = (
        '<mets:fileGrp ID="ALTOFiles"><mets:file ID="ALTO2"><mets:FLocat xlink:href="file://./text/2.xml"/></mets:file>'
        '<mets:file ID="ALTO1"><mets:FLocat xlink:href="file://./text/1.xml"/></mets:file></mets:fileGrp>'
        '<mets:fileGrp USE="toc"><mets:file ID="TOC"><mets:FLocat xlink:href="toc/1.xml"/></mets:file></mets:fileGrp>'
    )
    text = text.replace(page, pages).replace("<mets:fileSec>", "<mets:fileSec>" + second)
    text = text.replace('LABEL="临河新报 1931-09-22"', 'LABEL="临河新报 no. 815 22.09.1931"').replace(
        "1931-09-22", "22.09.1931"
    )
    return {"1-mets.xml": text.encode(), "text/1.xml": made["text/1.xml"], "text/2.xml": made["text/1.xml"]}


def dutch() -> dict[str, bytes]:
    """An MPEG-21 issue: areas of articles by page, their texts in files of their own; a prefix that is not declared."""

    def component(role: str, inner: str = "", file: str = "") -> str:
        resource = f'ref="http://far.example/{file}" dcx:filename="{file}"' if file else ""
        return (
            f'<didl:Component><didl:Descriptor><didl:Statement dc:type="role">{role}</didl:Statement></didl:Descriptor>'
            f'<didl:Resource mimeType="text/xml" {resource}>{inner}</didl:Resource></didl:Component>'
        )

    def fragment(article: str, title: str, area: str) -> str:
        said = f"<srw_dc:dcx><dc:subject>artikel</dc:subject><dc:title>{title}</dc:title></srw_dc:dcx>"
        zone = f'<dcx:zoning><dcx:coordinates image="1.jp2"><dcx:area {area}/></dcx:coordinates></dcx:zoning>'
        return (
            f'<didl:Item dc:identifier="p1:{article}" ddd:article_id="{article}">{component("metadata", said)}'
            f"{component('metadata/zoning', zone)}</didl:Item>"
        )

    issue = (
        '<srw_dc:dcx><dc:title>临河新报</dc:title><dc:identifier xsi:type="dcx:PPN">1</dc:identifier>'
        "<dc:date>1931-09-22</dc:date><dcx:issuenumber>815</dcx:issuenumber></srw_dc:dcx>"
    )
    first = fragment("a1", TITLE, 'hpos="100" vpos="0" width="400" height="690"')
    second = fragment("a2", OTHER, 'hpos="100" vpos="700" width="400" height="190"')
    page = component("metadata", "<srw_dc:dcx><ddd:nativePageNumber>3</ddd:nativePageNumber></srw_dc:dcx>")
    texts = "".join(
        f'<didl:Item dc:identifier="{article}">{component("ocr", file=file)}</didl:Item>'
        for article, file in (("a1", "0001_articletext.xml"), ("a2", "0002_articletext.xml"))
    )
    data = (
        '<didl:DIDL xmlns:didl="urn:mpeg:mpeg21:2002:02-DIDL-NS" xmlns:ddd="http://www.kb.nl/namespaces/ddd"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcx="http://krait.kb.nl/coop/tel/handbook/telterms.html"'
        f' xmlns:srw_dc="info:srw/schema/1/dc-v1.1"><didl:Item dc:identifier="i1">{component("metadata", issue)}'
        f'<didl:Item dc:identifier="p1">{page}{component("alto", file="1_alto.xml")}{first}{second}</didl:Item>{texts}'
        "</didl:Item></didl:DIDL>"
    )

    def text(title: str, *paragraphs: str) -> bytes:
        return f"<text><title>{title}</title>{''.join(f'<p>{one}</p>' for one in paragraphs)}</text>".encode()

    return {
        "didl.xml": data.encode(),
        "1_alto.xml": alto("pixel"),
        "0001_articletext.xml": text(TITLE, "".join(FIRST), *SECOND),
        "0002_articletext.xml": text(OTHER, "".join(OTHER_TEXT)),
    }
