//! A Word file that carries its draft: what an edit of the draft makes of the file.

use super::{Delivery, Workspace};
use crate::document::docx::{Fault, WordText, provenance::with_provenance, read};
use crate::message::Message;
use crate::render::docx::RENDERER;
use crate::render::docx::reference::Reference;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use std::sync::Arc;

/// What a Word file has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether the text was set anew, so that formats set by hand in it are gone.
    pub is_set_anew: bool,
}

impl Workspace<'_> {
    /// The Word file with the draft as it is now. Where paragraphs only read otherwise than `before`, their words are replaced, and all
    /// else in the file stays, what was changed there by hand too; where some come or go, the text is set anew into the file as its own
    /// template. Paragraphs to be changed that were edited elsewhere are refused. `draft` is the text of the draft that it carries from
    /// now on.
    pub fn carried(&self, before: &Self, bytes: &[u8], draft: &str) -> Result<Carried, Fault> {
        let file = read(bytes)?;
        let (old, new) = (before.as_word()?, self.as_word()?);
        let edited = || (Message::WordFileWasEdited, Message::AdoptItFirst);
        let mut is_set_anew = false;
        let changed = if words(&file) == words(&new) {
            bytes.to_vec()
        } else if old.blocks.len() == new.blocks.len() {
            let replacements = replacements(&file, &old, &new).ok_or_else(edited)?;
            file.replaced(bytes, &replacements)?
        } else if words(&file) == words(&old) {
            is_set_anew = true;
            let reference = Reference::read(bytes.to_vec())?;
            let delivery = Delivery {
                reference: Some(Arc::new(reference)),
                bare: false,
            };
            self.deliver(&RENDERER, self.genre.definition.language, &delivery)
        } else {
            return Err(edited());
        };
        Ok(Carried {
            bytes: with_provenance(&changed, draft)?,
            is_set_anew,
        })
    }

    /// Whether a Word file reads as the text does.
    pub fn is_read_in(&self, bytes: &[u8]) -> Result<bool, Fault> {
        Ok(words(&read(bytes)?) == words(&self.as_word()?))
    }

    /// The paragraphs of the text as a Word file has them.
    fn as_word(&self) -> Result<WordText, Fault> {
        let delivery = Delivery {
            reference: None,
            bare: true,
        };
        read(&self.deliver(&RENDERER, self.genre.definition.language, &delivery))
    }
}

fn words(word: &WordText) -> Vec<&str> {
    word.blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect()
}

/// What to put in place of which words, in bytes of the file's text; `None` where a paragraph that changes does not stand in the file
/// as it was, or is broken by hand.
fn replacements(
    file: &WordText,
    old: &WordText,
    new: &WordText,
) -> Option<Vec<(Range<usize>, String)>> {
    // Where each paragraph of the old text stands in the file.
    let mut places = vec![None; old.blocks.len()];
    for operation in capture_diff_slices(Algorithm::Myers, &words(old), &words(file)) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = operation
        {
            for offset in 0..len {
                places[old_index + offset] = Some(new_index + offset);
            }
        }
    }
    let pairs = old.blocks.iter().zip(&new.blocks).zip(places);
    pairs
        .filter(|((old, new), _)| old.text != new.text)
        .map(|((old, new), place)| {
            let span = &file.blocks[place?].span;
            let (range, words) = difference(&old.text, &new.text);
            let start = span.range.start;
            span.cuts
                .is_empty()
                .then_some((start + range.start..start + range.end, words))
        })
        .collect()
}

/// Where a text differs from another, and what the other has there.
fn difference(old: &str, new: &str) -> (Range<usize>, String) {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs
            .take_while(|(old, new)| old == new)
            .map(|(character, _)| character.len_utf8())
            .sum()
    };
    let head = same(&mut old.chars().zip(new.chars()));
    let tails = (old[head..].chars().rev(), new[head..].chars().rev());
    let tail = same(&mut tails.0.zip(tails.1));
    (
        head..old.len() - tail,
        new[head..new.len() - tail].to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_difference_is_as_short_as_it_can_be() {
        assert_eq!(
            difference("我去过两次。", "我去过三次。"),
            (9..12, "三".to_owned())
        );
        assert_eq!(difference("甲甲", "甲"), (3..6, String::new()));
        assert_eq!(difference("甲", "甲甲"), (3..3, "甲".to_owned()));
        assert_eq!(difference("甲", "乙"), (0..3, "乙".to_owned()));
        assert_eq!(difference("同", "同"), (3..3, String::new()));
    }
}
