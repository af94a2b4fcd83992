//! Word files as they are delivered: order of elements, words, styles, templates, provenance; and PDF where LibreOffice is installed.

use chengwen::document::docx::package::Package;
use chengwen::document::docx::provenance::provenance_of;
use chengwen::document::docx::write::packed;
use chengwen::document::{Document, Section, Sentence};
use chengwen::embedded;
use chengwen::fact::Facts;
use chengwen::fact::read::read_facts;
use chengwen::files::convert::{libreoffice, to_pdf};
use chengwen::message::Language;
use chengwen::render::docx::reference::Reference;
use chengwen::render::{Frame, docx, renderer};
use chengwen::source::Source;
use chengwen::workspace::{Delivery, Request, Workspace};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::sync::Arc;

const GENRE: &str = "self-examination";

/// The children of elements in the order in which the schema wants them (ECMA-376, Part 1, 17.2–17.7), as far as they are written.
const ORDERS: [(&str, &[&str]); 6] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:widowControl",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:spacing",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:lang",
        ],
    ),
    (
        "w:sectPr",
        &["w:footerReference", "w:pgSz", "w:pgMar", "w:docGrid"],
    ),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:link",
            "w:uiPriority",
            "w:semiHidden",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
        ],
    ),
    (
        "w:settings",
        &[
            "w:zoom",
            "w:defaultTabStop",
            "w:evenAndOddHeaders",
            "w:characterSpacingControl",
            "w:compat",
            "w:themeFontLang",
            "w:decimalSymbol",
            "w:listSeparator",
        ],
    ),
    ("w:styles", &["w:docDefaults", "w:latentStyles", "w:style"]),
];

fn with_example<T>(seed: u64, then: impl FnOnce(&Workspace<'_>) -> T) -> T {
    let bank = embedded::bank();
    let source = Source::new("facts.ron", embedded::example(GENRE));
    let facts: Facts = read_facts(&source, &bank, None).0;
    let request = Request {
        seed,
        ..Request::default()
    };
    let workspace = Workspace::compose(&bank, &facts, &request).expect("the example composes");
    then(&workspace)
}

fn rendered(workspace: &Workspace<'_>, name: &str, delivery: &Delivery) -> Vec<u8> {
    workspace.deliver(renderer(name).expect("listed"), Language::Chinese, delivery)
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = Package::open(bytes).expect("a package");
    let part = package.part(name).expect("readable");
    part.unwrap_or_else(|| panic!("no {name}")).text
}

/// Paragraphs as style and text, with the style of the first run.
fn paragraphs(xml: &str) -> Vec<(String, String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut paragraphs: Vec<(String, String, String)> = Vec::new();
    let mut in_text = false;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                let value = || {
                    let attribute = tag.try_get_attribute("w:val").expect("readable");
                    attribute
                        .map(|attribute| attribute.value.into_owned())
                        .unwrap_or_default()
                };
                match (tag.name().0, paragraphs.last_mut()) {
                    ("w:p", _) => paragraphs.push(Default::default()),
                    ("w:pStyle", Some(last)) => last.0 = value(),
                    ("w:rStyle", Some(last)) if last.1.is_empty() => last.2 = value(),
                    ("w:t", _) => in_text = true,
                    _ => {}
                }
            }
            Event::Text(text) if in_text => {
                let last = paragraphs.last_mut().expect("text stands in paragraphs");
                last.1.push_str(&text);
            }
            Event::GeneralRef(reference) if in_text => {
                let last = paragraphs.last_mut().expect("text stands in paragraphs");
                last.1
                    .push_str(quick_xml::escape::resolve_xml_entity(&reference).expect("known"));
            }
            Event::End(tag) if tag.name().0 == "w:t" => in_text = false,
            Event::Eof => return paragraphs,
            _ => {}
        }
    }
}

