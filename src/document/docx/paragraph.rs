//! A Word file's paragraph: its words, and each word's place in the XML.

use super::style::ParagraphLooks;
use std::ops::Range;

/// A paragraph with the places of its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The words; a soft line break is [`super::BREAK`].
    pub text: String,
    /// What its own properties say.
    pub looks: ParagraphLooks,
    /// The pieces of the text, in order.
    pub pieces: Vec<Piece>,
    /// The runs that hold the pieces.
    pub runs: Vec<Run>,
    /// The elements that hold characters.
    pub elements: Vec<Element>,
    /// Whether it stands in a table's cell.
    pub is_cell: bool,
    /// For a paragraph in a text box, the paragraph around it and the run there that holds the box, by their positions.
    pub holder: Option<(usize, usize)>,
    /// The prefix of Word's vocabulary here; empty where that is the default.
    pub prefix: String,
}

/// A piece of a paragraph's text that stands together in the XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the paragraph's text.
    pub text: Range<usize>,
    /// Bytes of the part.
    pub raw: Range<usize>,
    /// How the two correspond.
    pub kind: PieceKind,
    /// The run, by position in [`Paragraph::runs`].
    pub run: usize,
    /// The element that holds it, by position in [`Paragraph::elements`]; an atom has none.
    pub element: Option<usize>,
    /// Whether it is bold or in a heading's typeface.
    pub bold: bool,
    /// Whether it is in a heading's typeface.
    pub heading_face: bool,
}

/// How text and XML correspond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// Byte for byte.
    Plain,
    /// Byte for byte, within `<![CDATA[`.
    Data,
    /// One character, written as a reference.
    Reference,
    /// One character, for which an element stands.
    Atom,
}

/// A run: characters with the same properties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The whole element.
    pub range: Range<usize>,
    /// Its properties' element; empty where it has none.
    pub properties: Range<usize>,
}

/// An element that holds characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its opening tag.
    pub tag: Range<usize>,
    /// Whether white space at its ends counts.
    pub preserves: bool,
    /// White space at its start that does not count.
    pub leading: Range<usize>,
    /// White space at its end that does not count.
    pub trailing: Range<usize>,
    /// Whether it stands directly in its run, so that the run can be cut within it.
    pub can_be_cut: bool,
}
