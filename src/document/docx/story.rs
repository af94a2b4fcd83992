//! The walk through a main part: paragraphs with their words, and for each word its place in the XML.
//!
//! Tracked changes are read as accepted, fields by their results, one of alternate contents, and nothing hidden.

use super::Fault;
use super::paragraph::{Paragraph, PieceKind};
use super::reading::Reading;
use super::style::{ParagraphLooks, Styles, read_paragraph_looks, read_run_looks};
use super::xml::{Event, Part, Space, Tag, Xml};
use crate::message::Message;
use std::ops::Range;

/// The most paragraphs of one file, and the most runs and pieces of text: some thousands of pages.
const MOST_PARAGRAPHS: usize = 100_000;
const MOST_PIECES: usize = 800_000;
/// What a symbol of a symbol font is read as: such fonts have signs of their own at private places.
const SYMBOL: char = '□';

/// The vocabulary in which Word writes a pictograph as an element; its fallback is the character.
const PICTOGRAPHS: &str = "w16se";

/// What was passed over, as counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passed {
    /// Tracked changes.
    pub changes: usize,
    /// Footnotes and endnotes.
    pub footnotes: usize,
    /// Hidden runs.
    pub hidden: usize,
}

/// Reads a main part.
pub fn read_story(part: &Part, styles: &Styles) -> Result<(Vec<Paragraph>, Passed), Fault> {
    let mut walk = Walk {
        part,
        styles,
        xml: Xml::new(part),
        open: Vec::new(),
        paragraphs: Vec::new(),
        reading: Vec::new(),
        joining: Vec::new(),
        fields: vec![Vec::new()],
        pieces: 0,
        passed: Passed::default(),
    };
    while let Some(event) = walk.xml.event()? {
        match event {
            Event::Open(tag) => walk.opened(&tag)?,
            Event::Close(range) => walk.closed(&range),
            Event::Text(range) => walk.characters(PieceKind::Plain, range, None)?,
            Event::Data(range) => walk.characters(PieceKind::Data, range, None)?,
            Event::Reference(character, range) => {
                walk.characters(PieceKind::Reference, range, Some(character))?;
            }
        }
    }
    walk.join_up_to(0);
    let finished = walk.paragraphs.into_iter();
    let paragraphs = finished.map(Option::unwrap_or_default).collect();
    Ok((paragraphs, walk.passed))
}

struct Walk<'x> {
    part: &'x Part,
    styles: &'x Styles,
    xml: Xml<'x>,
    /// The elements around this place.
    open: Vec<Open>,
    /// The finished paragraphs, each at its number.
    paragraphs: Vec<Option<Paragraph>>,
    /// The paragraphs around this place: more than one within text boxes.
    reading: Vec<Reading>,
    /// Paragraphs whose end is deleted, which the next one of the same place joins, with the depth of that place.
    joining: Vec<(usize, Reading)>,
    /// The fields around this place, for each text around it; whether the result is reached.
    fields: Vec<Vec<bool>>,
    pieces: usize,
    passed: Passed,
}

/// An element around the place that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// One that is of no account.
    Other,
    Paragraph,
    Run,
    Element,
    Cell,
    TextBox,
    /// Alternate content, and whether one of its contents has been taken.
    Alternate(bool),
}

impl<'x> Walk<'x> {
    fn opened(&mut self, tag: &Tag<'x>) -> Result<(), Fault> {
        let kind = match tag.space {
            Space::Word => match self.opened_word(tag)? {
                Some(kind) => kind,
                None => return Ok(()),
            },
            Space::Compatibility => match (tag.local(), self.open.last_mut()) {
                ("AlternateContent", _) => Open::Alternate(false),
                ("Choice" | "Fallback", Some(Open::Alternate(taken)))
                    if *taken
                        || tag
                            .plain("Requires")
                            .is_some_and(|needed| needed.contains(PICTOGRAPHS)) =>
                {
                    self.xml.skip(tag)?;
                    return Ok(());
                }
                ("Choice" | "Fallback", Some(Open::Alternate(taken))) => {
                    *taken = true;
                    Open::Other
                }
                _ => Open::Other,
            },
            Space::Other => Open::Other,
        };
        if tag.is_empty {
            // What is empty closes with the same tag.
            self.close(kind, &tag.range);
        } else {
            self.open.push(kind);
        }
        Ok(())
    }