/// Asserts that the children of every element listed stand in the schema's order.
fn assert_order(name: &str, xml: &str) {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut seen = 0;
    loop {
        let (tag, is_start) = match reader.read_event().expect("well-formed") {
            Event::Start(tag) => (tag.name().0.to_owned(), true),
            Event::Empty(tag) => (tag.name().0.to_owned(), false),
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        if let Some((parent, reached)) = open.last_mut()
            && let Some((_, order)) = ORDERS.iter().find(|(known, _)| known == parent)
        {
            let at = order.iter().position(|child| *child == tag);
            let at = at.unwrap_or_else(|| panic!("{name}: `{tag}` in `{parent}` is not listed"));
            assert!(
                *reached <= at,
                "{name}: `{tag}` comes too late in `{parent}`"
            );
            *reached = at;
            seen += 1;
        }
        if is_start {
            open.push((tag, 0));
        }
    }
    assert!(seen > 0 || !name.contains("document"), "{name}");
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    with_example(7, |workspace| {
        let bytes = rendered(workspace, "docx", &Delivery::default());
        for name in ["document", "styles", "settings", "footer1", "footer2"] {
            let name = format!("word/{name}.xml");
            assert_order(&name, &part(&bytes, &name));
        }
    });
}

#[test]
fn words_are_those_of_the_text_and_headings_have_their_styles() {
    with_example(7, |workspace| {
        let bytes = rendered(workspace, "docx", &Delivery::default());
        let text = rendered(workspace, "txt", &Delivery::default());
        let text = String::from_utf8(text).expect("UTF-8");
        let paragraphs = paragraphs(&part(&bytes, "word/document.xml"));
        let words: Vec<&str> = paragraphs
            .iter()
            .map(|(_, text, _)| text.as_str())
            .collect();
        assert_eq!(words.join("\n") + "\n", text);
        for section in &workspace.document.sections {
            let Some(heading) = &section.heading else {
                continue;
            };
            let words = format!("{}{}", section.number, heading.text);
            let (style, _, run) = paragraphs
                .iter()
                .find(|(_, text, _)| text.starts_with(&words))
                .expect("the heading stands there");
            let level = section.path.len();
            let found = if section.run_in { run } else { style };
            let wanted = if section.run_in {
                format!("Heading{level}Char")
            } else {
                format!("Heading{level}")
            };
            assert_eq!(*found, wanted, "{words}");
        }
    });
}

#[test]
fn figures_are_the_standards_and_bytes_are_the_same_each_time() {
    with_example(7, |workspace| {
        let bytes = rendered(workspace, "docx", &Delivery::default());
        assert_eq!(bytes, rendered(workspace, "docx", &Delivery::default()));
        let document = part(&bytes, "word/document.xml");
        // 210 × 297 mm; 37, 26, 35 and 28 mm; 225 mm / 22, in twentieths of a point.
        for figure in [
            "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
            "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\"",
            "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>",
        ] {
            assert!(document.contains(figure), "{figure}");
        }
        let runs = document.matches("<w:r><w:rPr>").count();
        let fonts = document.matches("w:hint=\"eastAsia\" w:ascii=").count();
        assert!(
            runs > 50 && runs == fonts,
            "{runs} runs, {fonts} with fonts"
        );
        assert!(!document.contains("Theme"), "no theme fonts");
        let core = part(&bytes, "docProps/core.xml");
        assert!(core.contains("沈砚舟") && core.contains("初稿"), "{core}");
        let even = part(&bytes, "word/footer2.xml");
        assert!(
            even.contains("w:leftChars=\"100\"") && even.contains(">— <"),
            "{even}"
        );
    });
}

#[test]
fn the_draft_travels_unless_it_is_told_to_stay() {
    with_example(7, |workspace| {
        let carried = provenance_of(&rendered(workspace, "docx", &Delivery::default()));
        let draft = carried.expect("readable").expect("a draft");
        assert!(draft.contains("\nDraft(\n") && draft.contains("葛桂兰"));
        assert!(!draft.contains("俞静"), "a confidential fact stays at home");
        let bare = Delivery {
            bare: true,
            ..Delivery::default()
        };
        let bytes = rendered(workspace, "docx", &bare);
        assert_eq!(provenance_of(&bytes), Ok(None));
        let html =
            String::from_utf8(rendered(workspace, "html", &Delivery::default())).expect("UTF-8");
        assert!(
            html.contains("serving-people") && !html.contains("俞静") && !html.contains("<script")
        );
        let html = String::from_utf8(rendered(workspace, "html", &bare)).expect("UTF-8");
        assert!(!html.contains("serving-people"));
    });
}

/// A unit's template: a prefix of its own, a header, a style for the title, no heading styles.
fn template() -> Vec<u8> {
    let main = "<x:document xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><x:body><x:p><x:r><x:t>样稿</x:t></x:r></x:p>\
         <x:sectPr><x:headerReference x:type=\"default\" r:id=\"rId9\"/><x:pgSz x:w=\"10000\" x:h=\"15000\"/></x:sectPr></x:body></x:document>";
    let styles = "<x:styles xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <x:style x:type=\"paragraph\" x:default=\"1\" x:styleId=\"a\"><x:name x:val=\"Normal\"/></x:style>\
         <x:style x:type=\"paragraph\" x:styleId=\"b\"><x:name x:val=\"公文标题\"/></x:style></x:styles>";
    let relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationships = |list: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"
        )
    };
    let package = relationships(&format!(
        "<Relationship Id=\"r1\" Type=\"{relationship}/officeDocument\" Target=\"word/document.xml\"/>"
    ));
    let document = relationships(&format!(
        "<Relationship Id=\"rId1\" Type=\"{relationship}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rId9\" Type=\"{relationship}/header\" Target=\"header1.xml\"/>"
    ));
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    packed(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", package.as_bytes()),
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/header1.xml", b"<h>logo</h>"),
    ])
}

