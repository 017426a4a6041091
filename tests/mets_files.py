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