    /// What kind of element this is; `None` for one that has been dealt with to its end.
    fn opened_word(&mut self, tag: &Tag<'x>) -> Result<Option<Open>, Fault> {
        match tag.word() {
            "p" => {
                self.begin_paragraph(tag)?;
                return Ok(Some(Open::Paragraph));
            }
            "pPr" => {
                let (looks, _) = read_paragraph_looks(&mut self.xml, tag)?;
                if let Some(reading) = self.reading.last_mut() {
                    let style = self.styles.paragraph(looks.style.as_deref());
                    reading.style = style.run;
                    reading.paragraph.looks = looks;
                }
                return Ok(None);
            }
            "r" => {
                self.count_piece()?;
                if let Some(reading) = self.reading.last_mut() {
                    reading.begin_run(tag);
                }
                return Ok(Some(Open::Run));
            }
            "rPr" => {
                let (looks, end) = read_run_looks(&mut self.xml, tag)?;
                if let Some(reading) = self.reading.last_mut() {
                    reading.run_properties(looks, tag.range.start..end, self.styles);
                }
                return Ok(None);
            }
            "t" => {
                self.count_piece()?;
                let is_direct = self.open.last() == Some(&Open::Run);
                if let Some(reading) = self.reading.last_mut() {
                    reading.begin_element(tag, is_direct);
                }
                return Ok(Some(Open::Element));
            }
            "tab" | "ptab" => return self.atom(tag, '\t'),
            "br" | "cr" => return self.atom(tag, super::BREAK),
            "noBreakHyphen" => return self.atom(tag, '\u{2011}'),
            "sym" => {
                let code = tag
                    .own("char")
                    .and_then(|code| u32::from_str_radix(&code, 16).ok());
                let is_private = |character: &char| ('\u{e000}'..='\u{f8ff}').contains(character);
                let sign = code
                    .and_then(char::from_u32)
                    .filter(|sign| !is_private(sign));
                return self.atom(
                    tag,
                    sign.filter(|sign| !sign.is_control()).unwrap_or(SYMBOL),
                );
            }
            "fldChar" => self.field(tag),
            "footnoteReference" | "endnoteReference" => self.passed.footnotes += 1,
            "ins" | "moveTo" => self.passed.changes += 1,
            "del" | "moveFrom" => {
                self.passed.changes += 1;
                self.xml.skip(tag)?;
                return Ok(None);
            }
            "trPr" => {
                let mut is_deleted = false;
                self.xml.children(tag, |_, child| {
                    is_deleted |= child.word() == "del";
                    Ok(())
                })?;
                if is_deleted {
                    self.passed.changes += 1;
                    self.xml.leave()?;
                    self.open.pop();
                }
                return Ok(None);
            }
            "tbl" => self.join_up_to(self.open.len()),
            "tc" => return Ok(Some(Open::Cell)),
            "txbxContent" => {
                self.fields.push(Vec::new());
                return Ok(Some(Open::TextBox));
            }
            // Properties, what tracked changes replaced, instructions of fields, and what tells how a word is spoken.
            "sectPr" | "tblPr" | "tblGrid" | "tblPrEx" | "tcPr" | "sdtPr" | "sdtEndPr"
            | "rubyPr" | "rt" | "instrText" | "delText" | "delInstrText" | "fldData"
            | "customXmlPr" | "smartTagPr" => {
                self.xml.skip(tag)?;
                return Ok(None);
            }
            _ => {}
        }
        Ok(Some(Open::Other))
    }

    fn closed(&mut self, range: &Range<usize>) {
        let kind = self.open.pop().unwrap_or(Open::Other);
        self.close(kind, range);
    }

