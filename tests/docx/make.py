"""Makes the Word files of this folder: python3 make.py [PATH OF SOFFICE]. Needs python-docx; the files `libreoffice-*` are made
only where LibreOffice is given. All texts were written for these tests."""

import io
import os
import subprocess
import sys
import tempfile
import zipfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt

HERE = os.path.dirname(os.path.abspath(__file__))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def path(name):
    return os.path.join(HERE, name)


def save(document, name):
    """Saves what python-docx made, with a fixed time in the archive."""
    stream = io.BytesIO()
    document.save(stream)
    source = zipfile.ZipFile(stream)
    pack(name, {entry: source.read(entry) for entry in source.namelist() if "thumbnail" not in entry})


def pack(name, parts):
    with zipfile.ZipFile(path(name), "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            info = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def by_hand(name, body, others=None, declare="", relationships=R, encoding="utf-8", raw=None):
    """Packs a main part written by hand; `others` are further parts by the kind of their relationship."""
    others = others or {}
    overrides = [("document.main+xml", "document")] + [(f"{kind}+xml", kind) for kind in others]
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{TYPE}{kind}"/>' for kind, part in overrides
    )
    ties = "".join(
        f'<Relationship Id="rId{number}" Type="{relationships}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(others, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    head = f'<?xml version="1.0" encoding="{encoding.upper()}" standalone="yes"?>\n'
    main = raw or f'<w:document xmlns:w="{W}" xmlns:r="{R}" {declare}><w:body>{body}<w:sectPr/></w:body></w:document>'
    parts = {
        "[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{relationships}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": (head + main).encode(encoding),
    }
    if others:
        parts["word/_rels/document.xml.rels"] = (
            f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{package}/relationships">{ties}</Relationships>'
        )
    for kind, content in others.items():
        parts[f"word/{kind}.xml"] = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{kind} xmlns:w="{W}">{content}</w:{kind}>'
    pack(name, parts)


def p(text, properties="", run=""):
    properties = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{properties}<w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def chinese(run, face):
    run.font.name = face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    run.font.size = Pt(16)


def python_docx_headings():
    document = docx.Document()
    document.add_heading("关于走访工作的检查", 0)
    document.add_heading("存在的问题", 1)
    document.add_heading("走访少", 2)
    document.add_paragraph("2021年6月22日到青石村走访，全年只去了2次。")
    paragraph = document.add_paragraph()
    paragraph.add_run("整改不实。").bold = True
    paragraph.add_run("排水沟拖到11月才修好。")
    document.add_paragraph("台账不全", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["问题", "措施", "走访少", "每月去一次"]):
        cell.text = text
    document.add_heading("Causes", 3)
    document.add_paragraph("I put it off until November 12.")
    save(document, "python-docx-headings.docx")


def python_docx_official():
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("个人对照")
    run.add_break()
    run.add_text("检查材料")
    chinese(run, "方正小标宋简体")
    author = document.add_paragraph()
    author.alignment = WD_ALIGN_PARAGRAPH.CENTER
    chinese(author.add_run("沈砚舟"), "楷体_GB2312")
    for text, face in [
        ("一、存在的主要问题", "黑体"),
        ("（一）联系群众方面", "楷体_GB2312"),
    ]:
        chinese(document.add_paragraph().add_run(text), face)
    mixed = document.add_paragraph()
    chinese(mixed.add_run("1.走访不深。"), "黑体")
    chinese(mixed.add_run("2021年6月22日到"), "仿宋_GB2312")
    chinese(mixed.add_run("柳河镇"), "仿宋_GB2312")
    chinese(mixed.add_run("走访，只坐了一刻钟，老人说起排水沟的事，我记下以后没有再问。"), "仿宋_GB2312")
    chinese(document.add_paragraph().add_run("排水沟的事拖了半年,存在XX问题，下一步改正：每个季度至少去一次，回来三天内把问题交给有关科室。"), "仿宋_GB2312")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    save(document, "python-docx-official.docx")


def python_docx_commented():
    document = docx.Document()
    paragraph = document.add_paragraph("前面的话，")
    run = paragraph.add_run("这里有批注")
    paragraph.add_run("，后面的话。")
    document.add_comment(run, "请核对", author="审稿人", initials="S")
    document.add_paragraph("另一段写到XX村。")
    save(document, "python-docx-commented.docx")


LEVELS = [
    ("chineseCounting", "%1、", "<w:pStyle w:val=\"a1\"/>"),
    ("chineseCountingThousand", "（%2）", ""),
    ("decimal", "%3.", ""),
    ("decimalEnclosedCircle", "%4", ""),
    ("decimal", "%1.%3.%5", "<w:isLgl/>"),
]


def numbered():
    levels = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for number, (format, text, more) in enumerate(LEVELS)
    )
    bullet = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{bullet}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="一级"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/><w:basedOn w:val="a"/></w:style>'
    )

    def item(text, level, number=1, style=""):
        return p(text, f'{style}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    body = (
        p("存在的问题", '<w:pStyle w:val="a1"/>')
        + item("学习方面", 1, style='<w:pStyle w:val="2"/>')
        + item("学得浅。", 2)
        + item("记得少。", 2)
        + item("作风方面", 1, style='<w:pStyle w:val="2"/>')
        + item("走得少。", 2)
        + item("第一处", 3)
        + item("第二处", 3)
        + item("合法的编号", 4)
        + item("要点", 0, 2)
        + p("原因分析", '<w:pStyle w:val="a1"/>')
        + item("怕麻烦。", 2, 3)
        + p("没有编号的一级", '<w:pStyle w:val="a1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("降为正文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
        + p("只有大纲级别", '<w:outlineLvl w:val="2"/>')
    )
    by_hand("by-hand-numbered.docx", body, {"styles": styles, "numbering": numbering})


def tracked():
    mark = 'w:id="1" w:author="甲" w:date="2021-01-01T00:00:00Z"'
    body = (
        f'<w:p><w:r><w:t>全年走访</w:t></w:r><w:del {mark}><w:r><w:delText>很多</w:delText></w:r></w:del>'
        f'<w:ins {mark}><w:r><w:t>2</w:t></w:r></w:ins><w:r><w:t>次。</w:t></w:r></w:p>'
        f'<w:p><w:pPr><w:rPr><w:del {mark}/></w:rPr></w:pPr><w:r><w:t>这一段的结尾删掉了，</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>与下一段相连。</w:t></w:r></w:p>'
        f'<w:p><w:pPr><w:rPr><w:del {mark}/></w:rPr></w:pPr><w:del {mark}><w:r><w:delText>整段删掉。</w:delText></w:r></w:del></w:p>'
        f'<w:moveFromRangeStart {mark} w:name="m"/><w:p><w:pPr><w:rPr><w:moveFrom {mark}/></w:rPr></w:pPr>'
        f'<w:moveFrom {mark}><w:r><w:t>搬走的话。</w:t></w:r></w:moveFrom></w:p><w:moveFromRangeEnd w:id="1"/>'
        f'<w:p><w:pPr><w:pPrChange {mark}><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange></w:pPr>'
        f'<w:r><w:rPr><w:rPrChange {mark}><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>原来是标题。</w:t></w:r></w:p>'
        f'<w:p><w:moveTo {mark}><w:r><w:t>搬走的话。</w:t></w:r></w:moveTo></w:p>'
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>'
        f'<w:tr><w:trPr><w:del {mark}/></w:trPr><w:tc><w:tcPr/>{p("删掉的一行")}</w:tc></w:tr>'
        f'<w:tr><w:trPr><w:ins {mark}/></w:trPr><w:tc><w:tcPr/>{p("新增的一行")}</w:tc></w:tr></w:tbl>'
        + p("结尾。")
    )
    by_hand("by-hand-tracked.docx", body)


def text_boxes():
    declare = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="w16se"'
    )
    content = f'<w:txbxContent>{p("框里的话写到XX村。")}{p("框里第二段。")}</w:txbxContent>'
    shape = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>400000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="3000000" cy="900000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="文本框 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
        f'<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    )
    body = (
        "<w:p><w:r><w:t>框前的话，</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f'<mc:Fallback><w:pict><v:shape style="width:200pt;height:60pt"><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r><w:r><w:t>框后的话。</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>满意</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><w16se:symEx w16se:font=\"Segoe UI Emoji\" w16se:char=\"1F60A\"/></mc:Choice>"
        "<mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f'<w:p><w:r><w:pict><v:shape style="width:200pt;height:60pt"><v:textbox><w:txbxContent>{p("旧式文本框。")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
        + p("结尾。")
    )
    by_hand("by-hand-text-boxes.docx", body, declare=declare)


