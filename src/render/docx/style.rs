//! How each kind of paragraph looks: styles for the file, and the properties that paragraphs and runs carry themselves.

use super::{escaped, fill, twips};
use crate::bank::layout::{Align, TextStyle};
use crate::render::Frame;
use std::fmt::Write as _;

/// The tags around a kind of paragraph's text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// What opens the paragraph, up to its first run.
    pub paragraph: String,
    /// What opens a run of it, up to its text.
    pub run: String,
    /// What opens a run that marks a gap.
    pub gap: String,
}

/// The looks of a whole document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Looks {
    /// The title.
    pub title: Look,
    /// The line under it.
    pub byline: Look,
    /// Running text.
    pub body: Look,
    /// Headings by level, from 1.
    pub headings: Vec<Look>,
    /// What opens a run of a heading that runs into its paragraph, by level.
    pub run_ins: Vec<String>,
    /// The lines that close the text.
    pub signature: Look,
}

/// A paragraph style as it is written to a file.
#[derive(Debug)]
pub struct Sheet<'l> {
    /// The id.
    pub id: String,
    /// The name that programs know it by, in English whatever their language.
    pub name: String,
    /// How it is set.
    pub style: &'l TextStyle,
    /// The outline level, from 1, for headings.
    pub level: Option<usize>,
}

/// The outline levels that Word knows.
pub const MOST_LEVELS: usize = 9;

/// The styles that the renderer uses, beside the one of running text.
pub fn sheets(frame: &Frame) -> Vec<Sheet<'_>> {
    let layout = &frame.layout;
    let sheet = |id: &str, style, level| Sheet {
        id: id.replace(' ', ""),
        name: id.to_owned(),
        style,
        level,
    };
    let mut sheets = vec![
        sheet("Title", &layout.title, None),
        sheet("Subtitle", &layout.byline, None),
        sheet("Body Text First Indent", &layout.body, None),
        sheet("Signature", &layout.signature, None),
    ];
    for level in 1..=levels(frame) {
        sheets.push(Sheet {
            id: format!("Heading{level}"),
            name: format!("heading {level}"),
            style: layout.heading(level),
            level: Some(level),
        });
    }
    sheets
}

/// How many levels of headings get a style.
pub fn levels(frame: &Frame) -> usize {
    frame.layout.headings.len().clamp(1, MOST_LEVELS)
}

impl Looks {
    /// The looks by the styles of the program's own reference document.
    pub fn own(frame: &Frame) -> Self {
        let layout = &frame.layout;
        let look = |id: &str, style: &TextStyle| Look::new(frame, id, Some(style), "");
        let levels = 1..=levels(frame);
        Self {
            title: look("Title", &layout.title),
            byline: look("Subtitle", &layout.byline),
            body: look("BodyTextFirstIndent", &layout.body),
            headings: levels
                .clone()
                .map(|level| look(&format!("Heading{level}"), layout.heading(level)))
                .collect(),
            run_ins: levels
                .map(|level| {
                    let style = Some(layout.heading(level));
                    run(frame, &format!("Heading{level}Char"), style, "")
                })
                .collect(),
            signature: look("Signature", &layout.signature),
        }
    }
}

impl Look {
    /// The look of a paragraph style; `style` is what its runs say of themselves beside it, `properties` what the paragraph does.
    pub fn new(frame: &Frame, id: &str, style: Option<&TextStyle>, properties: &str) -> Self {
        let id = escaped(id);
        Self {
            paragraph: format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/>{properties}</w:pPr>"),
            run: run(frame, "", style, ""),
            gap: run(frame, "", style, "<w:highlight w:val=\"yellow\"/>"),
        }
    }
}

/// What opens a run. Quotation marks, dashes and dots fall back to a Latin font unless the run says that its font is an East Asian one;
/// and where the fonts are named on the run, no theme can put others in their place.
pub fn run(frame: &Frame, character_style: &str, style: Option<&TextStyle>, more: &str) -> String {
    let mut xml = String::from("<w:r><w:rPr>");
    if !character_style.is_empty() {
        let id = escaped(character_style);
        let _ = write!(xml, "<w:rStyle w:val=\"{id}\"/>");
    }
    xml.push_str(&fonts(frame, style));
    xml.push_str(more);
    xml.push_str("</w:rPr><w:t xml:space=\"preserve\">");
    xml
}

/// The fonts of a run, for the letters of every script.
pub fn fonts(frame: &Frame, style: Option<&TextStyle>) -> String {
    let hint = if frame.language.starts_with("zh") {
        " w:hint=\"eastAsia\""
    } else {
        ""
    };
    match style {
        Some(style) => {
            let font = escaped(&style.font);
            format!(
                "<w:rFonts{hint} w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/>"
            )
        }
        None if hint.is_empty() => String::new(),
        None => format!("<w:rFonts{hint}/>"),
    }
}

