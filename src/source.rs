//! Text that a user wrote, and places in it.

use std::ops::Range;

/// A named text: a file's content, standard input, or an embedded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What the user calls it: a path as given, or `-`.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// Whether a byte order mark stood before the text.
    pub had_bom: bool,
}

/// A range of bytes in the source of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSpan {
    /// The [`Source::name`].
    pub source: String,
    /// Byte offsets into [`Source::text`], on character boundaries.
    pub range: Range<usize>,
}

/// A line and a column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Source {
    /// Takes a text under a name and sets a leading byte order mark aside.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        let had_bom = text.starts_with('\u{feff}');
        if had_bom {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self {
            name: name.into(),
            text,
            had_bom,
        }
    }

    /// The span of a byte range of this source, drawn in to the text's end and to whole characters.
    pub fn span(&self, range: Range<usize>) -> SourceSpan {
        let within = |offset: usize| self.text.floor_char_boundary(offset.min(self.text.len()));
        SourceSpan {
            source: self.name.clone(),
            range: within(range.start)..within(range.end),
        }
    }

    /// The position of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The byte offset of a position; a position past the end of a line is the line's end.
    pub fn offset(&self, position: Position) -> usize {
        let line_start = if position.line <= 1 {
            0
        } else {
            self.text
                .match_indices('\n')
                .nth(position.line - 2)
                .map_or(self.text.len(), |(newline, _)| newline + 1)
        };
        self.text[line_start..]
            .char_indices()
            .nth(position.column.saturating_sub(1))
            .map_or(self.text.len(), |(offset, _)| line_start + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let source = Source::new("a.ron", "\u{feff}甲，乙\n丙b");
        assert!(source.had_bom);
        let place = source.text.find('b').map(|offset| source.position(offset));
        assert_eq!(place, Some(Position { line: 2, column: 2 }));
        assert_eq!(source.offset(Position { line: 1, column: 3 }), "甲，".len());
        assert_eq!(source.position(999), Position { line: 2, column: 3 });
    }
}