def strict():
    raw = (
        f'<x:document xmlns:x="{STRICT}" x:conformance="strict"><x:body>'
        '<x:p><x:pPr><x:pStyle x:val="Heading1"/></x:pPr><x:r><x:t>严格格式</x:t></x:r></x:p>'
        '<x:p><x:r><x:t>写到XX村，前缀不是惯用的。</x:t></x:r></x:p><x:sectPr/></x:body></x:document>'
    )
    by_hand("by-hand-strict.docx", "", relationships=STRICT_R, raw=raw)


def plain_namespace():
    raw = (
        f'<document xmlns="{W}" xmlns:w="{W}"><body>'
        '<p><pPr><outlineLvl w:val="0"/></pPr><r><t>没有前缀</t></r></p>'
        '<p><r><rPr><b/></rPr><t>写到XX村。</t></r></p><sectPr/></body></document>'
    )
    by_hand("by-hand-utf16.docx", "", encoding="utf-16", raw=raw)


def fields_and_controls():
    field = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    body = (
        p("目录", '<w:pStyle w:val="TOCHeading"/>')
        + f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{field("begin")}<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>{field("separate")}<w:r><w:t>一、问题</w:t></w:r><w:r><w:tab/><w:t>1</w:t></w:r></w:p>'
        + f'<w:p>{field("end")}</w:p>'
        + f'<w:p><w:r><w:t>今天是</w:t></w:r>{field("begin")}<w:r><w:instrText> IF </w:instrText></w:r>{field("begin")}<w:r><w:instrText>PAGE</w:instrText></w:r>{field("separate")}<w:r><w:t>7</w:t></w:r>{field("end")}{field("separate")}<w:r><w:t>周五</w:t></w:r>{field("end")}<w:r><w:t>。</w:t></w:r></w:p>'
        + '<w:p><w:fldSimple w:instr="AUTHOR"><w:r><w:t>沈砚舟</w:t></w:r></w:fldSimple><w:hyperlink w:anchor="x"><w:r><w:t>见链接</w:t></w:r></w:hyperlink></w:p>'
        + f'<w:sdt><w:sdtPr><w:alias w:val="正文"/><w:placeholder><w:docPart w:val="x"/></w:placeholder></w:sdtPr><w:sdtContent>{p("控件里的段落。")}</w:sdtContent></w:sdt>'
        + '<w:p><w:r><w:t>单位：</w:t></w:r><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>临江县</w:t></w:r></w:sdtContent></w:sdt></w:p>'
        + '<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>的话</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
        + '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:tab></w:tab><w:t>丙</w:t><w:softHyphen/><w:sym w:font="宋体" w:char="2605"/></w:r></w:p>'
        + '<w:p><w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr><w:rt><w:r><w:t>chéng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>成</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>文XX</w:t></w:r></w:p>'
        + f'<w:p>{field("begin")}<w:r><w:instrText>没有结尾的域</w:instrText></w:r></w:p>'
        + p("域坏了也不丢字。")
    )
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>脚注里的话。</w:t></w:r></w:p></w:footnote>'
    by_hand("by-hand-fields.docx", body, {"footnotes": note})