/// The whole style part.
pub fn sheet(frame: &Frame) -> String {
    let layout = &frame.layout;
    let mut styles = String::new();
    for sheet in sheets(frame) {
        styles.push_str(&written(frame, &sheet, "Normal"));
    }
    let _ = writeln!(
        styles,
        "  <w:style w:type=\"paragraph\" w:styleId=\"Footer\"><w:name w:val=\"footer\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"{line}\" w:lineRule=\"exact\"/></w:pPr><w:rPr>{fonts}<w:spacing w:val=\"0\"/>{size}</w:rPr></w:style>",
        line = twips(layout.page_number.size),
        fonts = fonts(frame, Some(&page_number_style(frame))),
        size = size(layout.page_number.size),
    );
    let pitch = match layout.pitch() {
        Some(pitch) => format!(
            "<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>",
            twips(pitch)
        ),
        None => "<w:spacing w:after=\"120\" w:line=\"288\" w:lineRule=\"auto\"/>".to_owned(),
    };
    let spacing = twips(layout.letter_spacing());
    let letters = if spacing == 0 {
        String::new()
    } else {
        format!("<w:spacing w:val=\"{spacing}\"/>")
    };
    let is_chinese = frame.language.starts_with("zh");
    fill(
        include_str!("parts/styles.xml"),
        &[
            (
                "run",
                &format!(
                    "{}{}",
                    fonts(frame, Some(&layout.body)),
                    size(layout.body.size)
                ),
            ),
            ("latin", if is_chinese { "en-US" } else { &frame.language }),
            ("asian", "zh-CN"),
            ("pitch", &pitch),
            ("letters", &letters),
            ("styles", &styles),
        ],
    )
}

/// The page number's font and size as a style.
pub fn page_number_style(frame: &Frame) -> TextStyle {
    let number = &frame.layout.page_number;
    TextStyle {
        font: number.font.clone(),
        size: number.size,
        ..TextStyle::default()
    }
}

/// A style's element, and for a heading the character style that it is linked with, which marks a heading within a paragraph.
pub fn written(frame: &Frame, sheet: &Sheet<'_>, based_on: &str) -> String {
    let Sheet {
        id,
        name,
        style,
        level,
    } = sheet;
    let [id, name, based_on] = [id.as_str(), name, based_on].map(escaped);
    let mut xml =
        format!("  <w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>");
    if !based_on.is_empty() {
        let _ = write!(xml, "<w:basedOn w:val=\"{based_on}\"/>");
    }
    if level.is_some() {
        let _ = write!(xml, "<w:link w:val=\"{id}Char\"/>");
    }
    xml.push_str("<w:qFormat/><w:pPr>");
    if level.is_some() {
        xml.push_str("<w:keepNext/>");
    }
    if style.size > frame.layout.body.size {
        // Larger letters would be given two lines of the grid.
        xml.push_str("<w:snapToGrid w:val=\"0\"/>");
    }
    xml.push_str(&indent(style));
    let _ = write!(xml, "<w:jc w:val=\"{}\"/>", align(style.align));
    if let Some(level) = level {
        let _ = write!(xml, "<w:outlineLvl w:val=\"{}\"/>", level - 1);
    }
    xml.push_str("</w:pPr><w:rPr>");
    xml.push_str(&letters(frame, style));
    xml.push_str("</w:rPr></w:style>\n");
    if level.is_some() {
        let _ = writeln!(
            xml,
            "  <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{id}Char\"><w:name w:val=\"{name} Char\"/><w:link w:val=\"{id}\"/><w:rPr>{}</w:rPr></w:style>",
            letters(frame, style)
        );
    }
    xml
}

fn letters(frame: &Frame, style: &TextStyle) -> String {
    let bold = if style.bold { "<w:b/><w:bCs/>" } else { "" };
    format!("{}{bold}{}", fonts(frame, Some(style)), size(style.size))
}

fn size(points: f64) -> String {
    let half_points = twips(points) / 10;
    format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}

/// Indents in hundredths of a character, which follow the size of the letters, with the plain length for programs that know no such.
pub fn indent(style: &TextStyle) -> String {
    let hundredths = twips(style.indent * 5.0);
    let length = twips(style.indent * style.size);
    match (hundredths, style.align) {
        (0, _) => String::new(),
        (_, Align::Right) => {
            format!("<w:ind w:rightChars=\"{hundredths}\" w:right=\"{length}\"/>")
        }
        (_, Align::Both | Align::Left | Align::Center) => {
            format!("<w:ind w:firstLineChars=\"{hundredths}\" w:firstLine=\"{length}\"/>")
        }
    }
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Both => "both",
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}