#[test]
fn a_template_keeps_its_own_and_takes_the_text() {
    with_example(7, |workspace| {
        let reference = Reference::read(template()).expect("a template");
        let delivery = Delivery {
            reference: Some(Arc::new(reference)),
            bare: false,
        };
        let bytes = rendered(workspace, "docx", &delivery);
        let document = part(&bytes, "word/document.xml");
        assert!(document.contains("<x:headerReference") && document.contains("x:w=\"10000\""));
        assert!(!document.contains("样稿"), "the template's text is gone");
        assert_eq!(part(&bytes, "word/header1.xml"), "<h>logo</h>");
        let paragraphs = paragraphs(&document);
        assert_eq!(paragraphs[0].0, "b", "the title takes the unit's style");
        let body = paragraphs
            .iter()
            .find(|(_, text, _)| text.contains("我"))
            .expect("text");
        assert_eq!(body.0, "a", "running text takes the standard style");
        assert!(
            document.contains("w:firstLineChars=\"200\""),
            "which is indented"
        );
        let styles = part(&bytes, "word/styles.xml");
        assert!(styles.contains("heading 1") && styles.contains("公文标题"));
        assert!(provenance_of(&bytes).expect("readable").is_some());

        // Filled again, from its own product, and bare: nothing of the old text or draft is left.
        let reference = Reference::read(bytes).expect("a template");
        let delivery = Delivery {
            reference: Some(Arc::new(reference)),
            bare: true,
        };
        let again = rendered(workspace, "docx", &delivery);
        assert_eq!(provenance_of(&again), Ok(None));
        let heading = part(&again, "word/styles.xml");
        assert_eq!(
            heading.matches("\"heading 1\"").count(),
            1,
            "no style twice"
        );
    });
}

#[test]
fn what_is_no_template_is_refused() {
    let whole = template();
    for bytes in [
        Vec::new(),
        b"text".to_vec(),
        packed(&[("a", b"")]),
        whole[..whole.len() - 30].to_vec(),
    ] {
        assert!(Reference::read(bytes).is_err());
    }
}

#[test]
fn odd_texts_make_sound_files() {
    let sentence = |text: &str| Sentence {
        text: text.to_owned(),
        ..Sentence::default()
    };
    let section = |path: Vec<usize>, run_in: bool, text: &str| Section {
        path,
        role: chengwen::bank::Role::Other,
        part: String::new(),
        area: None,
        number: String::new(),
        number_span: None,
        heading: run_in.then(|| sentence("标题")),
        run_in,
        paragraphs: vec![vec![sentence(text)]],
    };
    let long = "长".repeat(200_000);
    let document = Document {
        title: "题\u{0}\u{1f}😀<&>\"".to_owned(),
        byline: String::new(),
        sections: vec![
            section(vec![0], false, "行\n行\t格\u{b}\u{fffe}𠀀"),
            section(vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], true, &long),
        ],
        signature: vec!["甲".to_owned(), "2021年".to_owned()],
    };
    let empty = Document {
        title: String::new(),
        byline: String::new(),
        sections: Vec::new(),
        signature: Vec::new(),
    };
    for document in [&document, &empty] {
        let bytes = (docx::RENDERER.render)(document, &Frame::default());
        let xml = part(&bytes, "word/document.xml");
        assert_order("word/document.xml", &xml);
        let html = renderer("html").expect("listed");
        let html = String::from_utf8((html.render)(document, &Frame::default())).expect("UTF-8");
        assert!(!html.contains('\u{0}') && html.ends_with("</html>\n"));
    }
}

#[test]
fn libreoffice_prints_it() {
    if libreoffice().is_none() {
        eprintln!("left out: LibreOffice is not installed");
        return;
    }
    with_example(7, |workspace| {
        let word = rendered(workspace, "docx", &Delivery::default());
        let (pdf, _) = to_pdf(&word, &[]).expect("a PDF");
        assert!(pdf.starts_with(b"%PDF-"));
        let pages = String::from_utf8_lossy(&pdf).matches("/Type/Page/").count();
        // Some 3,700 characters at 22 × 28 a page, with the headings' lines.
        assert!((7..=9).contains(&pages), "{pages} pages");
    });
}