def soft_breaks():
    body = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>从网页粘贴</w:t><w:br/><w:t>的标题</w:t></w:r></w:p>'
        '<w:p><w:r><w:t xml:space="preserve">　　一、第一条</w:t><w:br/><w:t>说明一XX。</w:t><w:br></w:br><w:t>二、第二条</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>说明二。</w:t></w:r></w:p>'
        '<w:p><w:r><w:t> 前后\n有空格 &amp; 有&#x5F15;号 <![CDATA[<原样>]]>尾 </w:t></w:r><w:r><w:t xml:space="preserve"> 接着XX</w:t></w:r></w:p>'
    )
    by_hand("by-hand-breaks.docx", body)


def as_wps():
    """The shape of files by WPS: numeric style ids, many short runs, fonts named with a hint on each."""
    look = '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    styles = (
        '<w:docDefaults/><w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="1"/><w:next w:val="1"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="8"><w:name w:val="公文标题"/><w:basedOn w:val="9"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="9"><w:name w:val="Title"/><w:basedOn w:val="1"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    )
    words = "".join(f'<w:r>{look}<w:t>{word}</w:t></w:r>' for word in ["2021年", "6月", "到X", "X镇", "走访", "，只去了", "2", "次", "。"])
    body = (
        p("整改落实情况报告", '<w:pStyle w:val="8"/>')
        + p("整改情况", '<w:pStyle w:val="2"/><w:bidi w:val="0"/>')
        + f'<w:p><w:pPr><w:ind w:firstLine="640" w:firstLineChars="200"/></w:pPr>{words}</w:p>'
    )
    by_hand("by-hand-as-wps.docx", body, {"styles": styles})


def libreoffice(soffice):
    page = (
        '<html><head><meta charset="utf-8"></head><body><h1>工作汇报</h1><h2>问题</h2><p>到<b>XX村</b>走访<i>两</i>次。</p>'
        "<ol><li>学得浅</li><li>走得少</li></ol><ul><li>要点</li></ul>"
        "<table><tr><td>问题</td><td>措施</td></tr></table><h3>细目</h3><p>第一行<br>第二行</p></body></html>"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "libreoffice-from-html.html")
        with open(source, "w", encoding="utf-8") as file:
            file.write(page)
        convert = [soffice, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to"]
        subprocess.run([*convert, "odt:writer8", "--infilter=HTML (StarWriter)", "--outdir", folder, source], check=True)
        odt = os.path.join(folder, "libreoffice-from-html.odt")
        subprocess.run([*convert, "docx:MS Word 2007 XML", "--outdir", HERE, odt], check=True)
        for old, new in [("by-hand-numbered", "libreoffice-numbered"), ("by-hand-tracked", "libreoffice-tracked")]:
            copy = os.path.join(folder, f"{new}.docx")
            with open(path(f"{old}.docx"), "rb") as file, open(copy, "wb") as target:
                target.write(file.read())
            out = os.path.join(folder, "out")
            subprocess.run([*convert, "docx:MS Word 2007 XML", "--outdir", out, copy], check=True)
            os.replace(os.path.join(out, f"{new}.docx"), path(f"{new}.docx"))


python_docx_headings()
python_docx_official()
python_docx_commented()
numbered()
tracked()
text_boxes()
strict()
plain_namespace()
fields_and_controls()
soft_breaks()
as_wps()
if len(sys.argv) > 1:
    libreoffice(sys.argv[1])