    fn close(&mut self, kind: Open, range: &Range<usize>) {
        match kind {
            Open::Paragraph => self.end_paragraph(),
            Open::Run => {
                if let Some(reading) = self.reading.last_mut() {
                    self.passed.hidden += usize::from(reading.end_run(range));
                }
            }
            Open::Element => {
                let is_shown = self.is_shown();
                if let Some(reading) = self.reading.last_mut() {
                    reading.end_element(&self.part.text, range.start, is_shown);
                }
            }
            Open::TextBox => {
                self.join_up_to(self.open.len() + 1);
                self.fields.pop();
            }
            Open::Other | Open::Cell | Open::Alternate(_) => {
                if self
                    .joining
                    .last()
                    .is_some_and(|(depth, _)| *depth > self.open.len())
                {
                    self.join_up_to(self.open.len() + 1);
                }
            }
        }
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let depth = self.open.len();
        let joined = self.joining.pop_if(|(place, _)| *place == depth);
        let reading = if let Some((_, mut reading)) = joined {
            // The paragraph that stays gives its properties to the one that joins it.
            reading.paragraph.looks = ParagraphLooks::default();
            reading.style = self.styles.paragraph(None).run;
            reading
        } else {
            if self.paragraphs.len() >= MOST_PARAGRAPHS {
                return Err(self.too_much());
            }
            self.paragraphs.push(None);
            let around = self.open.iter().rposition(|open| *open == Open::TextBox);
            let inner = &self.open[around.map_or(0, |around| around + 1)..];
            let outer = self
                .reading
                .first()
                .filter(|outer| !outer.paragraph.runs.is_empty());
            let holder = outer.map(|outer| (outer.number, outer.paragraph.runs.len() - 1));
            let paragraph = Paragraph {
                is_cell: inner.contains(&Open::Cell),
                holder: around.and(holder),
                prefix: tag.prefix().to_owned(),
                ..Paragraph::default()
            };
            let number = self.paragraphs.len() - 1;
            Reading::new(number, paragraph, self.styles.paragraph(None).run)
        };
        self.reading.push(reading);
        Ok(())
    }

    fn end_paragraph(&mut self) {
        // A field whose instruction has no end within its paragraph is broken; its text is not to be lost.
        if let Some(fields) = self.fields.last_mut() {
            fields.retain(|is_result| *is_result);
        }
        let Some(reading) = self.reading.pop() else {
            return;
        };
        if reading.paragraph.looks.end_is_deleted {
            self.passed.changes += 1;
            self.joining.push((self.open.len(), reading));
        } else {
            self.finish(reading);
        }
    }

    /// Finishes paragraphs that nothing joined, down to a depth.
    fn join_up_to(&mut self, depth: usize) {
        while let Some((_, reading)) = self.joining.pop_if(|(place, _)| *place >= depth) {
            self.finish(reading);
        }
    }

    fn finish(&mut self, reading: Reading) {
        if let Some(place) = self.paragraphs.get_mut(reading.number) {
            *place = Some(reading.paragraph);
        }
    }

    fn characters(
        &mut self,
        kind: PieceKind,
        raw: Range<usize>,
        character: Option<char>,
    ) -> Result<(), Fault> {
        if self.open.last() != Some(&Open::Element) {
            return Ok(());
        }
        self.count_piece()?;
        if let Some(reading) = self.reading.last_mut() {
            reading.characters(kind, raw, character);
        }
        Ok(())
    }

    /// A character for which an element stands; the element is read to its end.
    fn atom(&mut self, tag: &Tag<'x>, character: char) -> Result<Option<Open>, Fault> {
        self.count_piece()?;
        let is_shown = self.is_shown() && self.open.last() == Some(&Open::Run);
        let end = self.xml.skip(tag)?;
        if let Some(reading) = self.reading.last_mut().filter(|_| is_shown) {
            reading.atom(tag.range.start..end, character);
        }
        Ok(None)
    }

    /// Whether text at this place is shown: in a run that is not hidden, and in no field's instruction.
    fn is_shown(&self) -> bool {
        let in_result = self
            .fields
            .last()
            .is_none_or(|fields| fields.iter().all(|is_result| *is_result));
        in_result && self.reading.last().is_some_and(Reading::is_shown)
    }

    fn field(&mut self, tag: &Tag<'_>) {
        let Some(fields) = self.fields.last_mut() else {
            return;
        };
        match tag.own("fldCharType").as_deref() {
            Some("begin") => fields.push(false),
            Some("separate") => {
                if let Some(is_result) = fields.last_mut() {
                    *is_result = true;
                }
            }
            _ => {
                fields.pop();
            }
        }
    }

    fn count_piece(&mut self) -> Result<(), Fault> {
        self.pieces += 1;
        if self.pieces > MOST_PIECES {
            return Err(self.too_much());
        }
        Ok(())
    }

    fn too_much(&self) -> Fault {
        let part = self.part.name.clone();
        (Message::WordTooMuchText { part }, Message::CheckTheWordFile)
    }
}
