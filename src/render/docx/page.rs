//! The page: its size, margins and grid, and the number at its foot.

use super::style::{fonts, page_number_style};
use super::{escaped, fill, twips};
use crate::bank::layout::points;
use crate::render::Frame;
use std::fmt::Write as _;

/// What opens the main part, up to the first paragraph.
pub const DOCUMENT: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
);

/// The properties of the only section, with or without the program's own footers.
pub fn section(frame: &Frame, has_footers: bool) -> String {
    let layout = &frame.layout;
    let margins = &layout.margins;
    let mut xml = String::from("<w:sectPr>");
    if has_footers {
        xml.push_str("<w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"even\" r:id=\"rId4\"/>");
    }
    let millimetres = |length| twips(points(length));
    let number = &layout.page_number;
    // The footer's line ends this far above the sheet's edge if its middle is to be `below` the text.
    let foot = twips(points(margins.bottom - number.below) - number.size / 2.0).max(0);
    let _ = write!(
        xml,
        "<w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{foot}\" w:gutter=\"0\"/>",
        millimetres(layout.paper.width),
        millimetres(layout.paper.height),
        millimetres(margins.top),
        millimetres(margins.right),
        millimetres(margins.bottom),
        millimetres(margins.left),
        millimetres(margins.top / 2.0),
    );
    if let Some(pitch) = layout.pitch() {
        // A grid of characters too breaks lines early in some programs; the letters' spacing does its work.
        let pitch = twips(pitch);
        let _ = write!(xml, "<w:docGrid w:type=\"lines\" w:linePitch=\"{pitch}\"/>");
    }
    xml.push_str("</w:sectPr>");
    xml
}

/// The settings: footers of odd and even pages differ where the page number says so.
pub fn settings(frame: &Frame) -> String {
    let mirrored = if frame.layout.page_number.mirrored {
        "\n  <w:evenAndOddHeaders/>"
    } else {
        ""
    };
    fill(
        include_str!("parts/settings.xml"),
        &[("mirrored", mirrored)],
    )
}

/// The footer with the page's number: the first is that of odd pages, the second that of even ones.
pub fn footer(frame: &Frame, number: usize) -> String {
    let page_number = &frame.layout.page_number;
    let is_odd = number % 2 == 1;
    let (align, side) = match (page_number.mirrored, is_odd) {
        (false, _) => ("center", ""),
        (true, true) => ("right", "right"),
        (true, false) => ("left", "left"),
    };
    let hundredths = twips(page_number.inset * 5.0);
    let indent = if side.is_empty() || hundredths == 0 {
        String::new()
    } else {
        let length = twips(page_number.inset * page_number.size);
        format!("<w:ind w:{side}Chars=\"{hundredths}\" w:{side}=\"{length}\"/>")
    };
    let run = format!(
        "<w:rPr>{}</w:rPr>",
        fonts(frame, Some(&page_number_style(frame)))
    );
    let beside = |text: &str| {
        if text.is_empty() {
            return String::new();
        }
        let text = escaped(text);
        format!("<w:r>{run}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    fill(
        include_str!("parts/footer.xml"),
        &[
            ("indent", &indent),
            ("align", align),
            ("run", &run),
            ("before", &beside(&page_number.before)),
            ("number", &number.to_string()),
            ("after", &beside(&page_number.after)),
        ],
    )
}
