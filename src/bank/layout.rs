//! How a genre's texts are set on the page: `layout.ron`.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The page of a genre. Lengths on paper are in millimetres, type sizes in points, and everything along a line in characters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// Where the prescribed figures come from.
    pub standard: String,
    /// The sheet.
    pub paper: Paper,
    /// What stays empty around the text.
    pub margins: Margins,
    /// How much of the body fits on a page, if that is prescribed; line pitch and letter spacing follow from it.
    pub grid: Option<Grid>,
    /// The title.
    pub title: TextStyle,
    /// The line under the title.
    pub byline: TextStyle,
    /// Running text.
    pub body: TextStyle,
    /// Headings by level; deeper ones look like the last.
    pub headings: Vec<TextStyle>,
    /// The lines that close the text.
    pub signature: TextStyle,
    /// The number at the foot of each page.
    pub page_number: PageNumber,
    /// Fonts that may stand in where one is not installed, the best first.
    pub stand_ins: IndexMap<String, Vec<String>>,
    /// Words of titles that a line's end leaves whole.
    pub whole: Vec<String>,
    /// How far the text has come, as the file's properties say it.
    pub status: String,
}

/// How binding a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// 规定: the standard asks for it.
    Prescribed,
    /// 实务: offices do it so.
    #[default]
    Practice,
}

/// A sheet of paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// How binding it is.
    pub basis: Basis,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// The distances from the sheet's edges to the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// How binding they are.
    pub basis: Basis,
    /// Above the text.
    pub top: f64,
    /// Below it.
    pub bottom: f64,
    /// Left of it.
    pub left: f64,
    /// Right of it.
    pub right: f64,
}

/// How much fits on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// How binding it is.
    pub basis: Basis,
    /// Lines on a page.
    pub lines: u32,
    /// Characters of the body in a line.
    pub characters: u32,
}

/// How a kind of paragraph is set.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextStyle {
    /// How binding it is.
    #[serde(default)]
    pub basis: Basis,
    /// The font, for the letters of every script.
    pub font: String,
    /// The size.
    pub size: f64,
    /// Whether it is bold.
    #[serde(default)]
    pub bold: bool,
    /// On which side lines stand.
    #[serde(default)]
    pub align: Align,
    /// How far the first line is indented; for lines at the right, how far they keep from the edge.
    #[serde(default)]
    pub indent: f64,
    /// Names under which a unit's own template may have a style for it, the best first.
    #[serde(default)]
    pub names: Vec<String>,
}

/// On which side lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// On both sides.
    #[default]
    Both,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// The number at the foot of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumber {
    /// How binding it is.
    pub basis: Basis,
    /// The font.
    pub font: String,
    /// The size.
    pub size: f64,
    /// What stands before the number.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// How far below the text its middle stands, where a dash beside it would be.
    pub below: f64,
    /// How far it keeps from the text's edge, in characters of its own.
    pub inset: f64,
    /// Whether it stands at the right on odd pages and at the left on even ones; else in the middle.
    pub mirrored: bool,
}

impl Default for Layout {
    /// The page of a genre that says nothing of its own: A4 with an inch around it.
    fn default() -> Self {
        const FONT: &str = "Times New Roman";
        const INCH: f64 = 25.4;
        let style = |size: f64, bold, align, indent| TextStyle {
            basis: Basis::Practice,
            font: FONT.to_owned(),
            size,
            bold,
            align,
            indent,
            names: Vec::new(),
        };
        Self {
            standard: String::new(),
            paper: Paper {
                basis: Basis::Practice,
                width: 210.0,
                height: 297.0,
            },
            margins: Margins {
                basis: Basis::Practice,
                top: INCH,
                bottom: INCH,
                left: INCH,
                right: INCH,
            },
            grid: None,
            title: style(18.0, true, Align::Center, 0.0),
            byline: style(12.0, false, Align::Center, 0.0),
            body: style(12.0, false, Align::Both, 0.0),
            headings: vec![
                style(15.0, true, Align::Left, 0.0),
                style(12.0, true, Align::Left, 0.0),
            ],
            signature: style(12.0, false, Align::Right, 0.0),
            page_number: PageNumber {
                basis: Basis::Practice,
                font: FONT.to_owned(),
                size: 10.0,
                before: String::new(),
                after: String::new(),
                below: 12.0,
                inset: 0.0,
                mirrored: false,
            },
            stand_ins: IndexMap::new(),
            whole: Vec::new(),
            status: String::new(),
        }
    }
}

impl Layout {
    /// The style of headings of a level, from 1.
    pub fn heading(&self, level: usize) -> &TextStyle {
        let last = self.headings.len().saturating_sub(1);
        self.headings
            .get(level.saturating_sub(1).min(last))
            .unwrap_or(&self.body)
    }

    /// The height of the text, in points.
    pub fn text_height(&self) -> f64 {
        points(self.paper.height - self.margins.top - self.margins.bottom)
    }

    /// The width of the text, in points.
    pub fn text_width(&self) -> f64 {
        points(self.paper.width - self.margins.left - self.margins.right)
    }

    /// From one line of the body to the next, in points, if the grid says so: as far as a page can hold its lines, in twentieths
    /// of a point as Word counts them.
    pub fn pitch(&self) -> Option<f64> {
        let grid = self.grid.as_ref()?;
        Some((self.text_height() * 20.0 / f64::from(grid.lines)).floor() / 20.0)
    }

    /// What is added to the width of each of the body's characters so that a line holds as many as the grid says, in points;
    /// negative where they stand closer than their size.
    pub fn letter_spacing(&self) -> f64 {
        let Some(grid) = &self.grid else {
            return 0.0;
        };
        let spare = self.text_width() - f64::from(grid.characters) * self.body.size;
        (spare * 20.0 / f64::from(grid.characters)).floor() / 20.0
    }

    /// Whether every figure can be set: positive sizes, and room for text between the margins.
    pub fn is_possible(&self) -> bool {
        let styles = [&self.title, &self.byline, &self.body, &self.signature];
        let sizes = styles
            .into_iter()
            .chain(&self.headings)
            .map(|style| style.size);
        let sizes_hold = sizes
            .chain([self.page_number.size])
            .all(|size| (1.0..=500.0).contains(&size));
        let margins = &self.margins;
        let edges = [margins.top, margins.bottom, margins.left, margins.right];
        let edges_hold = edges.iter().all(|edge| (0.0..=500.0).contains(edge));
        let grid_holds = self.grid.as_ref().is_none_or(|grid| {
            (1..=500).contains(&grid.lines) && (1..=500).contains(&grid.characters)
        });
        let paper_holds = [self.paper.width, self.paper.height]
            .iter()
            .all(|edge| (10.0..=2000.0).contains(edge));
        let one_line = self.body.size.max(self.title.size);
        sizes_hold
            && edges_hold
            && grid_holds
            && paper_holds
            && self.text_width() >= one_line
            && self.text_height() >= one_line
    }
}

/// Millimetres in points.
pub fn points(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pitch_and_spacing_follow_from_the_grid() {
        let layout = Layout {
            margins: Margins {
                basis: Basis::Prescribed,
                top: 37.0,
                bottom: 35.0,
                left: 28.0,
                right: 26.0,
            },
            grid: Some(Grid {
                basis: Basis::Prescribed,
                lines: 22,
                characters: 28,
            }),
            body: TextStyle {
                size: 16.0,
                ..TextStyle::default()
            },
            ..Layout::default()
        };
        let pitch = layout.pitch().expect("a grid");
        assert!((pitch * 20.0 - 579.0).abs() < 0.01);
        assert!((layout.letter_spacing() * 20.0 + 5.0).abs() < 0.01);
        assert!(layout.is_possible());
        assert!(Layout::default().is_possible());
    }
}
